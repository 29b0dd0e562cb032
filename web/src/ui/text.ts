/** The words of the page. Each wing brings `en.json` and `zh.json`; `app/texts.ts` loads one language of all of them. */

export type Language = 'en' | 'zh'
export const languages: Record<Language, string> = { en: 'English', zh: '简体中文' }

/** Filled by `app/texts.ts` with the keys that exist, so that a wrong key does not compile. */
// biome-ignore lint/suspicious/noEmptyInterface: augmented elsewhere
export interface Texts {}
export type Key = keyof Texts & string
type Args = Record<string, string | number>

let words: Record<string, string> = {}
let current: Language = 'en'

export function speak(language: Language, texts: Record<string, string>): void {
  current = language
  words = texts
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

export function language(): Language {
  return current
}

export function locale(): string {
  return current === 'zh' ? 'zh-CN' : 'en-GB'
}

/** `{name}` is a value, `{n|row|rows}` the word that fits the number n. */
export function fill(text: string, args: Args = {}): string {
  return text.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (_, name: string, one?: string, many?: string) => {
      const value = args[name]
      if (one !== undefined) return String(value).replace(/\D/g, '') === '1' ? one : (many ?? '')
      return value === undefined ? '' : String(value)
    },
  )
}

export function t(key: Key, args?: Args): string {
  return tx(key, args)
}

/** A text whose key is put together at run time; falls back to what is given. */
export function tx(key: string, args?: Args, otherwise?: string): string {
  const text = words[key] ?? otherwise ?? key
  return fill(text, args)
}
