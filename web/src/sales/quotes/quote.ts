import { queryOptions } from '@tanstack/react-query'
import { get, post, queryString } from '@/api/client'
import { selectParts } from '@/api/queries'
import type { Row } from '@/api/types'
import type { Line } from './lines'

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

export type PriceRule = {
  kind: string
  name: string | null
  outcome: string
  why: string | null
  price: number | null
  percent: number | null
}

export type Priced = {
  product: string
  unit: string | null
  currency: string
  price: number | null
  before: number | null
  floor: { price: number; rule: string; maxDiscount: number | null } | null
  tax: { name: string; percent: number } | null
  rules: PriceRule[]
  paid: Remembered | null
  offered: Remembered | null
  others: Remembered[]
  peers: { times: number; low: number; middle: number; high: number; last: number; lastAt: string } | null
  deviation: {
    fromPaid: number | null
    fromOffered: number | null
    belowFloor: boolean
    undercuts: boolean
  } | null
}

type Asked = { product: string; quantity: number; unit?: string; price?: number }

/** What products cost this customer, why, and what he heard before. */
export async function resolve(account: string, currency: string, lines: Asked[]): Promise<Priced[]> {
  const answer = await post<{ lines: Priced[] }>('/prices/resolve', { account, currency, lines })
  return answer.lines
}

export function memoryQuery(account: string, currency: string, line: Line | undefined) {
  const asked = line?.product
    ? {
        product: line.product,
        quantity: line.quantity ?? 1,
        ...(line.unit ? { unit: line.unit } : {}),
        ...(line.unitPrice === null ? {} : { price: line.unitPrice }),
      }
    : null
  return queryOptions({
    queryKey: ['records', 'quotes', 'memory', account, currency, asked],
    enabled: asked !== null && account !== '',
    retry: false,
    queryFn: async () => (asked ? ((await resolve(account, currency, [asked]))[0] ?? null) : null),
  })
}

const LINES = [
  'id',
  'section',
  'description',
  'quantity',
  'unit',
  'listPrice',
  'discount',
  'unitPrice',
  'taxRate',
  'amount',
  'optional',
  'product.id',
  'product.name',
  'product.sku',
]

/** The lines as they are stored, and the version of the quote that they belong to. */
export type StoredLines = { version: number; lines: Row[] }

/** A quote's lines in their order with the names of their products. */
export function quoteQuery(id: string) {
  return queryOptions({
    queryKey: ['records', 'quotes', 'lines', id],
    queryFn: async (): Promise<StoredLines> => {
      const select = `version,${await selectParts('lines', 'quote-lines', LINES)}`
      const quote = await get<Row>(`/quotes/${id}${queryString({ select })}`)
      return { version: quote.version, lines: (quote.lines ?? []) as Row[] }
    },
  })
}

export const idOf = (value: unknown): string =>
  typeof value === 'object' && value ? String((value as { id: string }).id) : String(value ?? '')
