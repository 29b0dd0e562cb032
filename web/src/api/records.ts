import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call, callForUnit, get, newKey, patch, post, queryString, remove } from './client'
import { asFarAsSeen, queries, useType } from './queries'
import { type Rights, type Row, type Type, type Value, within } from './types'

/** The question that a list asks: the address bar holds exactly this. */
export type Question = {
  select?: string
  filter?: string
  sort?: string
  q?: string
}

export type Page = { items: Row[]; next: string | null; count?: number }
export type Group = Record<string, Value>

const PAGE = 100
const WHOLE = 500

function ask(plural: string, question: Question, more: { limit: number; cursor?: string; count?: boolean }) {
  return call<Page>('POST', `/${plural}/query`, { body: { ...present(question), ...present(more) } })
}

function present<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, v]) => v !== undefined && v !== ''),
  ) as Partial<T>
}

/** The rows of a list, a page at a time as one scrolls; the first page brings the exact count. */
export function rowsQuery(plural: string, question: Question) {
  return infiniteQueryOptions({
    queryKey: ['records', plural, 'rows', question],
    queryFn: ({ pageParam }) =>
      ask(plural, question, {
        limit: PAGE,
        cursor: pageParam || undefined,
        count: pageParam ? undefined : true,
      }),
    initialPageParam: '',
    getNextPageParam: (last: Page) => last.next ?? undefined,
  })
}

/** The first rows of a question that the page itself asks, as far as this person may read it. */
export function someQuery(plural: string, question: Question, limit: number, count = false) {
  return queryOptions({
    queryKey: ['records', plural, 'some', question, limit, count],
    queryFn: async () =>
      ask(plural, await asFarAsSeen(plural, question), { limit, count: count || undefined }),
  })
}

/** All rows of a list, for what is only of use as a whole, such as a tree. */
export function wholeQuery(plural: string, question: Question) {
  return queryOptions({
    queryKey: ['records', plural, 'whole', question],
    queryFn: async () => {
      const rows: Row[] = []
      const seen = await asFarAsSeen(plural, question)
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: Page = await ask(plural, seen, { limit: WHOLE, cursor })
        rows.push(...page.items)
        cursor = page.next
      }
      return rows
    },
  })
}

export type Aggregate = {
  groupBy?: string[]
  measures: Record<string, string>
  filter?: string
  sort?: string
  q?: string
  limit?: number
  cursor?: string
}
type Groups = { items: Group[]; next: string | null }

function gather(plural: string, body: Aggregate): Promise<Groups> {
  const asked = present({ ...body, sort: body.sort ? [body.sort] : undefined })
  return call('POST', `/${plural}/aggregate`, { body: asked })
}

/** Groups of records with their figures, a page at a time. */
export function groupsQuery(plural: string, body: Aggregate) {
  return infiniteQueryOptions({
    queryKey: ['records', plural, 'groups', body],
    queryFn: ({ pageParam }) => gather(plural, { ...body, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: (last: Groups) => last.next ?? undefined,
  })
}

export function aggregateQuery(plural: string, body: Aggregate) {
  return queryOptions({
    queryKey: ['records', plural, 'aggregate', body],
    queryFn: () => gather(plural, body),
  })
}

export function recordQuery(plural: string, id: string) {
  return queryOptions({
    queryKey: ['records', plural, 'one', id],
    queryFn: () => get<Row>(`/${plural}/${id}`),
  })
}

export type TimelineItem = {
  type: string
  id: string
  at: string
  title: string
  detail?: string | null
  amount?: number | null
  currency?: string | null
  actor?: Value
}
export type TimelinePart = { items: TimelineItem[]; next: string | null; kinds: string[] }
export type RecordPage = {
  record: Row
  may: Rights
  timeline?: TimelinePart
  lists?: Record<string, { items: Row[]; count: number }>
  usual?: { top: Usual[]; last: Usual[] }
  revenue?: { month: string; amount: number }[]
}
export type Usual = {
  product: string
  sku: string
  name: string
  orders: number
  quantity: number
  last: string
}

export function pageQuery(plural: string, id: string) {
  return queryOptions({
    queryKey: ['records', plural, 'page', id],
    queryFn: () => get<RecordPage>(`/${plural}/${id}/page`),
  })
}

/** The type of a page, as far as one's rights reach its record. */
export function useTypeOf(plural: string, page: RecordPage | undefined): Type | undefined {
  const type = useType(plural)
  return useMemo(() => type && (page ? within(type, page.may) : type), [type, page])
}

export type Change = { field: string; label: string; part?: string | null; before: Value; after: Value }
export type HistoryItem = {
  version: number
  at: string
  actor?: { id: string; name: string } | null
  cause?: string
  op: string
  changes: Change[]
}

type HistoryPart = { items: HistoryItem[]; next?: string | null }

export function historyQuery(plural: string, id: string) {
  return infiniteQueryOptions({
    queryKey: ['records', plural, 'history', id],
    queryFn: ({ pageParam }) =>
      get<HistoryPart>(`/${plural}/${id}/history${queryString({ cursor: pageParam, limit: PAGE })}`),
    initialPageParam: '',
    getNextPageParam: (last: HistoryPart) => last.next ?? undefined,
  })
}

/** What was deleted, latest first, a page at a time. */
export function binQuery(plural: string) {
  return infiniteQueryOptions({
    queryKey: ['records', plural, 'bin'],
    queryFn: ({ pageParam }) =>
      get<Page>(
        `/${plural}/bin${queryString({ cursor: pageParam, limit: PAGE, count: !pageParam || undefined })}`,
      ),
    initialPageParam: '',
    getNextPageParam: (last: Page) => last.next ?? undefined,
  })
}

/** Why somebody may do something: by which ways, and by which of his roles. */
export type Reason = { ways: string[]; roles: string[] }
export type Reader = {
  id: string
  name: string
  team: string | null
  owner: boolean
  read: Reason
  change: Reason | null
}
/** `everybody`: false where one is told of oneself alone; `through`: the type whose readers read this too. */
export type Access = { everybody: boolean; more: boolean; through: string | null; people: Reader[] }

export function accessQuery(plural: string, id: string) {
  return queryOptions({
    queryKey: ['records', plural, 'access', id],
    queryFn: () => get<Access>(`/${plural}/${id}/access`),
  })
}

/** Everything shown of a type, or of all types, is asked again. */
export function changed(plural?: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: plural ? ['records', plural] : ['records'] })
}

export async function create(plural: string, record: Record<string, Value>, key = newKey()): Promise<Row> {
  const made = await post<Row>(`/${plural}`, record, { idempotencyKey: key })
  void changed()
  return made
}

export async function update(
  plural: string,
  id: string,
  version: number,
  fields: Record<string, Value>,
): Promise<Row> {
  const row = await patch<Row>(`/${plural}/${id}`, fields, version)
  void changed()
  return row
}

export async function bin(plural: string, row: { id: string; version: number }): Promise<void> {
  await remove(`/${plural}/${row.id}`, row.version)
  void changed()
}

export async function restore(plural: string, id: string): Promise<void> {
  await post(`/${plural}/${id}/restore`)
  void changed()
}

export type BulkResult = { status: number; id?: string; detail?: string; title?: string }

/** One call for many rows; the answers are in order, and the unit is what undoes them all. */
export async function bulk(
  plural: string,
  operations: object[],
): Promise<{ results: BulkResult[]; unit?: string }> {
  const body = { body: operations, idempotencyKey: newKey() }
  const { answer, unit } = await callForUnit<BulkResult[]>('POST', `/${plural}/bulk`, body)
  void changed()
  return { results: answer, unit }
}

export function undoUnit(unit: string): Promise<unknown> {
  return post(`/units/${unit}/undo`).then((answer) => {
    void changed()
    setTimeout(() => void changed(), 1_500)
    return answer
  })
}

export function exportAddress(plural: string, question: Question, format: 'csv' | 'xlsx' | 'jsonl'): string {
  return `/api/v1/${plural}/export${queryString({ ...question, format })}`
}
