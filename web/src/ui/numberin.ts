/** `1,234.5`, `1.234,50` or `¥ 90`: the number in it, or null. */
export function numberIn(text: string): number | null {
  const plain = text.replace(/[^\d.,-]/g, '')
  if (!plain) return null
  const comma = plain.lastIndexOf(',')
  const point = plain.lastIndexOf('.')
  const decimalComma = comma > point && (point >= 0 || plain.length - comma - 1 !== 3)
  const value = Number(decimalComma ? plain.replace(/\./g, '').replace(',', '.') : plain.replace(/,/g, ''))
  return Number.isFinite(value) ? value : null
}
