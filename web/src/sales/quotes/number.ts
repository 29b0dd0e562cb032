/** A sign, a currency before or a unit behind it, or brackets around it as in accounts: (1,234.50). */
const WRITTEN = /^(\()?([-+]?)([^\d.,+-]{0,4}?)([-+]?)(\d[\d.,]*|[.,]\d+)(\D{0,8}?)\)?$/
/** Behind a number these make another one of it. */
const MULTIPLIES = /^(k(?![a-z])|[百千万亿折成])/i
const MOST = 1e12

/**
 * A number as people type or paste it: 1,234.5 or 1 234,5 or ¥12 or 15% or １２; null where it could be read in
 * another way, such as 1e5 or 3万.
 */
export function parseNumber(typed: string): number | null {
  const text = typed
    .normalize('NFKC')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/(?<=\d)[\s'’](?=\d{3})/g, '')
    .replace(/\s/g, '')
  const [, bracket, sign, , inner, figures = '', behind = ''] = WRITTEN.exec(text) ?? []
  const plain = plainOf(figures)
  if (plain === null || MULTIPLIES.test(behind)) return null
  const value = Number(plain)
  if (!Number.isFinite(value) || value >= MOST) return null
  return value !== 0 && (bracket || sign === '-' || inner === '-') ? -value : value
}

/** With a point for the decimals and nothing between the thousands. */
function plainOf(figures: string): string | null {
  if (!figures) return null
  const decimal = figures.lastIndexOf(',') > figures.lastIndexOf('.') ? ',' : '.'
  const other = decimal === ',' ? '.' : ','
  const grouped = decimal === ',' ? /^[1-9]\d{0,2}(,\d{3})+$/ : /^[1-9]\d{0,2}(\.\d{3}){2,}$/
  if (grouped.test(figures)) return figures.replaceAll(decimal, '')
  const plain = figures.replaceAll(other, '').replace(decimal, '.')
  return /^\d*\.?\d*$/.test(plain) ? plain : null
}
