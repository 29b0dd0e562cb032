import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { get, newKey, post } from '@/api/client'
import { useTypeNamed } from '@/api/queries'
import { changed } from '@/api/records'
import { may, type Row } from '@/api/types'
import { moment } from '@/ui/format'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import './pooled.css'

type Holding = {
  name: string
  since: string
  until: string | null
  ended: 'returned' | 'expired' | 'assigned' | 'undone' | null
  reason: string | null
}

/** Takes what lies in a public pool; nothing for what is somebody's. */
export function Claim({ plural, row }: { plural: string; row: Row }) {
  if (row.owner || !row.pool) return null
  async function claim() {
    await post(`/${plural}/${row.id}/claim`, {}, { idempotencyKey: newKey() })
    await changed()
    say(t('leads.claimed', { name: String(row.name ?? '') }))
  }
  return (
    <Button type="primary" onClick={() => claim().catch(complain)}>
      {t('leads.claim')}
    </Button>
  )
}

/** When it goes back to its pool unless somebody follows up. */
export function Returns({ row }: { row: Row }) {
  if (!row.returnsAt) return null
  return <p className="wrong">{t('leads.returns', { at: moment(String(row.returnsAt)) })}</p>
}

/** Who had it while it belonged to a pool, the latest first. */
export function Holders({ plural, id }: { plural: string; id: string }) {
  const reads = may(useTypeNamed('pool'), 'read')
  const found = useQuery({
    queryKey: ['records', plural, 'holdings', id],
    enabled: reads,
    queryFn: () => get<{ items: Holding[] }>(`/${plural}/${id}/holdings`),
    retry: false,
  })
  if (!found.data?.items.length) return null
  return (
    <section className="card" aria-label={t('leads.holders')}>
      <h2>{t('leads.holders')}</h2>
      <ul className="holders">
        {found.data.items.map((held) => (
          <li key={held.since}>
            {held.name} <span className="muted">{moment(held.since)}</span>
            {held.until && <span className="muted"> – {moment(held.until)}</span>}
            {held.ended && <span className="muted"> · {t(`leads.ended.${held.ended}`)}</span>}
            {held.reason && <p className="muted">{held.reason}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
