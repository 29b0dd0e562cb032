import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, DatePicker, Input } from 'antd'
import { useEffect, useState } from 'react'
import { pageQuery, type RecordPage, recordQuery, update, useTypeOf } from '@/api/records'
import { idOf, may, nameOf, type Row, type Type, valueAt } from '@/api/types'
import { usePending, Waits } from '@/automation/approvals/waits'
import { WriteMail } from '@/channels/write'
import { Team } from '@/customers/team'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { PartList } from '@/records/record/parts'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import dayjs from '@/ui/dayjs'
import { day, dayOf, moment, money, number } from '@/ui/format'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import { useMover } from './board'
import { InfluenceMap } from './influence'
import type { Moving } from './movedialog'
import { Moves, useMoving } from './moves'
import { StagePath, type Visit } from './path'
import { act, useStages } from './pipeline'
import { Plays } from './plays'
import '@/records/record/record.css'
import './pipeline.css'

/** One possible sale: where it stands, what comes next, who decides, and what works here. */
export default function OpportunityPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('opportunities', id))
  const type = useTypeOf('opportunities', found.data)
  const name = found.data ? String(found.data.record.name ?? '') : ''
  useEffect(() => {
    if (name) remember({ type: 'opportunity', id, title: name })
  }, [name])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return <Sheet type={type} page={found.data} />
}

const HANDLED = ['members', 'stakeholders', 'products', 'competitors', 'visits', 'plays', 'activities']
const ELSEWHERE = ['nextStep', 'nextStepOn', 'stage', 'pipeline', 'stageSince', 'contacts']

function Sheet({ type, page }: { type: Type; page: RecordPage }) {
  const row = page.record
  const { moving, open, close } = useMoving()
  const stages = useStages(idOf(row.pipeline))
  const mover = useMover(open)
  const visits = ((page as unknown as { visits?: Visit[] }).visits ?? []) as Visit[]
  const here = stages.find((stage) => stage.id === idOf(row.stage))
  const account = useQuery({
    ...recordQuery('accounts', idOf(row.account)),
    enabled: Boolean(row.account),
    retry: false,
  })
  const pending = usePending('opportunities', row.id, true)
  const customerClass = account.data ? valueAt(account.data, 'value.class') : undefined
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={here && <span className={MARKS[here.kind]}>{here.name}</span>}
        lead={<Lead type={type} row={row} names={['account', 'amount', 'closeDate', 'owner', 'tags']} />}
        handled={['move', 'win', 'lose', 'reopen', 'play']}
        next={
          <>
            <WriteMail type={type} row={row} />
            {may(type, 'update') && here && <Ends row={row} kind={here.kind} open={open} />}
          </>
        }
      />
      <StagePath row={row} stages={stages} visits={visits} onMove={may(type, 'update') ? mover : undefined} />
      {pending && <Waits pending={pending} />}
      <div className="record-columns">
        <div>
          <NextStep key={`${row.id}${row.version}`} type={type} row={row} />
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={ELSEWHERE} hideEmpty />
          </section>
        </div>
        <div>
          <Plays page={page} customerClass={customerClass ? String(customerClass) : undefined} />
          {page.timeline && <Timeline type={type} row={row} first={page.timeline} field="opportunity" />}
        </div>
        <div>
          <InfluenceMap type={type} page={page} />
          <Wanted type={type} page={page} />
          <Rivals type={type} page={page} />
          <Team type={type} page={page} />
          <Way visits={visits} />
          <RelatedLists type={type} page={page} without={HANDLED} narrow />
        </div>
      </div>
      <Moves moving={moving} close={close} />
    </div>
  )
}

const MARKS = { open: 'mark', won: 'mark mark-good', lost: 'mark mark-wrong' }

function Ends({ row, kind, open }: { row: Row; kind: string; open: (moving: Moving) => void }) {
  if (kind !== 'open')
    return <Button onClick={() => act(row.id, 'reopen').catch(complain)}>{t('sales.end.reopen')}</Button>
  return (
    <>
      <Button type="primary" onClick={() => open({ kind: 'end', row, end: 'won' })}>
        {t('sales.end.won')}
      </Button>
      <Button onClick={() => open({ kind: 'end', row, end: 'lost' })}>{t('sales.end.lost')}</Button>
    </>
  )
}

/** What comes next and by when; without an answer the opportunity is adrift. */
function NextStep({ type, row }: { type: Type; row: Row }) {
  const [text, setText] = useState(String(row.nextStep ?? ''))
  const due = row.nextStepOn ? String(row.nextStepOn) : null
  const late = due !== null && due < dayOf(new Date())
  const save = (fields: Record<string, unknown>) =>
    update('opportunities', row.id, row.version, fields).catch(complain)
  const writes = may(type, 'update')
  if (!writes && !row.nextStep) return null
  return (
    <section className="card" aria-label={t('sales.next')}>
      <header>
        <h2>{t('sales.next')}</h2>
        {due && (
          <span className={late ? 'push wrong' : 'push muted'}>{late ? t('sales.next.late') : day(due)}</span>
        )}
      </header>
      {!row.nextStep && <p className="muted">{t('sales.next.none')}</p>}
      <div className="stack">
        <Input
          aria-label={t('sales.next')}
          placeholder={t('sales.next.placeholder')}
          readOnly={!writes}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={() => void save({ nextStep: text || null })}
          onBlur={() => text !== String(row.nextStep ?? '') && void save({ nextStep: text || null })}
        />
        <DatePicker
          aria-label={t('sales.next.by')}
          placeholder={t('sales.next.by')}
          format="YYYY-MM-DD"
          disabled={!writes}
          value={due ? dayjs(due) : null}
          onChange={(date) => void save({ nextStepOn: date ? date.format('YYYY-MM-DD') : null })}
        />
      </div>
    </section>
  )
}

function Wanted({ type, page }: { type: Type; page: RecordPage }) {
  const currency = String(page.record.currency ?? '') || undefined
  return (
    <section className="card" aria-label={t('sales.products')}>
      <h2>{t('sales.products')}</h2>
      <PartList
        type={type}
        page={page}
        name="products"
        show={(part) => (
          <span className="row">
            <span>
              {number(Number(part.quantity ?? 1))} × {nameOf(part.product) || String(part.description ?? '')}
            </span>
            {part.amount !== null && part.amount !== undefined && (
              <span className="push">{money(Number(part.amount), currency)}</span>
            )}
          </span>
        )}
      />
    </section>
  )
}

function Rivals({ type, page }: { type: Type; page: RecordPage }) {
  return (
    <section className="card" aria-label={t('sales.competitors')}>
      <h2>{t('sales.competitors')}</h2>
      <PartList
        type={type}
        page={page}
        name="competitors"
        show={(part) => (
          <>
            <b>{String(part.name)}</b>{' '}
            <span className="muted">{[part.strengths, part.weaknesses].filter(Boolean).join(' · ')}</span>
          </>
        )}
      />
    </section>
  )
}

function Way({ visits }: { visits: Visit[] }) {
  if (visits.length === 0) return null
  return (
    <section className="card" aria-label={t('sales.history')}>
      <h2>{t('sales.history')}</h2>
      <ol className="way">
        {[...visits].reverse().map((visit) => (
          <li key={visit.id} className="row">
            <Link to="/$plural/$id" params={{ plural: 'stages', id: idOf(visit.stage) }}>
              {nameOf(visit.stage)}
            </Link>
            <time className="muted push" dateTime={visit.enteredAt}>
              {moment(visit.enteredAt)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  )
}
