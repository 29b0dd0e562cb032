import type { DropdownProps } from 'antd'
import { cloneElement, lazy, type ReactElement, Suspense, useState } from 'react'

const load = () => import('./openmenu')
const OpenMenu = lazy(load)

export type MenuItems = NonNullable<DropdownProps['menu']>['items']
type Props = Pick<DropdownProps, 'menu' | 'placement'> & { children: ReactElement<Record<string, unknown>> }

/** A menu under a button. Its code comes with the first pointer or focus on one, not with the page. */
export function Menu({ children, ...props }: Props) {
  const [wanted, setWanted] = useState(false)
  const plain = cloneElement(children, {
    onClick: () => setWanted(true),
    onPointerEnter: load,
    onFocus: load,
    'aria-haspopup': 'menu',
  })
  if (!wanted) return plain
  return (
    <Suspense fallback={plain}>
      <OpenMenu {...props}>{children}</OpenMenu>
    </Suspense>
  )
}
