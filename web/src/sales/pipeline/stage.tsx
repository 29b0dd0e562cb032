import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { newKey, post } from '@/api/client'
import { aggregateQuery, changed, pageQuery, someQuery, useTypeOf } from '@/api/records'
import { idOf, may, type Row } from '@/api/types'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { money } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import { useStages } from './pipeline'
import '@/records/record/record.css'

const SHOWN = 12

/** A stage of a pipeline, and what stands in it before it goes. */
export default function StagePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('stages', id))
  const type = useTypeOf('stages', found.data)
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const row = found.data.record
  return (
    <div className="page record">
      <RecordHead type={type} row={row} handled={['retire']} />
      <div className="record-columns record-two">
        <section className="card record-side" aria-label={t('records.fields')}>
          <Facts type={type} row={row} />
        </section>
        {may(type, 'delete') && <Retire row={row} />}
      </div>
    </div>
  )
}

/** How much would move, and where to; nothing moves before it has been seen. */
function Retire({ row }: { row: Row }) {
  const filter = `stage == "${row.id}"`
  const sums = useQuery(
    aggregateQuery('opportunities', { measures: { n: 'count()', amount: 'sum(amountBase)' }, filter }),
  )
  const some = useQuery(
    someQuery('opportunities', { select: 'id,name,account.name', filter, sort: '-amountBase' }, SHOWN),
  )
  const others = useStages(idOf(row.pipeline)).filter((s) => s.kind === row.kind && s.id !== row.id)
  const [into, setInto] = useState<string>()
  const { busy, error, attempt } = useAttempt()
  const navigate = useNavigate()
  const name = String(row.name ?? '')
  const sum = sums.data?.items[0]
  const count = Number(sum?.n ?? 0)
  async function retire() {
    await attempt(async () => {
      const answer = await post<{ moved: number; unit: string }>(
        `/stages/${row.id}/retire`,
        { into },
        { idempotencyKey: newKey() },
      )
      await navigate({ to: '/$plural', params: { plural: 'stages' } })
      void changed()
      say(t('pipeline.retired', { name, n: answer.moved }), async () => {
        await post(`/units/${answer.unit}/undo`, {})
        await changed()
      })
    })
  }
  return (
    <section className="card stack" aria-label={t('pipeline.retire')}>
      <h2>{t('pipeline.retire')}</h2>
      <WhatIsWrong error={error} />
      {sums.isPending && <Loading rows={2} />}
      {sum && (
        <p>
          {count === 0
            ? t('pipeline.retire.none')
            : t('pipeline.retire.stand', { n: count, amount: money(Number(sum.amount ?? 0)) })}
        </p>
      )}
      <ul className="leads-list">
        {some.data?.items.map((deal) => (
          <li key={deal.id}>
            <Link to="/$plural/$id" params={{ plural: 'opportunities', id: deal.id }}>
              {String(deal.name ?? '')}
            </Link>
          </li>
        ))}
        {count > SHOWN && <li className="muted">{t('pipeline.retire.more', { n: count - SHOWN })}</li>}
      </ul>
      {others.length === 0 ? (
        <p className="muted">{t('pipeline.retire.last')}</p>
      ) : (
        <>
          <Labelled label={t('pipeline.retire.into')} required>
            {(id) => (
              <Select
                id={id}
                className="field-input"
                value={into}
                onChange={setInto}
                options={others.map((stage) => ({ value: stage.id, label: stage.name }))}
              />
            )}
          </Labelled>
          <div>
            <Button danger disabled={!into || !sum} loading={busy} onClick={retire}>
              {t('pipeline.retire.act', { n: count })}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
