import { queryOptions, useQuery } from '@tanstack/react-query'
import { get, newKey, post } from '@/api/client'
import { changed } from '@/api/records'
import type { Row } from '@/api/types'

export type Standing = {
  pool: string
  claimedToday: number
  leftToday: number | null
  held: number
  mayHold: number | null
}
export type Alike = { type: string; id: string; title: string | null; why: string }
export type Duplicates = { seen: Alike[]; hidden: string[] }
/** Customers, people and leads like this one. */
export function duplicatesQuery(id: string) {
  return queryOptions({
    queryKey: ['records', 'leads', 'duplicates', id],
    queryFn: () => get<Duplicates>(`/leads/${id}/duplicates`),
    retry: false,
  })
}

export async function act<T = Row>(
  plural: string,
  id: string,
  verb: string,
  input: Record<string, unknown> = {},
): Promise<T> {
  const answer = await post(`/${plural}/${id}/${verb}`, input, { idempotencyKey: newKey() })
  await changed()
  return answer as T
}

export function useStanding(pool: string) {
  return useQuery({
    queryKey: ['records', 'pools', 'standing', pool],
    queryFn: () => get<Standing>(`/pools/${pool}/standing`),
    enabled: pool !== '',
    retry: false,
  })
}
