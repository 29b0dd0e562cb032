import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { newKey, post } from '@/api/client'
import { changed, someQuery, update } from '@/api/records'
import { type Row, type Type, valueAt } from '@/api/types'
import { day, dayOf } from '@/ui/format'
import { Icon, type IconName } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import './diary.css'

const ICONS: Record<string, IconName> = {
  call: 'phone',
  mail: 'mail',
  meeting: 'calendar',
  visit: 'people',
  task: 'task',
}

const MINE =
  'owner == me() && done == false && (dueAt != null && dueAt < daysAgo(-8) || dueAt == null && at < daysAgo(-8))'

/** Whom or what something to do can be about, the first that is named first. */
const ABOUT = ['account', 'lead', 'opportunity', 'contact']

/** So many are shown at first, so that what else the day brings stays in reach; so many are read at all. */
const SHOWN = 12
const MOST = 60

type Group = { name: 'overdue' | 'promised' | 'today' | 'week'; rows: Row[] }

function dueOf(row: Row): string {
  return String(row.dueAt ?? row.at ?? '')
}

function aboutWhat(row: Row): string {
  return (
    ABOUT.map((name) => valueAt(row, `${name}.name`))
      .find(Boolean)
      ?.toString() ?? ''
  )
}

/** What is due, most pressing first: promises to customers stand out wherever they fall. */
function grouped(rows: Row[]): Group[] {
  const now = new Date().toISOString()
  const today = dayOf(new Date())
  const groups: Group[] = [
    { name: 'overdue', rows: [] },
    { name: 'promised', rows: [] },
    { name: 'today', rows: [] },
    { name: 'week', rows: [] },
  ]
  for (const row of rows) {
    const due = dueOf(row)
    const here = due < now ? 0 : row.promised ? 1 : dayOf(new Date(due)) === today ? 2 : 3
    groups[here]?.rows.push(row)
  }
  return groups.filter((group) => group.rows.length > 0)
}

const HEADS = {
  overdue: () => t('customers.day.overdue'),
  promised: () => t('customers.day.promised'),
  today: () => t('customers.day.today'),
  week: () => t('customers.day.week'),
}

/** My day: chosen with j and k, done with d, or by a click. */
export function MyDay({ type }: { type: Type }) {
  const [chosen, setChosen] = useState(0)
  const [all, setAll] = useState(false)
  const about = ABOUT.filter((name) => type.fields.some((field) => field.name === name))
  const found = useQuery(
    someQuery(
      'activities',
      {
        select: ['id,version,subject,kind,dueAt,at,promised', ...about.map((name) => `${name}.name`)].join(),
        filter: MINE,
        sort: 'at',
      },
      MOST,
      true,
    ),
  )
  const due = grouped(found.data?.items ?? [])
  const shown = new Set(due.flatMap((group) => group.rows).slice(0, all ? MOST : SHOWN))
  const groups = due
    .map((group) => ({ ...group, rows: group.rows.filter((row) => shown.has(row)) }))
    .filter((group) => group.rows.length > 0)
  const flat = [...shown]
  const total = found.data?.count ?? 0
  const at = Math.min(chosen, Math.max(flat.length - 1, 0))
  const current = flat[at]
  async function done(row: Row) {
    const answer = await post<Row>(`/activities/${row.id}/complete`, {}, { idempotencyKey: newKey() })
    void changed('activities')
    say(t('customers.day.done', { task: String(row.subject ?? '') }), () =>
      update('activities', row.id, answer.version, { done: false }),
    )
  }
  useKeys([
    { keys: 'j', label: t('customers.day.next'), run: () => setChosen(Math.min(at + 1, flat.length - 1)) },
    { keys: 'k', label: t('customers.day.before'), run: () => setChosen(Math.max(at - 1, 0)) },
    {
      keys: 'd',
      label: t('customers.day.finish'),
      run: () => {
        if (current) done(current).catch(complain)
      },
    },
  ])
  return (
    <section className="card" aria-label={t('customers.day')}>
      <header>
        <h2>{t('customers.day')}</h2>
        <span className="push muted day-keys">{t('customers.day.keys')}</span>
      </header>
      {found.isPending && <Loading rows={4} />}
      {found.data && flat.length === 0 && <p className="muted">{t('customers.day.none')}</p>}
      {groups.map((group) => (
        <div key={group.name}>
          <h3 className={group.name === 'overdue' ? 'wrong' : undefined}>{HEADS[group.name]()}</h3>
          <ul className="home-list">
            {group.rows.map((row) => (
              <li
                key={row.id}
                className={row === current ? 'row home-chosen' : 'row'}
                aria-current={row === current ? true : undefined}
              >
                <input
                  type="checkbox"
                  className="check"
                  aria-label={t('customers.day.mark', { task: String(row.subject ?? '') })}
                  checked={false}
                  onChange={() => done(row).catch(complain)}
                />
                <span className="muted">
                  <Icon name={ICONS[String(row.kind)] ?? 'task'} size={14} />
                </span>
                <span className="home-text">
                  <Link to="/$plural/$id" params={{ plural: type.plural, id: row.id }} className="link">
                    {String(row.subject ?? '')}
                  </Link>{' '}
                  <span className="muted">{aboutWhat(row)}</span>
                </span>
                {Boolean(row.promised) && (
                  <span className="mark mark-warm">{t('customers.day.promised')}</span>
                )}
                <span className={group.name === 'overdue' ? 'wrong' : 'muted'}>
                  {day(dayOf(new Date(dueOf(row))))}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {!all && total > flat.length && (
        <Button type="text" onClick={() => setAll(true)}>
          {t('customers.day.all', { n: Math.min(total, MOST) })}
        </Button>
      )}
      {all && total > flat.length && (
        <p>
          <Link to="/$plural" params={{ plural: type.plural }} search={{ filter: MINE, sort: 'at' } as never}>
            {t('customers.day.more', { n: total - flat.length })}
          </Link>
        </p>
      )}
    </section>
  )
}
