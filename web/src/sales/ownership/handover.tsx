import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { typesQuery, useType } from '@/api/queries'
import { pageQuery } from '@/api/records'
import { may } from '@/api/types'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { number } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { act } from '../leads/leads'
import '@/records/record/record.css'
import '../leads/leads.css'

type Going = { type: string; field: string; count: number; to: Record<string, number> }

/** Everything of a leaver: first what would go, then the deed, with its way back. */
export default function HandOverPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const type = useType('hand-overs')
  const types = useQuery(typesQuery)
  const found = useQuery(pageQuery('hand-overs', id))
  const [going, setGoing] = useState<Going[] | null>(null)
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const row = found.data.record
  const draft = row.status === 'draft'
  const label = (name: string) => types.data?.find((each) => each.name === name)?.pluralLabel ?? name
  async function look() {
    setGoing((await act<{ items: Going[] }>('hand-overs', id, 'preview')).items)
  }
  async function run() {
    const done = await act<{ unit: string }>('hand-overs', id, 'run')
    say(t('leads.handOver.done'), () => act('units', done.unit, 'undo'))
    setGoing(null)
  }
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={<span className="mark">{draft ? t('leads.handOver.draft') : t('leads.handOver.isDone')}</span>}
        handled={['preview', 'run']}
        next={
          <>
            {draft && (
              <Button onClick={() => look().catch(complain)} type={going ? 'default' : 'primary'}>
                {t('leads.handOver.preview')}
              </Button>
            )}
            {draft && going && may(type, 'update') && (
              <Button type="primary" onClick={() => run().catch(complain)}>
                {t('leads.handOver.run')}
              </Button>
            )}
            {!draft && row.unit && (
              <Button onClick={() => act('units', String(row.unit), 'undo').catch(complain)}>
                {t('leads.handOver.undo')}
              </Button>
            )}
          </>
        }
      />
      <div className="record-columns">
        <div>
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={['unit', 'counts']} hideEmpty />
          </section>
        </div>
        <div>
          {going && (
            <section className="card" aria-label={t('leads.handOver.going')}>
              <h2>{t('leads.handOver.going')}</h2>
              {going.length === 0 && <p className="muted">{t('leads.handOver.nothing')}</p>}
              <ul className="leads-list">
                {going.map((each) => (
                  <li key={each.type + each.field} className="row">
                    <span>{label(each.type)}</span>
                    <span className="push num">{number(each.count)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </div>
  )
}
