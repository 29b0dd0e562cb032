import { useSyncExternalStore } from 'react'
import { Problem } from '@/api/client'
import { Icon } from './icons'
import { useKeys } from './keys'
import { t } from './text'
import './toast.css'

/** A word at the foot of the page after an act, with the way back where there is one. */
type Toast = {
  id: number
  text: string
  wrong: boolean
  undo?: () => unknown
  label?: string
}

let toasts: Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: Toast[]): void {
  toasts = next
  listeners.forEach((listener) => listener())
}

function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

function show(toast: Omit<Toast, 'id'>, milliseconds: number): void {
  const id = ++last
  set([...toasts.slice(-2), { ...toast, id }])
  setTimeout(() => dismiss(id), milliseconds)
}

export function say(text: string, undo?: () => unknown, label?: string): void {
  show({ text, wrong: false, undo, label }, undo ? 12_000 : 4_000)
}

export function complain(error: unknown): void {
  const text =
    error instanceof Problem ? error.saying() : error instanceof Error ? error.message : String(error)
  show({ text, wrong: true }, 9_000)
}

function takeBack(toast: Toast): void {
  dismiss(toast.id)
  Promise.resolve(toast.undo?.()).catch(complain)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  const last = shown.findLast((toast) => toast.undo)
  useKeys([{ keys: 'Ctrl+z', label: t('ui.undo.last'), run: () => last && takeBack(last) }])
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={toast.wrong ? 'toast toast-wrong' : 'toast'}>
          <span>{toast.text}</span>
          {toast.undo && (
            <button
              type="button"
              className="toast-act"
              title={toast === last ? 'Ctrl+Z' : undefined}
              onClick={() => takeBack(toast)}
            >
              {toast.label ?? t('ui.undo')}
            </button>
          )}
          <button
            type="button"
            className="toast-close"
            aria-label={t('ui.close')}
            onClick={() => dismiss(toast.id)}
          >
            <Icon name="close" size={12} />
          </button>
        </div>
      ))}
    </div>
  )
}
