import { type Column, emptyLine, type Line, NO_PRICE, withCell, withUnread } from './lines'

type Targets = (Column | undefined)[]
export type Block = { rows: string[][]; targets: Targets }

/** What is pasted from one cell on: its rows, and which column each of their cells is for. */
export function readBlock(pasted: string, from: Column, columns: Column[]): Block {
  const rows = parseBlock(pasted)
  const headed = columnsNamed(rows[0] ?? [], columns)
  return headed
    ? { rows: rows.slice(1), targets: headed }
    : { rows, targets: columnsFor(rows, from, columns) }
}

/** A block of cells as spreadsheets put it on the clipboard: a cell of several lines stands in quotes. */
export function parseBlock(pasted: string): string[][] {
  const text = pasted.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const rows: string[][] = [[]]
  for (const [, cell = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/g)) {
    rows.at(-1)?.push(unquoted(cell))
    if (end === '\n') rows.push([])
    if (!end) break
  }
  return rows
}

function unquoted(cell: string): string {
  if (!/^"[\s\S]*"$/.test(cell)) return cell
  return cell
    .slice(1, -1)
    .replaceAll('""', '"')
    .replace(/\s*\n\s*/g, ' ')
}

/** How people head their columns, in either language. */
const HEADINGS: [Column, RegExp][] = [
  [
    'product',
    /^(sku|code|item( no\.?| code)?|article|product( name| code)?|(产品|商品|货品)?(编码|编号|货号|型号|名称)|产品|商品|品名)$/i,
  ],
  ['description', /^(description|spec(ification)?s?|说明|描述|规格)$/i],
  ['quantity', /^(qty\.?|quantity|数量|件数)$/i],
  ['unit', /^(unit|uom|单位)$/i],
  ['listPrice', /^(list price|标价|原价|目录价)$/i],
  ['discount', /^(discount|折扣)[\s(（]*%?[)）]*$/i],
  ['unitPrice', /^((unit )?price|单价|价格)$/i],
  ['taxRate', /^(tax( rate)?|vat|税率)[\s(（]*%?[)）]*$/i],
  ['amount', /^(amount|total|金额|合计|小计)$/i],
  ['section', /^(section|分组)$/i],
  ['optional', /^(optional|可选)$/i],
]

/** The columns that a first row names: null where it is a line like the others. */
function columnsNamed(cells: string[], columns: Column[]): Targets | null {
  const named = cells.map((cell) => HEADINGS.find(([, heading]) => heading.test(cell.trim()))?.[0])
  const known = new Set(named.filter(Boolean))
  if (known.size < 2 || !(known.has('product') || known.has('description'))) return null
  return named.map((name, i) =>
    name && columns.includes(name) && named.indexOf(name) === i ? name : undefined,
  )
}

/**
 * Which column each column of a block is for. From the product on, a narrow block is read by what it holds: numbers
 * are the quantity and then the price, words a description before them and a unit after.
 */
export function columnsFor(block: string[][], from: Column, columns: Column[]): Targets {
  const width = Math.max(...block.map((cells) => cells.length))
  const first = columns.indexOf(from)
  if (from !== 'product' || width > 4)
    return Array.from({ length: width }, (_, right) => columns[first + right])
  const numbers: Column[] = ['quantity', 'unitPrice']
  const words: Column[] = ['description']
  return Array.from({ length: width }, (_, right) => {
    if (right === 0) return 'product'
    if (!mostlyNumbers(block, right)) return words.shift()
    words.splice(0, 1, 'unit')
    return numbers.shift()
  })
}

function mostlyNumbers(block: string[][], column: number): boolean {
  const cells = block.map((row) => row[column]?.trim()).filter(Boolean) as string[]
  return cells.filter((cell) => /^\D{0,3}\d[\d.,\s]*\D{0,2}$/.test(cell)).length * 2 > cells.length
}

/**
 * Writes a block of cells into the lines from one row on, adding lines where there are too few. What is pasted as a
 * product stays unread until it is found.
 */
export function withBlock(lines: Line[], block: Block, row: number, decimals: number): Line[] {
  const next = [...lines]
  block.rows.forEach((cells, down) => {
    if (cells.every((cell) => !cell.trim())) return
    const at = Math.min(row + down, next.length)
    let line = next[at] ?? emptyLine(next[at - 1]?.section ?? null)
    const product = cells[block.targets.indexOf('product')]?.trim()
    if (product) {
      line = { ...withCell(line, 'product', '', decimals), ...NO_PRICE }
      line = withUnread(line, 'product', product)
    }
    block.targets.forEach((name, right) => {
      const cell = cells[right]?.trim()
      if (name && name !== 'product' && cell) line = withCell(line, name, cell, decimals)
    })
    next[at] = line
  })
  return next
}
