import { queryOptions, useQuery } from '@tanstack/react-query'
import { get, queryString } from '@/api/client'
import { useTypeNamed } from '@/api/queries'
import { aggregateQuery } from '@/api/records'
import { idOf, may, type Row, sees, type Type } from '@/api/types'
import { decimalsOf } from '@/ui/format'
import { type Column, round } from '../quotes/lines'

/** What somebody says of the lines of an order. */
export const GIVEN_COLUMNS: Column[] = [
  'product',
  'description',
  'quantity',
  'unit',
  'unitPrice',
  'taxRate',
  'amount',
]

/** The same with what is still to be shipped. */
export const ORDER_COLUMNS: Column[] = [...GIVEN_COLUMNS, 'outstanding']

/** In which states lines may still change: later ones are the work of shipping. */
export const OPEN = ['draft', 'confirmed', 'partlyShipped']

export type OrderLine = {
  id: string
  name: string
  sku: string | null
  quantity: number
  unit: string | null
  out: number
  back: number
}

export type Parcel = Row & {
  kind: string
  shippedAt: string
  deliveredAt: string | null
}

/** What left the house for an order and what came back, oldest first; for whoever may read shipments. */
export function parcelsQuery(order: string, reads: boolean) {
  return queryOptions({
    queryKey: ['records', 'orders', 'parcels', order],
    enabled: reads,
    queryFn: async (): Promise<Parcel[]> => {
      const question = {
        filter: `order == "${order}"`,
        select: 'id,kind,shippedAt,deliveredAt,lines.orderLine,lines.quantity',
        sort: 'shippedAt',
        limit: 200,
      }
      const all: Row[] = []
      let cursor: string | null | undefined
      do {
        const page = await get<{ items: Row[]; next: string | null }>(
          `/shipments${queryString({ ...question, cursor: cursor ?? undefined })}`,
        )
        all.push(...page.items)
        cursor = page.next
      } while (cursor)
      return all as Parcel[]
    },
  })
}

/** The lines with how much of each went out and came back. */
export function withMoves(lines: Row[], parcels: Parcel[]): OrderLine[] {
  const sum = (line: string, kind: string) =>
    parcels
      .filter((each) => each.kind === kind)
      .flatMap((each) => (each.lines ?? []) as Row[])
      .filter((part) => idOf(part.orderLine) === line)
      .reduce((total, part) => total + Number(part.quantity), 0)
  return lines.map((line) => {
    const product = line.product as { name?: string; sku?: string; unit?: string } | null
    return {
      id: line.id,
      name: product?.name ?? String(line.description ?? ''),
      sku: product?.sku ?? null,
      quantity: Number(line.quantity),
      unit: line.unit ? String(line.unit) : (product?.unit ?? null),
      out: sum(line.id, 'out'),
      back: sum(line.id, 'back'),
    }
  })
}

/** What came back is not sent again. */
export function toShip(line: OrderLine): number {
  return line.quantity - line.out
}

export function grossOf(row: Row): number {
  return Number(row.total ?? 0) + Number(row.tax ?? 0)
}

/** What is owed for the order: what came back is not any more, nor is what was cancelled. */
export function owedOf(row: Row): number {
  if (row.status === 'cancelled') return 0
  return round(grossOf(row) - Number(row.credited ?? 0), decimalsOf(String(row.currency ?? '')))
}

/** What is still to be paid; below zero what is to be paid back. */
export function dueOf(row: Row): number {
  return round(owedOf(row) - Number(row.paid ?? 0), decimalsOf(String(row.currency ?? '')))
}

/** What no invoice asks for yet; as much as one likes for whoever may not read it. */
export function useUnbilled(type: Type, row: Row, bills: boolean): number {
  const invoices = useTypeNamed('invoice')
  const reads =
    bills &&
    may(invoices, 'read') &&
    ['amount', 'status', 'order'].every((name) => sees(invoices, name)) &&
    ['total', 'tax', 'credited'].every((name) => sees(type, name))
  const filter = `order == "${row.id}" && status != "cancelled"`
  const found = useQuery({
    ...aggregateQuery('invoices', { measures: { billed: 'sum(amount)' }, filter }),
    enabled: reads,
  })
  if (!reads) return Number.POSITIVE_INFINITY
  if (!found.data) return 0
  const billed = Number(found.data.items[0]?.billed ?? 0)
  return round(owedOf(row) - billed, decimalsOf(String(row.currency ?? '')))
}

export type Progress = {
  ordered: number
  /** With the customer: what came back does not count. */
  shipped: number
  parcels: number
  delivered: number
}

export function progressOf(lines: OrderLine[], parcels: Parcel[]): Progress {
  const out = parcels.filter((each) => each.kind === 'out')
  return {
    ordered: lines.reduce((sum, line) => sum + Math.max(0, line.quantity), 0),
    shipped: lines.reduce((sum, line) => sum + line.out - line.back, 0),
    parcels: out.length,
    delivered: out.filter((each) => each.deliveredAt).length,
  }
}
