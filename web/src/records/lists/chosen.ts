import { call } from '@/api/client'
import type { Page } from '@/api/records'
import { type Row, valueAt } from '@/api/types'
import type { Selection } from './grid'
import type { ListView } from './state'

export type Chosen = { id: string; version: number; before?: string[] }

/** The rows that were chosen, with their present versions; "all" is read page by page. */
export async function chosenRows(view: ListView, selection: Selection, field?: string): Promise<Chosen[]> {
  const { type, question } = view
  if (!selection.all && !field) return [...selection.ids].map(([id, version]) => ({ id, version }))
  const ids = [...selection.ids.keys()]
  const filters = selection.all
    ? [question.filter]
    : chunks(ids, 500).map((part) => `id in [${part.map((id) => JSON.stringify(id)).join(', ')}]`)
  const rows: Chosen[] = []
  for (const filter of filters) {
    let cursor: string | undefined
    do {
      const body = {
        select: field ? `id,${field}` : 'id',
        filter,
        q: selection.all ? question.q : undefined,
        limit: 500,
        cursor,
      }
      const page: Page = await call<Page>('POST', `/${type.plural}/query`, { body })
      rows.push(...page.items.map((row) => chosen(row, field)))
      cursor = page.next ?? undefined
    } while (cursor)
  }
  return rows
}

function chosen(row: Row, field?: string): Chosen {
  const before = field ? valueAt(row, field) : undefined
  return { id: row.id, version: row.version, before: Array.isArray(before) ? before.map(String) : undefined }
}

function chunks<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}
