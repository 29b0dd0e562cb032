import { useEffect, useRef } from 'react'

/** The page's keys. What is bound where one is, `?` shows; without `run` it is told only: a part of the page hears it itself. */
export type Binding = { keys: string; label: string; run?: (event: KeyboardEvent) => void }

/** In a text these are the text's own. */
const EDITING = /^Ctrl\+[acvxyz]$/

const bound = new Set<Binding[]>()

export function bindings(): Binding[] {
  const seen = new Map<string, Binding>()
  for (const list of bound) for (const binding of list) seen.set(binding.keys, binding)
  return [...seen.values()]
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'Ctrl+' : ''
  return mod + (event.key.length === 1 ? event.key.toLowerCase() : event.key)
}

let prefix = ''
let prefixAt = 0

function press(event: KeyboardEvent): void {
  const name = nameOf(event)
  // a list of choices takes Enter for itself, with Ctrl too
  if ((event.defaultPrevented && name !== 'Ctrl+Enter') || event.altKey) return
  if (typing(event.target) && (!name.startsWith('Ctrl+') || EDITING.test(name))) return
  const inside = document.querySelector('.ant-modal-wrap:not([style*="display: none"])')
  if ((inside || (event.target as Element).closest?.('[role=dialog]')) && !name.startsWith('Ctrl+')) return
  const chord = Date.now() - prefixAt < 900 ? `${prefix} ${name}` : name
  const all = bindings()
  const hit = all.find((b) => b.run && b.keys === chord) ?? all.find((b) => b.run && b.keys === name)
  prefix = name
  prefixAt = Date.now()
  if (!hit?.run) return
  event.preventDefault()
  hit.run(event)
}

if (typeof document !== 'undefined') document.addEventListener('keydown', press)

/** Binds keys while the component is shown; the latest callbacks are the ones that run. */
export function useKeys(list: Binding[]): void {
  const latest = useRef(list)
  latest.current = list
  useEffect(() => {
    const stable = list.map((binding, i) => ({
      keys: binding.keys,
      label: binding.label,
      run: binding.run && ((event: KeyboardEvent) => latest.current[i]?.run?.(event)),
    }))
    bound.add(stable)
    return () => void bound.delete(stable)
  }, [list.map((b) => b.keys).join()])
}
