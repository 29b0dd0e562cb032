import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useSession, useType, useTypes } from '@/api/queries'
import { type Question, someQuery, update } from '@/api/records'
import { may, type Row, type Type, valueAt } from '@/api/types'
import { FieldValue } from '@/records/fields/value'
import { iconOf } from '@/records/kinds'
import { count, day, dayOf, money, plainDay } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { recent } from '@/ui/recent'
import { Empty, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import './home.css'

/** The working day: what to do, whom to greet, who is slipping away. */
export default function Home() {
  const { user } = useSession()
  const accounts = useType('accounts')
  const activities = useType('activities')
  const contacts = useType('contacts')
  const valued = accounts?.fields.some((field) => field.name === 'value')
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.hello', { name: user.name })}</h1>
        <p className="muted">{plainDay(dayOf(new Date()))}</p>
      </div>
      {accounts && <FirstMinute type={accounts} />}
      <div className="home">
        {activities && <Tasks type={activities} />}
        {accounts && valued && <Slipping type={accounts} />}
        {contacts && <Birthdays />}
        <Recently />
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

/** With nothing here yet there is one thing to do: bring what one has. */
function FirstMinute({ type }: { type: Type }) {
  const found = useQuery(someQuery('accounts', { select: 'id' }, 1, true))
  if (found.data?.count !== 0) return null
  return (
    <Empty icon="upload" title={t('app.first')}>
      <p>{t('app.first.hint')}</p>
      {may(type, 'import') && (
        <Link to="/imports/new">
          <Button type="primary">{t('app.import')}</Button>
        </Link>
      )}
    </Empty>
  )
}

const MINE = 'owner == me() && done == false'

function Tasks({ type }: { type: Type }) {
  const question: Question = {
    select: 'id,subject,kind,dueAt,at,account.id,account.name',
    filter: MINE,
    sort: 'dueAt',
  }
  const found = useQuery(someQuery('activities', question, 12, true))
  const rows = found.data?.items ?? []
  const account = type.fields.find((field) => field.name === 'account')
  async function done(row: Row) {
    const saved = await update('activities', row.id, row.version, { done: true })
    say(t('app.tasks.done', { task: String(row.subject ?? '') }), () =>
      update('activities', row.id, saved.version, { done: false }),
    )
  }
  return (
    <Panel
      title={t('app.tasks')}
      link={
        <Link
          to="/$plural"
          params={{ plural: 'activities' }}
          search={{ filter: MINE, sort: 'dueAt' } as never}
        >
          {found.data ? count(found.data.count ?? 0) : ''}
        </Link>
      }
    >
      {found.isPending && <Loading rows={3} />}
      {found.data && rows.length === 0 && <p className="muted">{t('app.tasks.none')}</p>}
      <ul className="home-list">
        {rows.map((row) => (
          <li key={row.id} className="row">
            <input
              type="checkbox"
              className="check"
              aria-label={t('app.tasks.mark', { task: String(row.subject ?? '') })}
              checked={false}
              onChange={() => done(row).catch(complain)}
            />
            <span className="home-text">
              <Link to="/$plural/$id" params={{ plural: 'activities', id: row.id }} className="link">
                {String(row.subject ?? '')}
              </Link>{' '}
              {account && Boolean(row.account) && (
                <span className="muted">
                  <FieldValue field={account} value={row.account} />
                </span>
              )}
            </span>
            <Due row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Due({ row }: { row: Row }) {
  const at = row.dueAt ?? row.at
  if (typeof at !== 'string') return null
  const late = at < new Date().toISOString()
  return <span className={late ? 'wrong' : 'muted'}>{day(dayOf(new Date(at)))}</span>
}

const SLIPPING = 'value.class == "gold" && value.stage in ["cooling", "silent"]'

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

/** Birthdays of this month; a birthday is matched by its month and day, whatever the year. */
function Birthdays() {
  const month = Number(dayOf(new Date()).slice(5, 7))
  const filter = `birthday != null && birthday.getMonth() == ${month - 1}`
  const question = { select: 'id,name,birthday,account.id,account.name', filter, sort: 'birthday' }
  const found = useQuery({ ...someQuery('contacts', question, 50), retry: false })
  const today = dayOf(new Date()).slice(5)
  const rows = (found.data?.items ?? [])
    .filter((row) => String(row.birthday ?? '').slice(5) >= today)
    .sort((a, b) => String(a.birthday).slice(5).localeCompare(String(b.birthday).slice(5)))
  if (!found.data) return null
  return (
    <Panel title={t('app.birthdays')}>
      {rows.length === 0 && <p className="muted">{t('app.birthdays.none')}</p>}
      <ul className="home-list">
        {rows.slice(0, 8).map((row) => (
          <li key={row.id} className="row">
            <span className="home-text">
              <Link to="/$plural/$id" params={{ plural: 'contacts', id: row.id }} className="link">
                {String(row.name ?? '')}
              </Link>{' '}
              <span className="muted">{String(valueAt(row, 'account.name') ?? '')}</span>
            </span>
            <span className={String(row.birthday).slice(5) === today ? 'wrong' : 'muted'}>
              {day(`${dayOf(new Date()).slice(0, 4)}${String(row.birthday).slice(4, 10)}`)}
            </span>
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
