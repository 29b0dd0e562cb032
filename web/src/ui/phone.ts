/** Calling codes of one and of three digits (ITU E.164); all others have two. */
const ONE = /^[17]/
const THREE = /^(2[1-689]|3[578]|42|5[09]|6[789]|8[0578]|9[679])/

/** How many digits stand together, by how many there are. */
const TOGETHER: Record<number, number[]> = {
  7: [3, 4],
  8: [4, 4],
  9: [3, 3, 3],
  10: [3, 3, 4],
  11: [3, 4, 4],
  12: [4, 4, 4],
}

/** A number in E.164 with its digits in groups, as one reads it out; anything else as it is. */
export function spaced(phone: string): string {
  const digits = /^\+(\d+)$/.exec(phone)?.[1]
  if (!digits) return phone
  const code = digits.slice(0, ONE.test(digits) ? 1 : THREE.test(digits) ? 3 : 2)
  const groups = TOGETHER[digits.length - code.length]
  if (!groups) return phone
  let from = code.length
  let read = `+${code}`
  for (const many of groups) {
    read += ` ${digits.slice(from, from + many)}`
    from += many
  }
  return read
}
