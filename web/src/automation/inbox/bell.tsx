import { useNavigate } from '@tanstack/react-router'
import { Button, Popover } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { useInbox } from './inbox'
import './inbox.css'

const Inbox = lazy(() => import('./list'))

/** What one has been told and not yet read, one click away. */
export function Bell() {
  const inbox = useInbox()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const unread = inbox.data?.unread ?? 0
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={
        <Suspense>
          <Inbox
            go={(link) => {
              setOpen(false)
              if (link) void navigate({ to: link })
            }}
          />
        </Suspense>
      }
    >
      <Button
        type="text"
        className="bell"
        aria-label={unread ? t('automation.inbox.unread', { n: unread }) : t('automation.inbox')}
        icon={<Icon name="bell" />}
      >
        {unread > 0 && <b className="bell-count">{unread > 99 ? '99+' : unread}</b>}
      </Button>
    </Popover>
  )
}
