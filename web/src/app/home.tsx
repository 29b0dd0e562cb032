import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { useSession, useType, useTypes } from '@/api/queries'
import { someQuery } from '@/api/records'
import { type Type, valueAt } from '@/api/types'
import { Occasions } from '@/customers/diary/dates'
import { MyDay } from '@/customers/diary/day'
import { SLIPPING } from '@/insight/value/slipping'
import { FieldValue } from '@/records/fields/value'
import { iconOf } from '@/records/kinds'
import { CooperationRequests } from '@/sales/leads/requests'
import { StaleDeals } from '@/sales/pipeline/stale'
import { count, dayOf, money, plainDay } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { recent } from '@/ui/recent'
import { Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { withWords } from './texts'
import './home.css'

const FirstSteps = lazy(() => import('./firststeps'))
const ThisQuarter = lazy(withWords('plans', () => import('@/sales/plans/quarter')))

/** The working day: what to do, whom to greet, who is slipping away. */
export default function Home() {
  const { user } = useSession()
  const accounts = useType('accounts')
  const activities = useType('activities')
  const contacts = useType('contacts')
  const opportunities = useType('opportunities')
  const requests = useType('cooperation-requests')
  const empty =
    useQuery({ ...someQuery('accounts', { select: 'id' }, 1, true), enabled: !!accounts }).data?.count === 0
  const worth = accounts?.fields.find((field) => field.name === 'value')?.fields ?? []
  const valued = worth.some((field) => field.name === 'monetary')
  const priced = opportunities?.fields.some((field) => field.name === 'amountBase')
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.hello', { name: user.name })}</h1>
        <p className="muted">{plainDay(dayOf(new Date()))}</p>
      </div>
      {accounts && empty && (
        <Suspense>
          <FirstSteps type={accounts} />
        </Suspense>
      )}
      <div className="home">
        <div className="stack">
          {activities && <MyDay type={activities} />}
          {opportunities && !empty && <StaleDeals />}
        </div>
        <div className="stack">
          {requests && <CooperationRequests />}
          {priced && !empty && (
            <Suspense>
              <ThisQuarter />
            </Suspense>
          )}
          {accounts && valued && !empty && <Slipping type={accounts} />}
          {contacts && !empty && <Occasions />}
          <Recently />
        </div>
      </div>
    </div>
  )
}

function Panel({ title, link, children }: { title: string; link?: ReactNode; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="push muted">{link}</span>
      </header>
      {children}
    </section>
  )
}

function Slipping({ type }: { type: Type }) {
  const question = {
    select: 'id,name,value.monetary,value.recencyDays,value.stage',
    filter: SLIPPING,
    sort: '-value.monetary',
  }
  const found = useQuery({ ...someQuery('accounts', question, 8, true), retry: false })
  const rows = found.data?.items ?? []
  const stage = type.fields.find((f) => f.name === 'value')?.fields?.find((f) => f.name === 'stage')
  return (
    <Panel
      title={t('app.slipping')}
      link={
        <Link
          to="/$plural"
          params={{ plural: 'accounts' }}
          search={{ filter: SLIPPING, sort: '-value.monetary' } as never}
        >
          {found.data ? count(found.data.count ?? 0) : ''}
        </Link>
      }
    >
      {found.isPending && <Loading rows={3} />}
      {found.data && rows.length === 0 && <p className="muted">{t('app.slipping.none')}</p>}
      <ul className="home-list">
        {rows.map((row) => (
          <li key={row.id} className="row">
            <span className="home-text">
              <Link to="/$plural/$id" params={{ plural: 'accounts', id: row.id }} className="link">
                {String(row.name ?? '')}
              </Link>{' '}
              {stage && <FieldValue field={stage} value={valueAt(row, 'value.stage')} />}
            </span>
            <span className="muted">
              {t('app.slipping.days', { n: count(Number(valueAt(row, 'value.recencyDays') ?? 0)) })}
            </span>
            <span>{money(Number(valueAt(row, 'value.monetary') ?? 0), undefined, true)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Recently() {
  const types = useTypes()
  const items = recent()
  if (items.length === 0) return null
  return (
    <Panel title={t('app.recent')}>
      <ul className="home-list">
        {items.map((item) => {
          const plural = types.find((type) => type.name === item.type)?.plural ?? 'accounts'
          return (
            <li key={item.id} className="row">
              <span className="muted">
                <Icon name={iconOf(plural)} size={14} />
              </span>
              <Link to="/$plural/$id" params={{ plural, id: item.id }} className="home-text">
                {item.title}
              </Link>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
