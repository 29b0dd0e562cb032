import { QueryClient, queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { get, holdCsrf, Problem, UNREACHABLE } from './client'
import { type Field, fieldAt, type Type } from './types'

export type Session = {
  user: { id: string; name: string; email: string; locale?: string; timezone?: string }
  csrf: string
  currency: string
  timezone: string
  administrator: boolean
  permissions: Record<string, boolean>
}

/** Another try helps when the server was away or busy, and never when it has answered no. */
function worthAnotherTry(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof Problem && (error.status === UNREACHABLE || error.status === 503)
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: worthAnotherTry, staleTime: 20_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
})

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await get<Session>('/session')
      holdCsrf(session.csrf)
      return session
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null
      throw error
    }
  },
})

/** What a customer has spent is money in the company's currency, though it is reckoned as a number. */
function withMoney(type: Type): Type {
  const inner = (field: Field): Field => (field.name === 'monetary' ? { ...field, kind: 'money' } : field)
  const fields = type.fields.map((field) =>
    field.fields ? { ...field, fields: field.fields.map(inner) } : field,
  )
  return { ...type, fields }
}

/** A range of numbers is for a kind of record: its name is told, and chosen, by the kind's label. */
export function namingKinds(types: Type[]): Type[] {
  const choices = types.filter((type) => !type.partOf).map(({ name, label }) => ({ value: name, label }))
  const named = (field: Field): Field =>
    field.name === 'subject' ? { ...field, kind: 'choice', choices } : field
  return types.map((type) =>
    type.name === 'number-range' ? { ...type, fields: type.fields.map(named) } : type,
  )
}

export const typesQuery = queryOptions({
  queryKey: ['types'],
  staleTime: 5 * 60_000,
  queryFn: async () => namingKinds((await get<{ items: Type[] }>('/types')).items.map(withMoney)),
})

/** A `select` of those paths in a list of parts that exist for the caller. */
export async function selectParts(list: string, plural: string, paths: string[]): Promise<string> {
  const types = await queries.ensureQueryData(typesQuery)
  const part = types.find((t) => t.plural === plural)
  const known = paths.filter((path) => {
    const field = path.replace(/\.?\bid$/, '')
    return field === '' || (part && fieldAt(types, part, field))
  })
  return known.map((path) => `${list}.${path}`).join(',')
}

/**
 * A question that is asked for everybody, without what does not exist for this person: a field that is hidden from
 * him is not shown and nothing is sorted by it.
 */
export async function asFarAsSeen<Q extends { select?: string; sort?: string }>(
  plural: string,
  question: Q,
): Promise<Q> {
  const types = await queries.ensureQueryData(typesQuery)
  const type = types.find((each) => each.plural === plural)
  if (!type) return question
  const kept = (paths: string | undefined, there: (path: string) => boolean) =>
    paths?.split(',').filter(there).join() || undefined
  return {
    ...question,
    select: kept(question.select, (path) => shows(types, type, path)),
    sort: kept(question.sort, (key) => sortable(types, type, key.replace(/^-/, ''))),
  }
}

/** What everybody may read and no type tells: the keys of records, and the names of who did something. */
const OPEN = /(^|\.)(id|version)$|^(createdBy|updatedBy)\.name$/

function shows(types: Type[], type: Type, path: string): boolean {
  const part = type.relations.find((each) => path.startsWith(`${each.name}.`))
  return OPEN.test(path) || Boolean(part) || fieldAt(types, type, path) !== undefined
}

function sortable(types: Type[], type: Type, path: string): boolean {
  const field = fieldAt(types, type, path)
  return OPEN.test(path) || (field !== undefined && field.access !== 'mask')
}

/** The signed-in session; only used inside the shell, where there is one. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data as Session
}

export function useTypes(): Type[] {
  return useSuspenseQuery(typesQuery).data
}

export function useType(plural: string): Type | undefined {
  return useTypes().find((t) => t.plural === plural)
}

export function useTypeNamed(name: string | undefined | null): Type | undefined {
  return useTypes().find((t) => t.name === name)
}

export type Settings = Record<string, Record<string, unknown>>

export function useSettings() {
  return useQuery({ queryKey: ['settings'], queryFn: () => get<Settings>('/settings') })
}
