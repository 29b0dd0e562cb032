import { queryOptions } from '@tanstack/react-query'
import { get, post, queryString } from '@/api/client'

/** One rule behind a price: it gave it, changed it or was refused. */
export type Rule = {
  kind: 'entry' | 'list' | 'bundle' | 'conversion' | 'promotion' | 'rounding'
  id: string | null
  name: string | null
  outcome: 'gave' | 'changed' | 'refused'
  why: string | null
  price: number | null
  currency: string | null
  percent: number | null
  minQuantity: number | null
  from: string | null
  until: string | null
}

/** A price that the customer heard or paid before. */
export type Remembered = {
  record: string
  number: string
  status: string | null
  price: number
  currency: string
  quantity: number
  at: string
  by: string | null
  mine: boolean
  validUntil: string | null
}

export type PricedLine = {
  product: string
  quantity: number
  unit: string | null
  currency: string
  price: number | null
  before: number | null
  floor: { price: number; rule: string; maxDiscount: number | null } | null
  tax: { name: string; percent: number } | null
  rules: Rule[]
  forSale: boolean
  /** Only for a customer: what he heard before. */
  paid?: Remembered | null
  offered?: Remembered | null
  others?: Remembered[]
  peers?: { times: number; low: number; middle: number; high: number; last: number; lastAt: string } | null
  deviation?: {
    price: number
    fromPaid: number | null
    fromOffered: number | null
    belowFloor: boolean
    undercuts: boolean
  } | null
}

export type Answer = {
  account: string | null
  currency: string
  customerClass: string | null
  at: string
  lines: PricedLine[]
}

export type Ask = {
  account?: string
  lines: { product: string; quantity: number; unit?: string; price?: number }[]
}

export function priceQuery(ask: Ask) {
  return queryOptions({
    queryKey: ['records', 'prices', ask],
    queryFn: () => post<Answer>('/prices/resolve', ask),
  })
}

/** What happened to a product in a period. */
export type PeriodRow = {
  id: string
  sku: string
  name: string
  unit: string | null
  listPrice: number | null
  currency: string | null
  opening: number | null
  received: number
  shipped: number
  other: number
  closing: number | null
  onHand: number | null
  reserved: number | null
  promised: number | null
  ordered: number | null
  orderedAmount: number | null
}

export type Periods = { items: PeriodRow[]; next: string | null }

export function periodQuery(asked: Record<string, string | undefined>) {
  return queryOptions({
    queryKey: ['records', 'periods', asked],
    queryFn: () => get<Periods>(`/stock/periods${queryString(asked)}`),
    placeholderData: (before) => before,
  })
}
