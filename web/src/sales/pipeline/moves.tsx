import { lazy, Suspense, useRef, useState } from 'react'
import type { Row } from '@/api/types'
import type { Moving } from './movedialog'

const MoveDialog = lazy(async () => ({ default: (await import('./movedialog')).MoveDialog }))
const EndDialog = lazy(async () => ({ default: (await import('./movedialog')).EndDialog }))

/** The dialog that a move still asks for, and the way back to where one was when it came. */
export function useMoving() {
  const [moving, setMoving] = useState<Moving | null>(null)
  const before = useRef<Element | null>(null)
  function open(next: Moving) {
    before.current = document.activeElement
    setMoving(next)
  }
  function close() {
    setMoving(null)
    requestAnimationFrame(() => (before.current as HTMLElement | null)?.focus())
  }
  return { moving, open, close }
}

type Props = { moving: Moving | null; close: () => void; moved?: (row: Row) => void }

/** The code of a dialog comes with the first one. */
export function Moves({ moving, close, moved }: Props) {
  return (
    <Suspense>
      {moving?.kind === 'ask' && <MoveDialog {...moving} close={close} moved={moved} />}
      {moving?.kind === 'end' && <EndDialog {...moving} close={close} moved={moved} />}
    </Suspense>
  )
}
