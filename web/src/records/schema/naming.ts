/** `信用额度` has no Latin letters, `Credit limit` becomes `creditLimit`. */
export function nameFrom(label: string): string {
  const words = label
    .normalize('NFKD')
    .replace(/[^\w\s]/g, '')
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
  return words
    .map((word, i) => (i ? word.charAt(0).toUpperCase() + word.slice(1) : word))
    .join('')
    .replace(/^\d+/, '')
}
