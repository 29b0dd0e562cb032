import { useNavigate } from '@tanstack/react-router'
import { Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import Inbox from './list'

/** The inbox under its bell, open at once: it exists because somebody asked for it. */
export default function Panel({ children }: { children: ReactNode }) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(true)
  function go(link: string | null) {
    setOpen(false)
    if (link) void navigate({ to: link })
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={<Inbox go={go} />}
    >
      {children}
    </Popover>
  )
}
