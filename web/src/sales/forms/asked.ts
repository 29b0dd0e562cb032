import { create, update } from '@/api/records'
import type { Row, Value } from '@/api/types'
import { readDraft } from '@/records/record/draft'

/** One thing that a form asks: a field of the lead, with words of its own where the field's will not do. */
export type Asked = { name: string; required?: boolean; en?: string; zh?: string }

/** The texts that a form has in both languages. */
export const TEXTS = ['title', 'intro', 'thanks', 'consent'] as const

/** What a stranger may fill in; the server refuses others. */
const POSSIBLE = [
  'name',
  'company',
  'jobTitle',
  'email',
  'phone',
  'mobile',
  'wechat',
  'website',
  'street',
  'city',
  'region',
  'industry',
  'interest',
]

const USUAL: Asked[] = [
  { name: 'name', required: true },
  { name: 'company' },
  { name: 'email', required: true },
  { name: 'phone' },
  { name: 'interest' },
]

/** What a record's `fields` say; a new form asks the usual. */
export function askedOf(row: Row | undefined): Asked[] {
  if (!row?.fields) return USUAL
  return (typeof row.fields === 'string' ? JSON.parse(row.fields) : row.fields) as Asked[]
}

/** What was made here and not saved, kept on this machine. */
export function begun(draft: string): { values: Record<string, Value>; asked: Asked[] } | null {
  const { values, asked } = readDraft(draft) as Record<string, unknown>
  return values && Array.isArray(asked)
    ? { values: values as Record<string, Value>, asked: asked as Asked[] }
    : null
}

/** The fields that are not asked yet. */
export function others(asked: Asked[]): string[] {
  return POSSIBLE.filter((name) => !asked.some((each) => each.name === name))
}

export function moved(asked: Asked[], from: number, by: number): Asked[] {
  const to = from + by
  if (to < 0 || to >= asked.length) return asked
  const list = [...asked]
  const [each] = list.splice(from, 1)
  list.splice(to, 0, each as Asked)
  return list
}

/** Without what says nothing. */
function written(asked: Asked[]): Asked[] {
  return asked.map(({ name, required, en, zh }) => ({
    name,
    ...(required || name === 'name' ? { required: true } : {}),
    ...(en?.trim() ? { en: en.trim() } : {}),
    ...(zh?.trim() ? { zh: zh.trim() } : {}),
  }))
}

export async function saved(
  row: Row | undefined,
  values: Record<string, Value>,
  asked: Asked[],
  key: string,
): Promise<Row> {
  const record = { ...values, fields: written(asked) as unknown as Value }
  return row ? update('web-forms', row.id, row.version, record) : create('web-forms', record, key)
}

/** An address of a name: small letters, digits and hyphens; nothing of a name that has none. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
}

/** What a site puts where the form is to stand. */
export function embedding(slug: string): string {
  return `<script src="${location.origin}/forms/embed.js" data-form="${slug}" async></script>`
}
