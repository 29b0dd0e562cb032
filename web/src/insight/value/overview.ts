import { queryOptions } from '@tanstack/react-query'
import { get } from '@/api/client'

/** Who matters, as the server condensed it. */
export type Overview = {
  asOf: string | null
  returns?: 'net' | 'ignore'
  ranAt?: string | null
  currency?: string
  accounts: number
  rfm: { r: number; f: number; accounts: number; monetary: number }[]
  pareto: { accounts: number; share: number; cumulative: number }[]
  classes: { class: string; accounts: number; monetary: number; average?: number; advice?: string }[]
  stages: { stage: string; accounts: number; monetary: number }[]
  abc: { abc: string; accounts: number; monetary: number }[]
  /** `filter` finds the orders that make up the amount. */
  months: { month: string; amount: number; filter: string }[]
}

export const overviewQuery = queryOptions({
  queryKey: ['records', 'value', 'overview'],
  queryFn: () => get<Overview>('/insight/value/overview'),
})

/** The list behind a figure: the same condition, so the same count. */
export function behind(filter: string): { filter: string; sort: string } {
  return { filter, sort: '-value.monetary' }
}
