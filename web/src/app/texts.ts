import type { ConfigProviderProps } from 'antd'
import { askIn } from '@/api/client'
import type { Language, Texts } from '@/ui/text'
import { language, speak } from '@/ui/text'

declare module '@/ui/text' {
  interface Texts extends AllTexts {}
}

type AllTexts = typeof import('./en.json') &
  typeof import('../ui/en.json') &
  typeof import('../records/en.json') &
  typeof import('../records/schema/en.json') &
  typeof import('../customers/en.json') &
  typeof import('../access/en.json') &
  typeof import('../automation/en.json') &
  typeof import('../automation/rules/en.json') &
  typeof import('../imports/en.json') &
  typeof import('../insight/en.json') &
  typeof import('../catalog/en.json') &
  typeof import('../platform/en.json') &
  typeof import('../channels/en.json') &
  typeof import('../customers/diary/en.json') &
  typeof import('../sales/pipeline/en.json') &
  typeof import('../sales/quotes/en.json') &
  typeof import('../sales/orders/en.json') &
  typeof import('../sales/contracts/en.json') &
  typeof import('../sales/plans/en.json') &
  typeof import('../sales/leads/en.json') &
  typeof import('../sales/forms/en.json')

export type { Texts }

const KEPT = 'shuke.language'

/** The language that was chosen on this machine, if any was. */
export function chosenLanguage(): Language | null {
  const kept = localStorage.getItem(KEPT)
  return kept === 'en' || kept === 'zh' ? kept : null
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT, language)
}

/** The chosen language, else the browser's. */
export function preferredLanguage(): Language {
  const kept = chosenLanguage()
  if (kept) return kept
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

let library: ConfigProviderProps['locale']

/** What the component library says by itself; English is its own. */
export function libraryTexts(): ConfigProviderProps['locale'] {
  return library
}

/** Words that few pages need: imports and who matters; administration and the door; plans and reports; rules; the catalog; contracts; web forms; quotes and orders; custom fields. */
type Part = 'data' | 'admin' | 'plans' | 'rules' | 'catalog' | 'contracts' | 'forms' | 'quotes' | 'fields'

const LATE = {
  data: { en: () => import('virtual:texts/en/data'), zh: () => import('virtual:texts/zh/data') },
  admin: { en: () => import('virtual:texts/en/admin'), zh: () => import('virtual:texts/zh/admin') },
  catalog: {
    en: () => import('virtual:texts/en/catalog'),
    zh: () => import('virtual:texts/zh/catalog'),
  },
  contracts: {
    en: () => import('virtual:texts/en/contracts'),
    zh: () => import('virtual:texts/zh/contracts'),
  },
  fields: { en: () => import('virtual:texts/en/fields'), zh: () => import('virtual:texts/zh/fields') },
  forms: { en: () => import('virtual:texts/en/forms'), zh: () => import('virtual:texts/zh/forms') },
  rules: { en: () => import('virtual:texts/en/rules'), zh: () => import('virtual:texts/zh/rules') },
  quotes: { en: () => import('virtual:texts/en/quotes'), zh: () => import('virtual:texts/zh/quotes') },
  plans: { en: () => import('virtual:texts/en/plans'), zh: () => import('virtual:texts/zh/plans') },
}
const needed = new Set<Part>()

export async function loadLanguage(wanted: Language): Promise<void> {
  const zh = wanted === 'zh'
  const [locale, ...parts] = await Promise.all([
    zh ? import('@/ui/library.zh') : undefined,
    zh ? import('virtual:texts/zh') : import('virtual:texts/en'),
    ...[...needed].map((part) => LATE[part][wanted]()),
  ])
  library = locale?.default
  askIn(zh ? 'zh-CN' : 'en')
  speak(wanted, Object.assign({}, ...parts.map((part) => part.default)))
}

/** A page with the words that few other pages need. */
export function withWords<M>(part: Part, load: () => Promise<M>): () => Promise<M> {
  return async () => {
    needed.add(part)
    const [page] = await Promise.all([load(), loadLanguage(language())])
    return page
  }
}
