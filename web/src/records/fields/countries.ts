import { locale } from '@/ui/text'

const CODE = /^[A-Z]{2}$/

function names(): Intl.DisplayNames {
  return new Intl.DisplayNames(locale(), { type: 'region', fallback: 'none' })
}

/** The name of a country (ISO 3166-1 alpha-2) in the reader's language; what is no country stays as it is written. */
export function countryName(code: string): string {
  return (CODE.test(code) ? names().of(code) : undefined) ?? code
}

/** No countries, though they have a code and a name. */
const REGIONS = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** Every country that is one today, by name. */
export function countries(): { value: string; label: string }[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const known = names()
  return letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => !REGIONS.has(code) && isCurrent(code))
    .flatMap((code) => ({ value: code, label: known.of(code) ?? '' }))
    .filter((each) => each.label !== '')
    .sort((a, b) => a.label.localeCompare(b.label, locale()))
}

/** A code that another one took the place of is written as that one. */
function isCurrent(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
}
