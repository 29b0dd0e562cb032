import { locale, languages as spoken } from '@/ui/text'

const CODE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

function names(): Intl.DisplayNames {
  return new Intl.DisplayNames(locale(), { type: 'language', fallback: 'none' })
}

/** The name of a language (BCP 47) in the reader's; what is none stays as it is written. */
export function languageName(code: string): string {
  return (CODE.test(code) ? names().of(code) : undefined) ?? code
}

/** Every language that has a code of two letters today, by name. */
export function languages(): { value: string; label: string }[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const known = names()
  return letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => Intl.getCanonicalLocales(code)[0] === code)
    .flatMap((code) => ({ value: code, label: known.of(code) ?? '' }))
    .filter((each) => each.label !== '')
    .sort((a, b) => a.label.localeCompare(b.label, locale()))
}

/** The languages that the page speaks. */
export function ours(): { value: string; label: string }[] {
  return Object.keys(spoken).map((value) => ({ value, label: languageName(value) }))
}
