import { lazy, Suspense } from 'react'
import type { InputProps } from './control'

const load = () => import('./control')
const Control = lazy(load)

/** Fetches the controls ahead, where somebody is about to edit: no key that is typed may be lost. */
export function fetchControls(): void {
  void load()
}

export type { InputProps }

/** The control that edits a field; its code comes when the first one is needed. */
export function FieldInput(props: InputProps) {
  return (
    <Suspense fallback={<span className="field-input" />}>
      <Control {...props} />
    </Suspense>
  )
}
