import { queryOptions } from '@tanstack/react-query'
import { get, patch, post } from '@/api/client'
import { queries } from '@/api/queries'
import type { Job } from '@/platform/job'

/** An import as the server tells it. */
export type Import = {
  id: string
  version: number
  type: string
  file: string
  state: 'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'cancelled' | 'failed' | 'undone'
  shape?: Shape
  columns: { name: string; samples: string[] }[]
  fields: Target[]
  mapping: Mapping
  counters?: Partial<Counters>
  warnings?: Warning[]
  problem?: string | null
  /** By plural: how many records of it a checked import would make or a finished one has made, where rows may make several. */
  made?: Record<string, number>
  job?: string | null
  createdAt?: string
  createdBy?: { name?: string } | string
}

export type Shape = {
  format?: string
  charset?: string
  delimiter?: string
  header?: boolean
  sheet?: string
  sheets?: string[]
  warnings?: string[]
}
export type Target = {
  name: string
  label: string
  required?: boolean
  /** Rows may meet records by it. */
  key?: boolean
  /** It leads to another record. */
  refers?: boolean
}
export type Warning = {
  code: string
  message: string
  column?: string
  /** How many rows it is about; absent where it is the file as a whole. */
  rows?: number | null
  examples?: string[]
}
export type Mapping = {
  columns: Record<string, string>
  /** One field, or several that must all agree. */
  match?: string | string[] | null
  existing?: string | null
  create?: string[] | null
  dateOrder?: Record<string, string> | null
  /** By column: what stands in cells, and what is read instead. */
  values?: Record<string, Record<string, string>> | null
  /** By field: what stands in where a cell is empty or there is no column. */
  defaults?: Record<string, string> | null
} & Record<string, unknown>
export type Counters = Record<'rows' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed', number>
export type Failure = {
  row: number
  line: number
  cells: Record<string, string>
  problems: { column?: string | null; message: string }[]
}

export const COUNTERS: (keyof Counters)[] = ['rows', 'created', 'updated', 'unchanged', 'skipped', 'failed']

export function busy(state: Import['state']): boolean {
  return state === 'checking' || state === 'running'
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', id],
    queryFn: () => get<Import>(`/imports/${id}`),
    refetchInterval: (query) => (query.state.data && busy(query.state.data.state) ? 700 : false),
  })
}

export function jobQuery(id: string | null | undefined, running: boolean) {
  return queryOptions({
    queryKey: ['jobs', id],
    enabled: Boolean(id) && running,
    queryFn: () => get<Job>(`/jobs/${id}`),
    refetchInterval: 700,
  })
}

/** Changes what the file means, and has every row checked anew. */
export async function change(given: Import, body: object): Promise<void> {
  await patch(`/imports/${given.id}`, body, given.version)
  await step(given.id, 'check')
}

/** Asks for a step of the import; its state is then followed. */
export async function step(id: string, name: 'check' | 'start' | 'cancel'): Promise<void> {
  await post(`/imports/${id}/${name}`)
  await queries.invalidateQueries({ queryKey: ['imports'] })
  await queries.invalidateQueries({ queryKey: ['jobs'] })
}

/** Targets to choose from: the record's own fields, then those of its parts, list by list. */
export function options<T extends { value: string; label: string }>(
  targets: Target[],
  option: (target: Target) => T,
): (T | { label: string; options: T[] })[] {
  const lists = new Map<string, T[]>()
  const own: T[] = []
  for (const each of targets) {
    const list = each.name.includes('.') ? each.label.split(' · ', 1)[0] : ''
    if (!list) own.push(option(each))
    else lists.set(list, [...(lists.get(list) ?? []), option(each)])
  }
  return [...own, ...[...lists].map(([label, inside]) => ({ label, options: inside }))]
}

/** The beginning of a file as text: Chinese spreadsheets write in an encoding of their own. */
export async function headOf(file: Blob): Promise<string> {
  const bytes = await file.slice(0, 2_000).arrayBuffer()
  // a character that is cut at the end says nothing about the encoding
  const utf8 = new TextDecoder().decode(bytes, { stream: true })
  return utf8.includes('\uFFFD') ? new TextDecoder('gb18030').decode(bytes) : utf8
}

/** What files of a kind are usually called. */
const NAMED: [string, RegExp][] = [
  ['products', /product|catalog|商品|产品/],
  ['leads', /\bleads?\b|线索/],
  ['activities', /activit|跟进/],
]

/** What a file is, by its columns: lines of sales, people, or else customers. */
export function guessKind(name: string, head: string): string {
  const text = `${name} ${head}`.toLowerCase()
  const has = (...words: string[]) => words.filter((word) => text.includes(word)).length
  if (name.endsWith('.vcf')) return 'contacts'
  if (has('invoice', 'stockcode', 'quantity', 'unitprice', 'price', '订单', '数量', '单价', '商品') >= 2)
    return 'sales'
  if (has('opportunit', 'deal_stage', 'deal stage', 'close_date', 'close date', '商机', '赢单') > 0)
    return 'opportunities'
  const file = name.toLowerCase()
  const named = NAMED.find(([, word]) => word.test(file))
  if (named) return named[0]
  const person = has(
    'first name',
    'last name',
    'given',
    'family',
    'birthday',
    'mobile',
    '姓名',
    '手机',
    '生日',
    '职务',
    'contacts',
    '联系人',
    '通讯录',
  )
  return person > has('company', 'industry', 'website', '公司', '行业') ? 'contacts' : 'accounts'
}
