import { useSyncExternalStore } from 'react'
import type { Theme } from './tokens'

/** What a person chose for this browser: theme and density. */
export type Preferences = { theme: Theme | 'system'; compact: boolean }

const KEPT = 'shuke.preferences'
const listeners = new Set<() => void>()
const system = matchMedia('(prefers-color-scheme: dark)')
let kept = read()

function read(): Preferences {
  try {
    return { theme: 'system', compact: true, ...JSON.parse(localStorage.getItem(KEPT) ?? '{}') }
  } catch {
    return { theme: 'system', compact: true }
  }
}

function tell(): void {
  document.documentElement.dataset.theme = theme()
  document.documentElement.dataset.density = kept.compact ? 'compact' : 'roomy'
  listeners.forEach((listener) => listener())
}

export function prefer(change: Partial<Preferences>): void {
  kept = { ...kept, ...change }
  localStorage.setItem(KEPT, JSON.stringify(kept))
  tell()
}

function theme(): Theme {
  if (kept.theme !== 'system') return kept.theme
  return system.matches ? 'dark' : 'light'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => kept)
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, theme)
}

system.addEventListener('change', tell)
tell()
