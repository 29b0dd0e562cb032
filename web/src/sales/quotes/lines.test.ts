import { expect, test } from 'vitest'
import {
  COLUMNS,
  emptyLine,
  moved,
  parseBlock,
  parseNumber,
  round,
  totalsOf,
  withBlock,
  withCell,
} from './lines'

const line = (more: object) => ({ ...emptyLine(), ...more })

test('amounts round half up as they are written', () => {
  expect(round(1.005, 2)).toBe(1.01)
  expect(round(0.335 * 3, 2)).toBe(1.01)
  expect(round(-1.005, 2)).toBe(-1.01)
  expect(round(2.5, 0)).toBe(3)
})

test('numbers are read as people write them', () => {
  expect(parseNumber('1,234.5')).toBe(1234.5)
  expect(parseNumber('1.234,5')).toBe(1234.5)
  expect(parseNumber('12,5')).toBe(12.5)
  expect(parseNumber('1,234')).toBe(1234)
  expect(parseNumber('¥ 99')).toBe(99)
  expect(parseNumber('none')).toBe(null)
})

test('a discount makes the price and a price makes the discount', () => {
  const cheap = withCell(line({ listPrice: 99.99 }), 'discount', '15', 2)
  expect(cheap.unitPrice).toBe(84.99)
  expect(withCell(line({ listPrice: 80 }), 'unitPrice', '72', 2).discount).toBe(10)
})

test('a block from a spreadsheet fills lines and makes those that are missing', () => {
  const block = parseBlock('Pump\tbig\t2\nValve\t"with ""quotes"""\t3\r\n')
  const lines = withBlock([emptyLine()], block, 0, COLUMNS.indexOf('product'), 2)
  expect(lines.map((each) => [each.description, each.quantity])).toEqual([
    ['big', 2],
    ['with "quotes"', 3],
  ])
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
