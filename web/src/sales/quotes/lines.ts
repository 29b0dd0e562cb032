import type { Row, Value } from '@/api/types'

/** One position of a quote as the grid holds it. `key` is the row's own name on the screen. */
export type Line = {
  key: string
  id?: string
  section: string | null
  product: string | null
  productName: string | null
  sku: string | null
  description: string | null
  quantity: number | null
  unit: string | null
  listPrice: number | null
  discount: number | null
  unitPrice: number | null
  taxRate: number | null
  optional: boolean
}

export type Column =
  | 'section'
  | 'product'
  | 'description'
  | 'quantity'
  | 'unit'
  | 'listPrice'
  | 'discount'
  | 'unitPrice'
  | 'taxRate'
  | 'amount'
  | 'optional'

export const COLUMNS: Column[] = [
  'product',
  'description',
  'quantity',
  'unit',
  'listPrice',
  'discount',
  'unitPrice',
  'taxRate',
  'amount',
  'section',
  'optional',
]

export const NUMBERS = new Set<Column>([
  'quantity',
  'listPrice',
  'discount',
  'unitPrice',
  'taxRate',
  'amount',
])

let made = 0

export function newKey(): string {
  return `line${++made}`
}

export function emptyLine(section: string | null = null): Line {
  return {
    key: newKey(),
    section,
    product: null,
    productName: null,
    sku: null,
    description: null,
    quantity: 1,
    unit: null,
    listPrice: null,
    discount: null,
    unitPrice: null,
    taxRate: null,
    optional: false,
  }
}

export function isEmpty(line: Line): boolean {
  return !line.product && !line.description && line.unitPrice === null
}

type Named = { id: string; name?: string; sku?: string }

/** The stored lines as the grid holds them. */
export function fromRows(rows: Row[]): Line[] {
  return rows.map((row) => {
    const product = row.product as Named | string | null
    const named = typeof product === 'object' && product ? product : null
    return {
      key: row.id,
      id: row.id,
      section: text(row.section),
      product: named ? named.id : (product as string | null),
      productName: named?.name ?? null,
      sku: named?.sku ?? null,
      description: text(row.description),
      quantity: figure(row.quantity),
      unit: text(row.unit),
      listPrice: figure(row.listPrice),
      discount: figure(row.discount),
      unitPrice: figure(row.unitPrice),
      taxRate: figure(row.taxRate),
      optional: row.optional === true,
    }
  })
}

const text = (value: Value) => (typeof value === 'string' && value ? value : null)
const figure = (value: Value) => (typeof value === 'number' ? value : null)

/** What a PATCH says of every line. */
export const SENT = [
  'section',
  'product',
  'description',
  'quantity',
  'unit',
  'listPrice',
  'discount',
  'unitPrice',
  'taxRate',
  'optional',
] as const

/** The lines as one PATCH carries them; what is empty is left out. */
export function toRows(lines: Line[]): Record<string, Value>[] {
  return lines
    .filter((line) => !isEmpty(line))
    .map((line) => ({
      ...(line.id ? { id: line.id } : {}),
      ...Object.fromEntries(SENT.map((name) => [name, line[name]])),
      quantity: line.quantity ?? 1,
    }))
}

/** Half up to so many decimals, on the number as it is written. */
export function round(value: number, decimals: number): number {
  const shifted = Number(`${Math.abs(value).toPrecision(15)}e${decimals}`)
  return Math.sign(value) * Number(`${Math.round(shifted)}e-${decimals}`)
}

export function decimalsOf(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
    )
  } catch {
    return 2
  }
}

export function amountOf(line: Line, decimals: number): number {
  return round((line.quantity ?? 0) * (line.unitPrice ?? 0), decimals)
}

export type Totals = { total: number; tax: number; optional: number }

/** What the server will reckon, so that one sees it while typing. */
export function totalsOf(lines: Line[], decimals: number): Totals {
  const sum = { total: 0, tax: 0, optional: 0 }
  for (const line of lines) {
    const amount = amountOf(line, decimals)
    if (line.optional) sum.optional += amount
    else {
      sum.total += amount
      sum.tax += round((amount * (line.taxRate ?? 0)) / 100, decimals)
    }
  }
  return {
    total: round(sum.total, decimals),
    tax: round(sum.tax, decimals),
    optional: round(sum.optional, decimals),
  }
}

/** A number as people type or paste it: 1,234.5 or 1 234,5 or ¥12 or 15%. */
export function parseNumber(typed: string): number | null {
  const kept = typed.replace(/[^\d.,+-]/g, '')
  if (!/\d/.test(kept)) return null
  const comma = kept.lastIndexOf(',')
  const point = kept.lastIndexOf('.')
  const decimalComma = comma > point && (point >= 0 || !/,\d{3}$/.test(kept))
  const plain = decimalComma ? kept.replaceAll('.', '').replace(',', '.') : kept.replaceAll(',', '')
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

/** Puts a typed value into a cell; prices and discounts follow one another as on the server. */
export function withCell(line: Line, column: Column, typed: string, decimals: number): Line {
  const value = typed.trim()
  switch (column) {
    case 'quantity':
      return { ...line, quantity: parseNumber(value) }
    case 'taxRate':
      return { ...line, taxRate: parseNumber(value) }
    case 'listPrice':
      return priced({ ...line, listPrice: parseNumber(value) }, decimals)
    case 'discount':
      return priced({ ...line, discount: parseNumber(value) }, decimals)
    case 'unitPrice':
      return discounted({ ...line, unitPrice: parseNumber(value) })
    case 'optional':
      return { ...line, optional: /^(1|x|y|yes|true|是|可选)$/i.test(value) }
    case 'product':
      return value
        ? { ...line, description: value }
        : { ...line, product: null, productName: null, sku: null }
    case 'amount':
      return line
    default:
      return { ...line, [column]: value || null }
  }
}

function priced(line: Line, decimals: number): Line {
  if (line.listPrice === null || line.listPrice === 0) return line
  const places = Math.max(decimals, String(line.listPrice).split('.')[1]?.length ?? 0)
  return { ...line, unitPrice: round((line.listPrice * (100 - (line.discount ?? 0))) / 100, places) }
}

function discounted(line: Line): Line {
  const { listPrice, unitPrice } = line
  if (!listPrice || unitPrice === null) return line
  const off = unitPrice >= listPrice ? null : round(((listPrice - unitPrice) * 100) / listPrice, 2)
  return { ...line, discount: off }
}

/** A block of cells as spreadsheets put it on the clipboard. */
export function parseBlock(pasted: string): string[][] {
  const rows = pasted.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  return rows.map((row) =>
    row.split('\t').map((cell) => cell.replace(/^"([\s\S]*)"$/, '$1').replaceAll('""', '"')),
  )
}

/** Writes a block of cells into the lines from one cell on, adding lines where there are too few. */
export function withBlock(
  lines: Line[],
  block: string[][],
  row: number,
  column: number,
  decimals: number,
): Line[] {
  const next = [...lines]
  block.forEach((cells, down) => {
    const at = row + down
    let line = next[at] ?? emptyLine(next[at - 1]?.section ?? null)
    cells.forEach((cell, right) => {
      const name = COLUMNS[column + right]
      if (name && cell.trim()) line = withCell(line, name, cell, decimals)
    })
    next[at] = line
  })
  return next
}

export function moved(lines: Line[], from: number, to: number): Line[] {
  if (to < 0 || to >= lines.length) return lines
  const next = [...lines]
  const [line] = next.splice(from, 1)
  if (line) next.splice(to, 0, line)
  return next
}
