import { expect, test } from 'vitest'
import { emptyLine, QUOTE_COLUMNS, round, withCell } from './lines'
import { parseNumber } from './number'
import { columnsFor, parseBlock, readBlock, withBlock } from './paste'

const read = (text: string) => readBlock(text, 'product', QUOTE_COLUMNS)

test('numbers are read as people write them', () => {
  expect(parseNumber('1,234.5')).toBe(1234.5)
  expect(parseNumber('1.234,5')).toBe(1234.5)
  expect(parseNumber('12,5')).toBe(12.5)
  expect(parseNumber('1,234')).toBe(1234)
  expect(parseNumber('¥ 99')).toBe(99)
  expect(parseNumber('1 234,5')).toBe(1234.5)
  expect(parseNumber('0,125')).toBe(0.125)
  expect(parseNumber('１２．５％')).toBe(12.5)
  expect(parseNumber('3 盒')).toBe(3)
  expect(parseNumber('\u22125')).toBe(-5)
  expect(parseNumber('-¥5')).toBe(-5)
  expect(parseNumber('(1,234.50)')).toBe(-1234.5)
})

test('what could be another number is none', () => {
  for (const typed of [
    'none',
    '',
    '1e5',
    '3万',
    '12k',
    '8折',
    '12abc3',
    '1.2.3',
    '2026-01-02',
    '9'.repeat(20),
  ])
    expect([typed, parseNumber(typed)]).toEqual([typed, null])
  expect(round(1e20, 2)).toBe(1e20)
})

test('a block from a spreadsheet fills lines and makes those that are missing', () => {
  const block = read('Pump\tbig\t2\nValve\t"with ""quotes"""\t3\r\n')
  const lines = withBlock([emptyLine()], block, 0, 2)
  expect(lines.map((each) => [each.description, each.quantity])).toEqual([
    ['big', 2],
    ['with "quotes"', 3],
  ])
})

test('from the product on a narrow block is read by what it holds', () => {
  const targets = (text: string) => columnsFor(parseBlock(text), 'product', QUOTE_COLUMNS)
  expect(targets('PUMP-1\t3\t¥ 99.50\nPUMP-2\tabc\t80\nPUMP-3\t1\t7')).toEqual([
    'product',
    'quantity',
    'unitPrice',
  ])
  expect(targets('PUMP-1\t3\tbox\t90')).toEqual(['product', 'quantity', 'unit', 'unitPrice'])
  expect(targets('PUMP-1\tgreen\t3\t90')).toEqual(['product', 'description', 'quantity', 'unitPrice'])
  expect(columnsFor([['3', 'box']], 'quantity', QUOTE_COLUMNS)).toEqual(['quantity', 'unit'])
})

test('what is pasted and not understood stays in its cell, and is no line to send quietly', () => {
  const [first, second] = withBlock([], read('PUMP-1\tabc\nPUMP-2\t4\nPUMP-3\t5'), 0, 2)
  expect(first?.unread).toEqual({ product: 'PUMP-1', quantity: 'abc' })
  expect(first?.quantity).toBe(null)
  expect(second?.unread).toEqual({ product: 'PUMP-2' })
  const put = withCell(first ?? emptyLine(), 'quantity', '3', 2)
  expect([put.quantity, put.unread]).toEqual([3, { product: 'PUMP-1' }])
})

test('a cell of several lines is one cell, an inch is no quote', () => {
  expect(parseBlock('"green\nand ""wide"""\t2\r\n5" pipe\t"a" b\r\n')).toEqual([
    ['green and "wide"', '2'],
    ['5" pipe', '"a" b'],
  ])
})

test('a first row of headings says which column is which', () => {
  const { rows, targets } = read('单价\t产品编码\t数量\t金额\t产品名称\n9.5\tPUMP-1\t3\t28.5\tPump')
  expect(targets).toEqual(['unitPrice', 'product', 'quantity', 'amount', undefined])
  expect(rows).toHaveLength(1)
  const [line] = withBlock([], { rows, targets }, 0, 2)
  expect([line?.unread?.product, line?.quantity, line?.unitPrice]).toEqual(['PUMP-1', 3, 9.5])
})
