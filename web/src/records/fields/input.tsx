import { lazy, Suspense } from 'react'
import type { InputProps } from './control'

const Control = lazy(() => import('./control'))

export type { InputProps }

/** The control that edits a field; its code comes when the first one is needed. */
export function FieldInput(props: InputProps) {
  return (
    <Suspense fallback={<span className="field-input" />}>
      <Control {...props} />
    </Suspense>
  )
}
