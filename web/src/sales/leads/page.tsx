import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { pageQuery, type RecordPage, useTypeOf } from '@/api/records'
import { may, type Row, type Type, type Verb } from '@/api/types'
import { WriteMail } from '@/channels/write'
import { Attachments } from '@/customers/attachments'
import { Claim, Holders, Returns } from '@/customers/pooled'
import { Team } from '@/customers/team'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { moment, number } from '@/ui/format'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { Hidden } from './hidden'
import { duplicatesQuery } from './leads'
import '@/records/record/record.css'
import './leads.css'

const ConvertDialog = lazy(() => import('./convert'))
const VerbDialog = lazy(() => import('@/records/record/verbdialog'))
const HANDLED = ['members', 'activities', 'attachments', 'cards']
/** Whether somebody had a material before stands beside it. */
const SHOWN = { handOuts: ['material', 'at', 'repeated'] }
const OWN = ['claim', 'qualify', 'convert', 'disqualify', 'cooperate', 'contest']
const ELSEWHERE = [
  'score',
  'scoreReasons',
  'learnedScore',
  'nextStep',
  'nextStepOn',
  'respondBy',
  'respondedAt',
]

/** Somebody who might buy: what to do next, why he counts, whom he resembles. */
export default function LeadPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('leads', id))
  const type = useTypeOf('leads', found.data)
  const name = found.data ? String(found.data.record.name ?? '') : ''
  useEffect(() => {
    if (name) remember({ type: 'lead', id, title: name })
  }, [name, id])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return <Sheet type={type} page={found.data} />
}

function Sheet({ type, page }: { type: Type; page: RecordPage }) {
  const row = page.record
  const [asking, setAsking] = useState<Verb | null>(null)
  const [converting, setConverting] = useState(false)
  const status = String(row.status ?? '')
  const label = type.fields.find((f) => f.name === 'status')?.choices?.find((c) => c.value === status)?.label
  const ask = (verb: string) => setAsking(type.verbs.find((v) => v.name === verb) ?? null)
  const mine = Boolean(row.owner)
  const done = Boolean(row.convertedAt)
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={label && <span className="mark">{label}</span>}
        lead={
          <Lead type={type} row={row} names={['company', 'jobTitle', 'source', 'owner', 'pool', 'tags']} />
        }
        handled={OWN}
        next={
          <>
            {mine && <WriteMail type={type} row={row} />}
            <Claim plural="leads" row={row} />
            {mine && !done && may(type, 'update') && (
              <>
                {status !== 'qualified' && (
                  <Button type="primary" onClick={() => ask('qualify')}>
                    {t('leads.qualify')}
                  </Button>
                )}
                <Button
                  type={status === 'qualified' ? 'primary' : 'default'}
                  onClick={() => setConverting(true)}
                >
                  {t('leads.convert')}
                </Button>
                {status !== 'disqualified' && (
                  <Button onClick={() => ask('disqualify')}>{t('leads.disqualify')}</Button>
                )}
              </>
            )}
          </>
        }
      />
      <div className="record-columns">
        <div>
          <Next row={row} />
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={ELSEWHERE} hideEmpty />
          </section>
        </div>
        <div>{page.timeline && <Timeline type={type} row={row} first={page.timeline} field="lead" />}</div>
        <div>
          <Score row={row} />
          {(mine ? may(type, 'update') : ofOthers(type)) && !done && <Resembles id={row.id} />}
          <Team type={type} page={page} />
          <Attachments field="lead" id={row.id} />
          <Holders plural="leads" id={row.id} />
          <RelatedLists type={type} page={page} without={HANDLED} show={SHOWN} narrow />
        </div>
      </div>
      {asking && (
        <Suspense>
          <VerbDialog type={type} row={row} verb={asking} close={() => setAsking(null)} />
        </Suspense>
      )}
      {converting && (
        <Suspense>
          <ConvertDialog row={row} close={() => setConverting(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** May one change what is not one's own? */
function ofOthers(type: Type): boolean {
  return may(type, 'update') && type.permissions.update !== 'own'
}

/** Until when somebody must have been in touch, and whether it goes back to the pool. */
function Next({ row }: { row: Row }) {
  const due = row.respondBy ? new Date(String(row.respondBy)) : null
  const late = due !== null && !row.respondedAt && due < new Date()
  if (!due && !row.returnsAt && !row.nextStep && !row.respondedAt) return null
  return (
    <section className="card" aria-label={t('leads.next')}>
      <h2>{t('leads.next')}</h2>
      {Boolean(row.nextStep) && <p>{String(row.nextStep)}</p>}
      {row.respondedAt ? (
        <p className="muted">{t('leads.responded', { at: moment(String(row.respondedAt)) })}</p>
      ) : (
        due && (
          <p className={late ? 'wrong' : undefined}>
            {late
              ? t('leads.overdue', { at: moment(String(row.respondBy)) })
              : t('leads.respondBy', { at: moment(String(row.respondBy)) })}
          </p>
        )
      )}
      <Returns row={row} />
    </section>
  )
}

function Score({ row }: { row: Row }) {
  const reasons = parsed(row.scoreReasons)
  if (row.score === null || row.score === undefined) return null
  return (
    <section className="card" aria-label={t('leads.score')}>
      <h2>{t('leads.scoreIs', { score: number(Number(row.score)) })}</h2>
      {reasons.length === 0 && <p className="muted">{t('leads.noReasons')}</p>}
      <ul className="leads-list">
        {reasons.map((reason) => (
          <li key={reason.rule} className="row">
            <span>{reason.rule}</span>
            <span className="push num">{reason.points > 0 ? `+${reason.points}` : reason.points}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function parsed(value: unknown): { rule: string; points: number }[] {
  const read = typeof value === 'string' ? JSON.parse(value) : value
  return Array.isArray(read) ? read : []
}

/** Customers, people and leads like this one; of the hidden ones only whom to ask. */
function Resembles({ id }: { id: string }) {
  const found = useQuery(duplicatesQuery(id))
  if (!found.data || (found.data.seen.length === 0 && found.data.hidden.length === 0)) return null
  return (
    <section className="card" aria-label={t('leads.alike')}>
      <h2>{t('leads.alike')}</h2>
      <ul className="leads-list">
        {found.data.seen.map((alike) => (
          <li key={alike.id}>
            <Link
              to="/$plural/$id"
              params={{ plural: alike.type === 'account' ? 'accounts' : `${alike.type}s`, id: alike.id }}
            >
              {alike.title ?? alike.id}
            </Link>
          </li>
        ))}
        {found.data.hidden.map((team) => (
          <li key={team}>
            <Hidden lead={id} team={team} />
          </li>
        ))}
      </ul>
    </section>
  )
}
