import { queryOptions } from '@tanstack/react-query'
import { get, post, queryString } from '@/api/client'
import { selectParts, useType } from '@/api/queries'
import { type Row, sees, type Type } from '@/api/types'
import type { Rule } from '@/catalog/api'
import { type Column, type Line, SENT, type Sent } from './lines'

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

export type Priced = {
  product: string
  unit: string | null
  currency: string
  price: number | null
  before: number | null
  floor: { price: number; rule: string; maxDiscount: number | null } | null
  tax: { name: string; percent: number } | null
  rules: Rule[]
  forSale: boolean
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

/** Of products those that may be quoted today, as a filter. */
export const FOR_SALE =
  'active == true && (activeFrom == null || activeFrom <= today()) && (activeUntil == null || activeUntil >= today())'

type Asked = { product: string; quantity: number; unit?: string; price?: number }

/** What products cost this customer, why, and what he heard before. */
export async function resolve(account: string, currency: string, lines: Asked[]): Promise<Priced[]> {
  const explain = lines.length === 1
  const body = { account: account || undefined, currency: currency || undefined, lines, explain }
  const answer = await post<{ lines: Priced[] }>('/prices/resolve', body)
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
    enabled: asked !== null,
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
  'product.unit',
]

/** The lines as they are stored, and the version of the quote or order that they belong to. */
export type StoredLines = { version: number; lines: Row[] }

/** What has lines like a quote's. */
export type WithLines = 'quotes' | 'orders'

const PARTS: Record<WithLines, string> = { quotes: 'quote-lines', orders: 'order-lines' }

/** The lines in their order with the names of their products. */
export function linesQuery(plural: WithLines, id: string) {
  return queryOptions({
    queryKey: ['records', plural, 'lines', id],
    queryFn: async (): Promise<StoredLines> => {
      const select = `version,${await selectParts('lines', PARTS[plural], LINES)}`
      const row = await get<Row>(`/${plural}/${id}${queryString({ select })}`)
      return { version: row.version, lines: (row.lines ?? []) as Row[] }
    },
  })
}

/** What of the lines somebody sees, and may write. */
export type Sight = { columns: Column[]; masked: Column[]; sent: Sent[]; writable: boolean; amounts: boolean }

export function useSight(plural: WithLines, all: Column[]): Sight {
  const part = useType(PARTS[plural])
  const access = (name: string) => part?.fields.find((field) => field.name === name)?.access
  const known = SENT.filter((name) => all.includes(name))
  return {
    columns: all.filter((name) =>
      name === 'outstanding' ? sees(part, 'quantity') : access(name) !== undefined,
    ),
    masked: all.filter((name) => access(name) === 'mask'),
    sent: known,
    writable: known.every((name) => access(name) === 'write'),
    amounts: ['quantity', 'unitPrice', 'taxRate', 'amount'].every((name) => sees(part, name)),
  }
}

/** What stands on a quote's paper, and what of each line. */
const PAPER = [
  'number',
  'subject',
  'introduction',
  'account',
  'contact',
  'owner',
  'validUntil',
  'currency',
  'total',
  'tax',
  'totalWithTax',
  'paymentDays',
  'paymentTerms',
  'deliveryTerms',
]
const PAPER_LINE = [
  'section',
  'product',
  'description',
  'quantity',
  'unit',
  'unitPrice',
  'discount',
  'taxRate',
  'amount',
  'optional',
]

/** Whoever may not read all that stands on the paper gets none, and sends none. */
export function usePaper(type: Type): boolean {
  const part = useType(PARTS.quotes)
  return PAPER.every((name) => sees(type, name)) && PAPER_LINE.every((name) => sees(part, name))
}
