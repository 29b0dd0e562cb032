import { expect, test } from 'vitest'
import {
  emptyLine,
  type Line,
  moved,
  QUOTE_COLUMNS,
  round,
  saying,
  toRows,
  totalsOf,
  withCell,
} from './lines'
import { withPrice } from './products'
import type { Priced } from './quote'
import { shortOf } from './short'
import { stillTold } from './uselines'

const line = (more: object) => ({ ...emptyLine(), ...more })

test('amounts round half up as they are written', () => {
  expect(round(1.005, 2)).toBe(1.01)
  expect(round(0.335 * 3, 2)).toBe(1.01)
  expect(round(-1.005, 2)).toBe(-1.01)
  expect(round(2.5, 0)).toBe(3)
})

test('a discount makes the price and a price makes the discount', () => {
  const cheap = withCell(line({ listPrice: 99.99 }), 'discount', '15', 2)
  expect(cheap.unitPrice).toBe(84.99)
  expect(withCell(line({ listPrice: 80 }), 'unitPrice', '72', 2).discount).toBe(10)
})

test('optional lines count in no total', () => {
  const lines = [line({ quantity: 2, unitPrice: 5, taxRate: 13 }), line({ unitPrice: 9, optional: true })]
  expect(totalsOf(lines, 2)).toEqual({ total: 10, tax: 1.3, optional: 9 })
})

test('lines move within the list and not out of it', () => {
  const lines = [line({ unit: 'a' }), line({ unit: 'b' })]
  expect(moved(lines, 0, 1).map((each) => each.unit)).toEqual(['b', 'a'])
  expect(moved(lines, 1, 2)).toBe(lines)
})

test('only lines that changed are sent whole', () => {
  const stored = [line({ id: 'a', quantity: 2, unitPrice: 5 }), line({ id: 'b', quantity: 1, unitPrice: 3 })]
  const next = [...stored.slice(0, 1), withCell(stored[1] as Line, 'quantity', '4', 2), emptyLine()]
  expect(toRows(next, ['quantity', 'unitPrice'], stored)).toEqual([
    { id: 'a' },
    { id: 'b', quantity: 4, unitPrice: 3 },
  ])
})

test('a proposed price follows the customer, a price given by hand stays', () => {
  const known = { product: 'p', price: 80, before: 100, tax: { name: 'VAT', percent: 13 } } as Priced
  const proposed = withPrice(line({ product: 'p' }), known)
  expect([proposed.unitPrice, proposed.listPrice, proposed.taxRate]).toEqual([80, 100, 13])
  expect(withPrice(proposed, { ...known, price: 70 }).unitPrice).toBe(70)
  const byHand = withPrice(line({ product: 'p', unitPrice: 90 }), known)
  expect([byHand.unitPrice, byHand.discount]).toEqual([90, 10])
})

test('what was said of a line is forgotten when that line changes', () => {
  const before = [line({}), line({})]
  const [first, second] = before as [Line, Line]
  const told = { [first.key]: 'one', [second.key]: 'two' }
  expect(stillTold(told, before, [first, { ...second, quantity: 2 }])).toEqual({ [first.key]: 'one' })
})

test('lines that are only read show the columns that say something', () => {
  const bare = line({ section: 'A' })
  expect(saying(['product', 'description', 'section', 'optional'], [bare])).toEqual(['product'])
  expect(saying(QUOTE_COLUMNS, [bare, line({ description: 'x', optional: true })])).toEqual(
    QUOTE_COLUMNS.filter((name) => name !== 'section'),
  )
})

test('lines take of the stock one after the other', () => {
  const wants = (quantity: number, more = {}) => line({ product: 'p', stockUnit: 'pc', quantity, ...more })
  const lines = [wants(6), wants(4, { optional: true }), wants(5), wants(1, { unit: 'box' }), wants(1)]
  const told = shortOf(lines, new Map([['p', 10]]))
  expect(lines.map((each) => Boolean(told[each.key]))).toEqual([false, false, true, false, true])
  expect(shortOf(lines, new Map())).toEqual({})
})
