import { createContext, useContext } from 'react'
import type { Language } from '@/ui/text'

const Switch = createContext<(to: Language) => Promise<void>>(async () => {})

export const LanguageSwitch = Switch.Provider

export function useLanguageSwitch(): (to: Language) => Promise<void> {
  return useContext(Switch)
}
