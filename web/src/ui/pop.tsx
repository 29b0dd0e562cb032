import { Popover, type PopoverProps } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { controls } from './focus'

type Props = Pick<PopoverProps, 'placement' | 'open' | 'onOpenChange' | 'children'> & {
  label: string
  content: ReactNode
}

/** What opens beneath a button. The keyboard goes in with it; Escape, and Tab at either end, lead back. */
export function Pop({ label, content, open, onOpenChange, ...props }: Props) {
  const [own, setOwn] = useState(false)
  const set = onOpenChange ?? setOwn
  return (
    <Popover
      trigger="click"
      arrow={false}
      destroyOnHidden
      {...props}
      open={open ?? own}
      onOpenChange={set}
      content={
        <Within label={label} leave={() => set(false)}>
          {content}
        </Within>
      }
    />
  )
}

function Within({ label, leave, children }: { label: string; leave: () => void; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  function key(event: KeyboardEvent) {
    if (event.key !== 'Tab' || !box.current) return
    const ends = controls(box.current)
    if (document.activeElement !== (event.shiftKey ? ends[0] : ends.at(-1))) return
    event.preventDefault()
    leave()
  }
  return (
    <div ref={box} role="dialog" aria-label={label} className="pop" tabIndex={-1} onKeyDown={key}>
      {children}
    </div>
  )
}
