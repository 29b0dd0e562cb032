import { lazy, Suspense } from 'react'
import type { Props } from './insidedialog'

const InsideDialog = lazy(() => import('./insidedialog'))

/** Makes a record over the page one is on; the code for it comes when somebody does. */
export function CreateInside(props: Props) {
  return (
    <Suspense>
      <InsideDialog {...props} />
    </Suspense>
  )
}
