import type { InfiniteData, Query } from '@tanstack/react-query'
import { call } from '../client'
import { queries } from '../queries'
import type { Page, Question, RecordPage } from '../records'
import type { Row, Type } from '../types'
import type { Told } from './stream'

/** More than this is not read again behind somebody's back: scrolling far down a long list stays cheap. */
const PAGES_AT_MOST = 3
const ROWS_AT_MOST = 1_000
const COLLECT = 250
const NOT_SOONER_THAN = 2_000

type Heard = { changed: Map<string, number>; gone: Set<string>; stale: boolean }

function typesNow(): Type[] {
  return queries.getQueryData<Type[]>(['types']) ?? []
}

/** What the page shows now, by the questions that are open: whole kinds for lists, single records for their pages. */
export function watched(): string[] {
  const types = typesNow()
  const names = new Set<string>()
  for (const { queryKey, state } of queries
    .getQueryCache()
    .findAll({ queryKey: ['records'], type: 'active' })) {
    const [, plural, kind, id] = queryKey as string[]
    const type = types.find((each) => each.plural === plural)
    if (!type) continue
    if (kind === 'one' || kind === 'page' || kind === 'history') names.add(`${type.name}:${id}`)
    else names.add(type.name)
    // only of records that are named one is told that they are gone
    if (kind === 'rows')
      for (const row of rowsOf(state.data).slice(0, ROWS_AT_MOST)) names.add(`${type.name}:${row.id}`)
    if (kind === 'page') for (const relation of type.relations) if (!relation.part) names.add(relation.target)
  }
  return [...names].sort()
}

function rowsOf(data: unknown): Row[] {
  return (data as InfiniteData<Page> | undefined)?.pages.flatMap((page) => page.items) ?? []
}

let heard = new Map<string, Heard>()
let collecting = false

/** Reads again what is shown of that which has changed, and nothing else. */
export function hear(told: Told): void {
  if (told.what === 'again') {
    void queries.invalidateQueries({ queryKey: ['records'] })
    return
  }
  if (!told.type) return
  const of: Heard = heard.get(told.type) ?? { changed: new Map(), gone: new Set(), stale: false }
  heard.set(told.type, of)
  if (told.what === 'stale') of.stale = true
  else if (told.id && told.what === 'gone') of.gone.add(told.id)
  else if (told.id) of.changed.set(told.id, told.version ?? 0)
  if (collecting) return
  collecting = true
  setTimeout(() => {
    const all = heard
    heard = new Map()
    collecting = false
    all.forEach(freshen)
  }, COLLECT)
}

function freshen(of: Heard, name: string): void {
  const types = typesNow()
  const plural = types.find((type) => type.name === name)?.plural
  for (const query of queries.getQueryCache().findAll({ queryKey: ['records'] })) {
    const [, on, kind, id = ''] = query.queryKey as string[]
    if (on === plural) {
      if (kind === 'rows') void freshenRows(query, of).catch(() => undefined)
      else if (kind === 'one' || kind === 'page' || kind === 'history') freshenOne(query, id, of)
      else later(query)
    } else if (kind === 'page' && relates(types, on, name)) later(query)
  }
}

function relates(types: Type[], plural: string | undefined, name: string): boolean {
  const type = types.find((each) => each.plural === plural)
  return Boolean(type?.relations.some((relation) => relation.target === name))
}

function freshenOne(query: Query, id: string, of: Heard): void {
  const data = query.state.data as (Row & Partial<RecordPage>) | undefined
  const known = data?.record?.version ?? data?.version ?? 0
  const news = of.stale || of.gone.has(id) || (of.changed.get(id) ?? 0) > known
  if (news) void queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
}

const due = new Map<string, number>()

/** Asks again, at most every two seconds. */
function later(query: Query): void {
  if (due.has(query.queryHash)) return
  const age = Date.now() - query.state.dataUpdatedAt
  const wait = Math.max(0, NOT_SOONER_THAN - age)
  const ask = () => {
    due.delete(query.queryHash)
    void queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
  }
  due.set(query.queryHash, window.setTimeout(ask, wait))
}

/** The rows in sight are read again by their ids; what came new is only looked for near the top of a list. */
async function freshenRows(query: Query, of: Heard): Promise<void> {
  const data = query.state.data as InfiniteData<Page> | undefined
  if (!data || !query.isActive()) return void queries.invalidateQueries({ queryKey: query.queryKey })
  const rows = data.pages.flatMap((page) => page.items)
  const known = new Map(rows.map((row) => [row.id, row.version]))
  const fewPages = data.pages.length <= PAGES_AT_MOST
  const added = [...of.changed.keys()].some((id) => !known.has(id))
  if (fewPages && (of.stale || added)) return later(query)
  const old = [...of.changed].filter(([id, version]) => (known.get(id) ?? version) < version)
  const gone = rows.filter((row) => of.gone.has(row.id)).map((row) => row.id)
  const ids = old.map(([id]) => id)
  if (ids.length + gone.length === 0) return
  const [, plural, , question] = query.queryKey as unknown as [string, string, string, Question]
  const fresh = ids.length ? await rowsNow(plural, question, ids) : new Map<string, Row>()
  const asked = new Set([...ids, ...gone])
  queries.setQueryData<InfiniteData<Page>>(query.queryKey, (now) => now && replaced(now, asked, fresh))
}

async function rowsNow(plural: string, question: Question, ids: string[]): Promise<Map<string, Row>> {
  const among = `id in [${ids.map((id) => JSON.stringify(id)).join(', ')}]`
  const filter = question.filter ? `(${question.filter}) && ${among}` : among
  const body = { select: question.select, q: question.q, filter, limit: 500 }
  const page = await call<Page>('POST', `/${plural}/query`, { body })
  return new Map(page.items.map((row) => [row.id, row]))
}

function replaced(data: InfiniteData<Page>, asked: Set<string>, fresh: Map<string, Row>): InfiniteData<Page> {
  let lost = 0
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.flatMap((row) => {
      if (!asked.has(row.id)) return [row]
      const now = fresh.get(row.id)
      if (!now) lost++
      return now ? [now] : []
    }),
  }))
  const first = pages[0]
  if (first?.count !== undefined) pages[0] = { ...first, count: first.count - lost }
  return { ...data, pages }
}
