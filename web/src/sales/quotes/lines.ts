import type { Row, Value } from '@/api/types'
import { parseNumber } from './number'

/**
 * One position of a quote or an order as the grid holds it. `key` is the row's own name on the screen; `amount` is
 * given where it was stored and nothing it follows from has changed; `resolved` is the price that was proposed, so
 * that a price given by hand is known from it; `unread` is what stands in cells and cannot be understood.
 */
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
  /** In which the product lies in stock. */
  stockUnit?: string | null
  listPrice: number | null
  discount: number | null
  unitPrice: number | null
  taxRate: number | null
  optional: boolean
  amount?: number | null
  resolved?: number | null
  unread?: Partial<Record<Column, string>>
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
  | 'outstanding'

export const QUOTE_COLUMNS: Column[] = [
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
  'outstanding',
])

/** The columns that say something of some line; sections stand above their lines anyway. */
export function saying(columns: Column[], lines: Line[]): Column[] {
  const silent = ['section']
  if (lines.every((line) => !line.description)) silent.push('description')
  if (lines.every((line) => !line.optional)) silent.push('optional')
  return columns.filter((name) => !silent.includes(name))
}

let made = 0

export function newKey(): string {
  return `line${++made}`
}

/** Lines from an earlier visit: keys that were made then would meet those that are made now. */
export function rekeyed(lines: Line[]): Line[] {
  return lines.map((line) => ({ ...line, key: line.id ?? newKey() }))
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
  return !line.product && !line.description && line.unitPrice === null && !line.unread
}

type Named = { id: string; name?: string; sku?: string; unit?: string | null }

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
      stockUnit: named?.unit ?? null,
      listPrice: figure(row.listPrice),
      discount: figure(row.discount),
      unitPrice: figure(row.unitPrice),
      taxRate: figure(row.taxRate),
      optional: row.optional === true,
      amount: figure(row.amount),
    }
  })
}

const text = (value: Value) => (typeof value === 'string' && value ? value : null)
const figure = (value: Value) => (typeof value === 'number' ? value : null)

/** What is sent of a line, where its kind has it. */
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

export type Sent = (typeof SENT)[number]

/** The lines as one request carries them: whole where they changed, by their id alone where they did not. */
export function toRows(lines: Line[], names: readonly Sent[], stored: Line[] = []): Record<string, Value>[] {
  const before = new Map(stored.map((line) => [line.id, line]))
  return filled(lines).map((line) => {
    const id = line.id ? { id: line.id } : {}
    const old = line.id && before.get(line.id)
    if (old && names.every((name) => old[name] === line[name])) return id
    const values = Object.fromEntries(names.map((name) => [name, line[name]]))
    return { ...id, ...values, quantity: line.quantity ?? 1 }
  })
}

/** The lines that say something. */
export function filled(lines: Line[]): Line[] {
  return lines.filter((line) => !isEmpty(line))
}

/** Half up to so many decimals, on the number as it is written. */
export function round(value: number, decimals: number): number {
  if (Math.abs(value) >= 1e15) return value
  const shifted = Number(`${Math.abs(value).toPrecision(15)}e${decimals}`)
  return Math.sign(value) * Number(`${Math.round(shifted)}e-${decimals}`)
}

export function amountOf(line: Line, decimals: number): number {
  return line.amount ?? round((line.quantity ?? 0) * (line.unitPrice ?? 0), decimals)
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

/** Puts a typed value into a cell; prices and discounts follow one another as on the server. */
export function withCell(line: Line, column: Column, typed: string, decimals: number): Line {
  const value = typed.trim()
  switch (column) {
    case 'quantity':
    case 'taxRate':
      return withNumber(line, column, value)
    case 'listPrice':
    case 'discount':
      return priced(withNumber(line, column, value), decimals)
    case 'unitPrice':
      return discounted(withNumber(line, column, value))
    case 'optional':
      return { ...line, optional: /^(1|x|y|yes|true|是|可选)$/i.test(value) }
    case 'product':
      return value
        ? { ...withUnread(line, column), description: value }
        : { ...withUnread(line, column), product: null, productName: null, sku: null }
    case 'amount':
    case 'outstanding':
      return line
    default:
      return { ...withUnread(line, column), [column]: value || null }
  }
}

type Figure = 'quantity' | 'taxRate' | 'listPrice' | 'discount' | 'unitPrice'

function withNumber(line: Line, column: Figure, typed: string): Line {
  const value = parseNumber(typed)
  const unread = typed && value === null ? typed : undefined
  return { ...withUnread(line, column, unread), [column]: value, amount: null }
}

/** The line with a cell that says something nobody understands, or with that forgotten. */
export function withUnread(line: Line, column: Column, typed?: string): Line {
  if (!typed && !line.unread?.[column]) return line
  const { [column]: _, ...others } = line.unread ?? {}
  const unread = typed ? { ...others, [column]: typed } : others
  return { ...line, unread: Object.keys(unread).length > 0 ? unread : undefined }
}

function priced(line: Line, decimals: number): Line {
  if (line.listPrice === null || line.listPrice === 0) return line
  const places = Math.max(decimals, String(line.listPrice).split('.')[1]?.length ?? 0)
  return { ...line, unitPrice: round((line.listPrice * (100 - (line.discount ?? 0))) / 100, places) }
}

export function discounted(line: Line): Line {
  const { listPrice, unitPrice } = line
  if (!listPrice || unitPrice === null) return line
  const off = unitPrice >= listPrice ? null : round(((listPrice - unitPrice) * 100) / listPrice, 2)
  return { ...line, discount: off }
}

/** Another product has other prices. */
export const NO_PRICE = { listPrice: null, discount: null, unitPrice: null, resolved: null, amount: null }

export function moved(lines: Line[], from: number, to: number): Line[] {
  if (to < 0 || to >= lines.length) return lines
  const next = [...lines]
  const [line] = next.splice(from, 1)
  if (line) next.splice(to, 0, line)
  return next
}
