import { useQueries } from '@tanstack/react-query'
import { useType } from '@/api/queries'
import { aggregateQuery } from '@/api/records'
import { number } from '@/ui/format'
import { t } from '@/ui/text'
import type { Line } from './lines'
import type { Told } from './uselines'

/** How many products one question asks for. */
const CHUNK = 100

/** Which lines ask for more than is free in all warehouses together; for whoever may read what is there. */
export function useShort(lines: Line[], on: boolean): Told {
  const readable = Boolean(useType('stock-levels'))
  const products = [...new Set(lines.flatMap((line) => line.product ?? []))].sort()
  const chunks = Array.from({ length: Math.ceil(products.length / CHUNK) }, (_, i) =>
    products.slice(i * CHUNK, (i + 1) * CHUNK),
  )
  const found = useQueries({
    queries: chunks.map((some) => ({
      ...aggregateQuery('stock-levels', {
        groupBy: ['product'],
        measures: { free: 'sum(available)' },
        filter: `product in ${JSON.stringify(some)}`,
        limit: CHUNK,
      }),
      enabled: on && readable,
    })),
  })
  if (!on) return {}
  const free = found.flatMap((each) => each.data?.items ?? [])
  return shortOf(lines, new Map(free.map((item) => [String(item.product), Number(item.free)])))
}

/** Lines take of the stock one after the other; what has no level anywhere is not counted, nor is another unit. */
export function shortOf(lines: Line[], free: Map<string, number>): Told {
  const left = new Map(free)
  const told: Told = {}
  for (const { key, product, quantity, unit, stockUnit, optional } of lines) {
    const before = left.get(product ?? '')
    if (before === undefined || optional || !product || !quantity || (unit && unit !== stockUnit)) continue
    left.set(product, before - quantity)
    if (before < quantity)
      told[key] = t('quotes.short', { n: number(Math.max(0, before)), unit: stockUnit ?? '' })
  }
  return told
}
