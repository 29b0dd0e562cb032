import type { Value } from '@/api/types'

/** What was typed and not yet sent, kept on this machine until it is. */
type Values = Record<string, Value>

export function readDraft(name: string | undefined): Values {
  if (!name) return {}
  try {
    return JSON.parse(localStorage.getItem(`shuke.draft.${name}`) ?? '{}')
  } catch {
    return {}
  }
}

export function keepDraft(name: string | undefined, values: Values): void {
  if (name && Object.keys(values).length > 0)
    localStorage.setItem(`shuke.draft.${name}`, JSON.stringify(values))
}

export function dropDraft(name: string | undefined): void {
  if (name) localStorage.removeItem(`shuke.draft.${name}`)
}
