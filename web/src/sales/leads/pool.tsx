import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useType } from '@/api/queries'
import { pageQuery, someQuery, useTypeOf } from '@/api/records'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { number } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { act, useStanding } from './leads'
import '@/records/record/record.css'
import './leads.css'

const SHOWN = 100

/** A public pool: what lies in it, and what one may still claim. */
export default function PoolPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('pools', id))
  const type = useTypeOf('pools', found.data)
  const standing = useStanding(id)
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const left = standing.data?.leftToday
  const holds = standing.data?.mayHold
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={found.data.record}
        marks={
          standing.data && (
            <span className="mark">
              {left === null || left === undefined
                ? t('leads.pool.unlimited')
                : t('leads.pool.left', { count: left })}
              {holds !== null && holds !== undefined && ` · ${t('leads.pool.mayHold', { count: holds })}`}
            </span>
          )
        }
      />
      <div className="record-columns record-two">
        <div>
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={found.data.record} hideEmpty />
          </section>
        </div>
        <div>
          <Open plural="leads" pool={id} may={Boolean(standing.data)} />
          <Open plural="accounts" pool={id} may={Boolean(standing.data)} />
        </div>
      </div>
    </div>
  )
}

function Open({ plural, pool, may }: { plural: string; pool: string; may: boolean }) {
  const type = useType(plural)
  const found = useQuery({
    ...someQuery(
      plural,
      {
        select: plural === 'leads' ? 'id,name,company,city,score' : 'id,name,city',
        filter: `pool == "${pool}" && owner == null`,
        sort: plural === 'leads' ? '-score' : 'name',
      },
      SHOWN,
      true,
    ),
    enabled: Boolean(type),
  })
  if (!type || !found.data || (plural === 'accounts' && found.data.items.length === 0)) return null
  async function claim(id: string, name: string) {
    await act(plural, id, 'claim')
    say(t('leads.claimed', { name }))
  }
  return (
    <section className="card" aria-label={type.pluralLabel}>
      <h2>
        {type.pluralLabel} <span className="muted">{number(found.data.count ?? 0)}</span>
      </h2>
      {found.data.items.length === 0 && <p className="muted">{t('leads.pool.empty')}</p>}
      <ul className="leads-list">
        {found.data.items.map((row) => (
          <li key={row.id} className="row">
            <Link to="/$plural/$id" params={{ plural, id: row.id }}>
              {String(row.name ?? '')}
            </Link>
            <span className="muted">{[row.company, row.city].filter(Boolean).join(' · ')}</span>
            {may && (
              <Button
                size="small"
                className="push"
                onClick={() => claim(row.id, String(row.name ?? '')).catch(complain)}
              >
                {t('leads.claim')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
