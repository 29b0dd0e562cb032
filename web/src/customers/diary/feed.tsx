import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { call, get, post } from '@/api/client'
import { Copy } from '@/records/fields/value'
import { moment } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Pop } from '@/ui/pop'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import './diary.css'

type Feed = { madeAt?: string | null; usedAt?: string | null }

/** The secret address under which one's own calendar program reads one's activities. */
export function FeedButton() {
  return (
    <Pop label={t('customers.feed')} placement="bottomRight" content={<FeedPanel />}>
      <Button icon={<Icon name="external" size={14} />}>{t('customers.feed')}</Button>
    </Pop>
  )
}

function FeedPanel() {
  const client = useQueryClient()
  const found = useQuery({ queryKey: ['calendar-feed'], queryFn: () => get<Feed>('/calendar-feed') })
  const [address, setAddress] = useState<string | null>(null)
  const again = () => client.invalidateQueries({ queryKey: ['calendar-feed'] })
  async function make() {
    const { path } = await post<{ path: string }>('/calendar-feed', {})
    setAddress(location.origin + path)
    await again()
  }
  async function end() {
    await call('DELETE', '/calendar-feed')
    setAddress(null)
    say(t('customers.feed.ended'))
    await again()
  }
  const made = found.data?.madeAt
  return (
    <div className="feed stack">
      <p className="second">{t('customers.feed.hint')}</p>
      {address && (
        <div>
          <p className="row">
            <code className="feed-address">{address}</code> <Copy text={address} />
          </p>
          <p className="muted">{t('customers.feed.once')}</p>
        </div>
      )}
      {made && (
        <p className="muted">
          {t('customers.feed.made', { at: moment(made) })}
          {found.data?.usedAt && ` · ${t('customers.feed.used', { at: moment(found.data.usedAt) })}`}
        </p>
      )}
      <div className="row wrap">
        <Button type={made ? 'default' : 'primary'} onClick={() => make().catch(complain)}>
          {made ? t('customers.feed.renew') : t('customers.feed.make')}
        </Button>
        {made && <Button onClick={() => end().catch(complain)}>{t('customers.feed.revoke')}</Button>}
      </div>
    </div>
  )
}
