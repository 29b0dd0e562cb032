import { get, queryString } from '@/api/client'
import { t } from '@/ui/text'

/** What a manager says instead of the figures. */
export type Override = {
  id: string
  version: number
  amount: number
  note?: string
  updatedAt: string
  owner?: { name: string }
}
/** In the company's currency; each includes the one before it. */
export type Figures = { won: number; commit: number; bestCase: number; pipeline: number }
export type Node = Figures & {
  kind: 'team' | 'person'
  id: string
  name: string
  parent: string
  override?: Override
  /** May the reader say something instead? */
  mayOverride: boolean
}
export type Forecast = { period: string; from: string; until: string; total: Figures; nodes: Node[] }

export const FIGURES = ['won', 'commit', 'bestCase', 'pipeline'] as const
export const HEADS = {
  won: () => t('sales.forecast.won'),
  commit: () => t('sales.forecast.commit'),
  bestCase: () => t('sales.forecast.best'),
  pipeline: () => t('sales.forecast.all'),
}

/** What a period such as `2026-Q4` will bring. */
export function forecastQuery(period: string) {
  return {
    queryKey: ['records', 'opportunities', 'forecast', period],
    queryFn: () => get<Forecast>(`/forecast${queryString({ period })}`),
  }
}
