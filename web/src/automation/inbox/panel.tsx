import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Pop } from '@/ui/pop'
import { t } from '@/ui/text'
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
    <Pop
      label={t('automation.inbox')}
      open={open}
      onOpenChange={setOpen}
      placement="bottomRight"
      content={<Inbox go={go} />}
    >
      {children}
    </Pop>
  )
}
