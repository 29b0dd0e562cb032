import { queryOptions, useQuery } from '@tanstack/react-query'
import { get, newKey, Problem, patch, post, queryString } from '@/api/client'
import { asFarAsSeen } from '@/api/queries'
import { changed, someQuery } from '@/api/records'
import { idOf, type Row, type Value } from '@/api/types'

export type Stage = {
  id: string
  name: string
  kind: 'open' | 'won' | 'lost'
  position: number
  probability: number
  pipeline: string
  staleDays?: number | null
}

export type Column = {
  stage: string
  name: string
  kind: Stage['kind']
  staleDays: number | null
  probability: number
  count: number
  amount?: number | null
  weighted?: number | null
  items: Row[]
  next: string | null
}

export type BoardAnswer = { pipeline: string | null; columns: Column[] }

export type BoardAsk = { pipeline?: string; filter?: string; q?: string; select: string; sort?: string }

export function boardQuery(ask: BoardAsk) {
  return queryOptions({
    queryKey: ['records', 'opportunities', 'board', ask],
    queryFn: async () =>
      get<BoardAnswer>(`/opportunities/board${queryString(await asFarAsSeen('opportunities', ask))}`),
  })
}

export async function moreOf(ask: BoardAsk, stage: string, cursor: string): Promise<BoardAnswer> {
  const seen = await asFarAsSeen('opportunities', ask)
  return get<BoardAnswer>(`/opportunities/board${queryString({ ...seen, stage, cursor })}`)
}

const STAGES = { select: 'id,name,kind,position,probability,pipeline,staleDays', sort: 'position' }

/** The stages of a pipeline in their order; of all pipelines when none is named. */
export function useStages(pipeline?: string): Stage[] {
  const filter = pipeline ? `pipeline == "${pipeline}"` : undefined
  const found = useQuery({ ...someQuery('stages', { ...STAGES, filter }, 200), staleTime: 60_000 })
  return (found.data?.items ?? []).map(
    (row) => ({ ...row, pipeline: idOf(row.pipeline) }) as unknown as Stage,
  )
}

export function move(id: string, stage: string): Promise<Row> {
  return post<Row>(`/opportunities/${id}/move`, { stage }, { idempotencyKey: newKey() })
}

/** Fills in what a stage asks for and moves, in one write. */
export function fillAndMove(row: Row, stage: string, values: Record<string, Value>): Promise<Row> {
  return patch<Row>(`/opportunities/${row.id}`, { ...values, stage }, row.version)
}

export const APPROVAL = 'opportunity.stage-approval'

/** Is nothing missing but the yes of those who must agree? */
export function needsYes(problem: Problem): boolean {
  return problem.errors.some((fault) => fault.code === APPROVAL)
}

/** Does the stage ask for something before it lets an opportunity in? */
export function isAsked(error: unknown): error is Problem {
  return isBlocked(error) && error.errors.some((fault) => fault.code.startsWith('opportunity.stage-'))
}

/** Asks those who must agree, once nothing else is missing; what was filled in is kept. */
export async function askToEnter(
  row: Row,
  stage: string,
  values: Record<string, Value>,
  reason: string,
): Promise<Row | undefined> {
  try {
    return await fillAndMove(row, stage, values)
  } catch (problem) {
    if (!isBlocked(problem) || !needsYes(problem)) throw problem
  }
  if (Object.keys(values).length > 0) await patch<Row>(`/opportunities/${row.id}`, values, row.version)
  await act(row.id, 'ask-to-enter', reason ? { stage, reason } : { stage })
  return undefined
}

export async function act(id: string, verb: string, input: Record<string, Value> = {}): Promise<Row> {
  const row = await post<Row>(`/opportunities/${id}/${verb}`, input, { idempotencyKey: newKey() })
  void changed()
  return row
}

/** Does a refusal say what the stage still asks for? */
export function isBlocked(error: unknown): error is Problem {
  return error instanceof Problem && error.status === 422
}

/** For how many days there was no sign of life, when that is too long for the stage. */
export function staleFor(row: Row, staleDays: number | null | undefined): number | null {
  if (!staleDays) return null
  const last = Math.max(
    Date.parse(String(row.stageSince ?? '')),
    Date.parse(String(row.updatedAt ?? '')) || 0,
  )
  const days = Math.floor((Date.now() - last) / 86_400_000)
  return Number.isFinite(days) && days > Number(staleDays) ? days : null
}
