import { Dropdown, type DropdownProps } from 'antd'
import { useState } from 'react'

/** The menu itself, open at once: it exists because somebody asked for it. */
export default function OpenMenu(props: DropdownProps) {
  const [open, setOpen] = useState(true)
  return <Dropdown {...props} trigger={['click']} open={open} onOpenChange={setOpen} autoFocus />
}
