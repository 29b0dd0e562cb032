import { Button } from 'antd'
import { useState } from 'react'
import { moment } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import { markRead, type Notice, useInbox } from './inbox'
import { Wishes } from './wishes'

type Props = { go: (link: string | null) => void; heading?: 'h1' | 'h2' }

/** The inbox: newest first, what is said of the same thing as one line. */
export default function Inbox({ go, heading: Heading = 'h2' }: Props) {
  const inbox = useInbox()
  const [asking, setAsking] = useState(false)
  const read = (ids?: string[]) => markRead(ids).catch(complain)
  function open(notice: Notice) {
    if (notice.unread) void read(notice.ids)
    go(notice.link)
  }
  return (
    <section className="inbox" aria-label={t('automation.inbox')}>
      <header className="row wrap">
        <Heading>{t('automation.inbox')}</Heading>
        <Button size="small" type="text" onClick={() => setAsking(!asking)} aria-expanded={asking}>
          {t('automation.inbox.settings')}
        </Button>
        <Button size="small" type="text" disabled={!inbox.data?.unread} onClick={() => read()}>
          {t('automation.inbox.readAll')}
        </Button>
      </header>
      {asking && <Wishes close={() => setAsking(false)} />}
      {inbox.isPending && <Loading rows={4} />}
      {inbox.isError && <Failed error={inbox.error} again={() => inbox.refetch()} small />}
      {inbox.data?.items.length === 0 && <Empty icon="bell" title={t('automation.inbox.none')} small />}
      <ul>
        {inbox.data?.items.map((notice) => (
          <li key={notice.ids[0]}>
            <button
              type="button"
              className={notice.unread ? 'notice notice-new' : 'notice'}
              onClick={() => open(notice)}
            >
              <span className="notice-text">{notice.text}</span>
              <span className="muted">
                {moment(notice.at)}
                {notice.count > 1 && ` · ${notice.count}×`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
