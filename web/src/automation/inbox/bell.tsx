import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { useInbox } from './inbox'
import './inbox.css'

const load = () => import('./panel')
const Panel = lazy(load)

/** What one has been told and not yet read, one click away. The panel comes when somebody comes near. */
export function Bell() {
  const inbox = useInbox()
  const [wanted, setWanted] = useState(false)
  const unread = inbox.data?.unread ?? 0
  const button = (
    <Button
      type="text"
      className="bell"
      aria-label={unread ? t('automation.inbox.unread', { n: unread }) : t('automation.inbox')}
      icon={<Icon name="bell" />}
      onClick={() => setWanted(true)}
      onPointerEnter={load}
      onFocus={load}
    >
      {unread > 0 && <b className="bell-count">{unread > 99 ? '99+' : unread}</b>}
    </Button>
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <Panel>{button}</Panel>
    </Suspense>
  )
}
