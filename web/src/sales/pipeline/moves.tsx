import { lazy, Suspense } from 'react'
import type { Moving } from './movedialog'

const MoveDialog = lazy(async () => ({ default: (await import('./movedialog')).MoveDialog }))
const EndDialog = lazy(async () => ({ default: (await import('./movedialog')).EndDialog }))

/** The dialog that a move still asks for; its code comes with the first one. */
export function Moves({ moving, close }: { moving: Moving | null; close: () => void }) {
  return (
    <Suspense>
      {moving?.kind === 'ask' && <MoveDialog {...moving} close={close} />}
      {moving?.kind === 'end' && <EndDialog {...moving} close={close} />}
    </Suspense>
  )
}
