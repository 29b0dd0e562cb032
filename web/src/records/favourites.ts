import { useQuery } from '@tanstack/react-query'
import { useType, useTypes } from '@/api/queries'
import { bin, create, someQuery } from '@/api/records'
import type { Row, Type } from '@/api/types'
import type { ListState } from './lists/state'

/** What one has starred: a record, or a pinned view of a list. Both are kept as views on the server. */
export type Favourite = { row: Row; plural: string; title: string; record?: string; search: object }

/** A view whose state names a record is no list but a star on that record. */
type State = ListState & { record?: string }

export function stateOf(view: Row): State {
  if (typeof view.state !== 'string') return (view.state ?? {}) as State
  try {
    return JSON.parse(view.state) as State
  } catch {
    return {}
  }
}

/** One's own stars and pinned views, by name. */
export function useFavourites(): Favourite[] {
  const types = useTypes()
  const kind = useType('views')
  const found = useQuery({
    ...someQuery('views', { filter: 'pinned == true && owner == me()', sort: 'name' }, 50),
    enabled: Boolean(kind),
    retry: false,
  })
  return (found.data?.items ?? []).flatMap((row) => {
    const plural = types.find((type) => type.name === row.type)?.plural
    if (!plural) return []
    const { record, ...state } = stateOf(row)
    return [
      { row, plural, title: String(row.name), record, search: record ? {} : { ...state, view: row.id } },
    ]
  })
}

/** The star on a record, or null where it has none. */
export function useStar(id: string): Favourite | null {
  return useFavourites().find((each) => each.record === id) ?? null
}

export async function star(type: Type, id: string, title: string): Promise<void> {
  const state = JSON.stringify({ record: id })
  await create('views', { name: title, type: type.name, state, shared: false, pinned: true })
}

export async function unstar(favourite: Favourite): Promise<void> {
  await bin('views', favourite.row)
}
