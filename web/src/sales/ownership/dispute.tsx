import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { get, Problem } from '@/api/client'
import { pageQuery, useTypeOf } from '@/api/records'
import { may, type Row } from '@/api/types'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { takeBack } from '@/records/units/undo'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { moment, number } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { act } from '../leads/leads'
import '@/records/record/record.css'
import '../leads/leads.css'

type Evidence = { at: string; kind: string; who: string; name: string; points: number }
const PLURALS: Record<string, string> = {
  account: 'accounts',
  contact: 'contacts',
  lead: 'leads',
  opportunity: 'opportunities',
}

/** Two people, one record: what the log says for each, and the referee's word. */
export default function DisputePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('ownership-disputes', id))
  const type = useTypeOf('ownership-disputes', found.data)
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const row = found.data.record
  const open = row.status === 'open'
  const plural = PLURALS[String(row.recordType)] ?? 'accounts'
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={<span className="mark">{open ? t('leads.dispute.open') : t('leads.dispute.decided')}</span>}
        handled={['gather', 'decide']}
        next={
          open && (
            <Button onClick={() => act('ownership-disputes', id, 'gather').catch(complain)}>
              {t('leads.dispute.gather')}
            </Button>
          )
        }
      />
      <div className="record-columns record-two">
        <div>
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={['evidence', 'record', 'title']} hideEmpty />
            <Link to="/$plural/$id" params={{ plural, id: String(row.record) }} className="link leads-record">
              {t('leads.dispute.record')}
            </Link>
          </section>
          {open && may(type, 'update') && <Verdict id={id} />}
        </div>
        <div>
          <Proof row={row} />
          <Weights />
        </div>
      </div>
    </div>
  )
}

function Proof({ row }: { row: Row }) {
  const read = typeof row.evidence === 'string' ? JSON.parse(row.evidence) : row.evidence
  const evidence = (Array.isArray(read) ? read : []) as Evidence[]
  return (
    <section className="card" aria-label={t('leads.dispute.evidence')}>
      <h2>{t('leads.dispute.evidence')}</h2>
      {evidence.length === 0 && <p className="muted">{t('leads.dispute.none')}</p>}
      <ul className="leads-list">
        {evidence.map((each) => (
          <li key={each.at + each.kind + each.who} className="row">
            <span>{each.name}</span>
            <span className="muted">
              {t(`leads.dispute.kind.${each.kind}` as 'leads.dispute.kind.call')} · {moment(each.at)}
            </span>
            <span className="push num">{number(each.points)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The written rules: what each thing that the log tells is worth. */
function Weights() {
  const found = useQuery({
    queryKey: ['settings', 'ownership'],
    queryFn: () => get<Record<string, number>>('/settings/ownership'),
  })
  if (!found.data) return null
  const { recentDays, ...kinds } = found.data
  return (
    <section className="card" aria-label={t('leads.dispute.rules')}>
      <h2>{t('leads.dispute.rules')}</h2>
      <ul className="leads-list">
        {Object.entries(kinds).map(([kind, points]) => (
          <li key={kind} className="row">
            <span>{t(`leads.dispute.kind.${kind}` as 'leads.dispute.kind.call')}</span>
            <span className="push num">{number(points)}</span>
          </li>
        ))}
      </ul>
      <p className="muted">{t('leads.dispute.rules.help', { days: number(recentDays ?? 0) })}</p>
    </section>
  )
}

function Verdict({ id }: { id: string }) {
  const [reason, setReason] = useState('')
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const wrong = error instanceof Problem ? error.byField() : {}
  async function decide(verdict: string, claimantCredit?: number) {
    try {
      const said = { verdict, reason, claimantCredit }
      const done = await act<{ unit: string }>('ownership-disputes', id, 'decide', said)
      say(t('leads.dispute.isDecided'), () => takeBack(done.unit))
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <section className="card stack" aria-label={t('leads.dispute.verdict')}>
      <h2>{t('leads.dispute.verdict')}</h2>
      <WhatIsWrong error={error} fields={['reason', 'claimantCredit']} />
      <Labelled label={t('leads.dispute.why')} error={wrong.reason} required>
        {(field) => (
          <Input.TextArea
            id={field}
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Labelled>
      <div className="row wrap">
        <Button onClick={() => void decide('claimant')}>{t('leads.dispute.claimant')}</Button>
        <Button onClick={() => void decide('holder')}>{t('leads.dispute.holder')}</Button>
      </div>
      <Labelled label={t('leads.dispute.share')} error={wrong.claimantCredit}>
        {(field) => (
          <div className="row">
            <InputNumber id={field} min={0} max={100} value={share} onChange={setShare} />
            <Button disabled={share === null} onClick={() => void decide('split', share ?? undefined)}>
              {t('leads.dispute.split')}
            </Button>
          </div>
        )}
      </Labelled>
    </section>
  )
}
