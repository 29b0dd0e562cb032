/** One line of a price list as it is edited: text, until it is saved. */
export type Entry = {
  id?: string
  version?: number
  product?: string
  sku: string
  name?: string
  minQuantity: string
  price: string
  from: string
  until: string
}

export const COLUMNS = ['sku', 'minQuantity', 'price', 'from', 'until'] as const
export type Column = (typeof COLUMNS)[number]

export function empty(): Entry {
  return { sku: '', minQuantity: '', price: '', from: '', until: '' }
}

/** The cells of what a spreadsheet puts on the clipboard. */
export function cells(text: string): string[][] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.trim()))
}

/** `2026/3/1` and `2026-03-01`: the day, or null. */
export function dayIn(text: string): string | null {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim())
  if (!found) return null
  const [, year, month, day] = found
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The entries with what was pasted at a cell; lines are added where they end. */
export function pasted(entries: Entry[], row: number, column: Column, text: string): Entry[] {
  const next = entries.map((entry) => ({ ...entry }))
  const first = COLUMNS.indexOf(column)
  cells(text).forEach((line, i) => {
    const at = row + i
    while (next.length <= at) next.push(empty())
    line.forEach((cell, j) => {
      const name = COLUMNS[first + j]
      const entry = next[at]
      if (!name || !entry) return
      entry[name] = cell
      if (name === 'sku') entry.product = undefined
    })
  })
  return next
}
