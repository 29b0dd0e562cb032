import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { aggregateQuery, someQuery } from '@/api/records'
import type { Row } from '@/api/types'
import { FeedButton } from '@/customers/diary/feed'
import { narrowed } from '@/records/lists/filter'
import type { ListView } from '@/records/lists/state'
import { count, dayOf, month, time } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Failed } from '@/ui/states'
import { locale, t } from '@/ui/text'
import './pipeline.css'

/** So many of a day are listed; the others are counted, and a click away. */
const SHOWN = 6

function weekday(day: string): string {
  const at = new Date(`${day}T12:00:00Z`)
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(at)
}

/** The days of a month in whole weeks from Monday, as `YYYY-MM-DD`. */
function weeksOf(yearMonth: string): string[] {
  const first = new Date(`${yearMonth}-01T12:00:00Z`)
  const start = new Date(first)
  start.setUTCDate(1 - ((first.getUTCDay() + 6) % 7))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0, 12))
  const days: string[] = []
  for (let at = start; at <= last || days.length % 7 !== 0; at = new Date(at.getTime() + 86_400_000))
    days.push(at.toISOString().slice(0, 10))
  return days
}

function shifted(yearMonth: string, by: number): string {
  const [year = 2000, at = 1] = yearMonth.split('-').map(Number)
  return new Date(Date.UTC(year, at - 1 + by, 15)).toISOString().slice(0, 7)
}

/** The condition of what lies from one day to before another. */
function between(field: string, from: string, until: string): string {
  return `${field} >= date("${from}") && ${field} < date("${until}")`
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** How many there are on each day, and the first few of them. */
function useDays(view: ListView, field: string, days: string[]) {
  const { type, question } = view
  const within = (from: string, until: string) =>
    narrowed(question.filter, between(field, from, dayAfter(until)))
  const key = field === 'at' ? 'day(at)' : field
  const counts = useQuery({
    ...aggregateQuery(type.plural, {
      groupBy: [key],
      measures: { n: 'count()' },
      filter: within(days[0] as string, days.at(-1) as string),
      q: question.q,
      limit: days.length,
    }),
    placeholderData: (before) => before,
  })
  const many = new Map(counts.data?.items.map((item) => [String(item[key]), Number(item.n)]))
  const busy = days.filter((day) => many.has(day))
  const lists = useQueries({
    queries: busy.map((day) =>
      someQuery(
        type.plural,
        { select: `id,${type.title},${field}`, filter: within(day, day), q: question.q, sort: field },
        SHOWN,
      ),
    ),
  })
  const first = new Map(busy.map((day, i) => [day, lists[i]?.data?.items ?? []]))
  const error = counts.error ?? lists.find((list) => list.error)?.error
  const again = () => void Promise.all([counts, ...lists].map((query) => query.refetch()))
  return { many, first, error, again, within }
}

/** The list by days: opportunities on the day they should close, activities when they take place. */
export default function Calendar({ view }: { view: ListView }) {
  const { type, state, change } = view
  const today = dayOf(new Date())
  const shown = state.at ?? today.slice(0, 7)
  const days = weeksOf(shown)
  const field = type.plural === 'activities' ? 'at' : 'closeDate'
  const { many, first, error, again, within } = useDays(view, field, days)
  const grid = useRef<HTMLDivElement>(null)
  const filled = first.size > 0 && [...first.values()].every((rows) => rows.length > 0)
  useEffect(() => {
    // where days lie below each other, one begins with today
    const narrow = matchMedia('(max-width: 760px)').matches
    if (filled && narrow) grid.current?.querySelector('.calendar-today')?.scrollIntoView()
  }, [shown, filled])
  if (error) return <Failed error={error} again={again} />
  return (
    <div className="calendar">
      <div className="row calendar-head">
        <Button
          aria-label={t('sales.calendar.before')}
          icon={<Icon name="left" size={14} />}
          onClick={() => change({ at: shifted(shown, -1) })}
        />
        <Button
          aria-label={t('sales.calendar.after')}
          icon={<Icon name="right" size={14} />}
          onClick={() => change({ at: shifted(shown, 1) })}
        />
        <Button onClick={() => change({ at: undefined })}>{t('sales.calendar.today')}</Button>
        <h2>{month(shown)}</h2>
        {field === 'at' && (
          <span className="push">
            <FeedButton />
          </span>
        )}
      </div>
      <div className="calendar-grid" ref={grid}>
        {days.slice(0, 7).map((each) => (
          <span key={each} className="calendar-weekday muted">
            {weekday(each)}
          </span>
        ))}
        {days.map((each) => {
          const n = many.get(each) ?? 0
          const away = each.slice(0, 7) !== shown
          const kind = each === today ? ' calendar-today' : away ? ' calendar-away' : ''
          const rows = first.get(each) ?? []
          return (
            <section
              key={each}
              className={`calendar-day${kind}${n === 0 ? ' calendar-free' : ''}`}
              aria-label={each}
            >
              <span className="muted num">
                <span className="calendar-name">{weekday(each)} </span>
                {Number(each.slice(8))}
              </span>
              {rows.map((row) => (
                <Item key={row.id} view={view} row={row} field={field} />
              ))}
              {rows.length > 0 && n > rows.length && (
                <Link
                  to="/$plural"
                  params={{ plural: type.plural }}
                  search={{ filter: within(each, each), q: state.q, sort: field } as never}
                  className="muted calendar-more"
                >
                  {t('sales.calendar.more', { n: count(n - rows.length) })}
                </Link>
              )}
            </section>
          )
        })}
      </div>
    </div>
  )
}

function Item({ view, row, field }: { view: ListView; row: Row; field: string }) {
  const { type } = view
  const title = String(row[type.title] ?? '')
  return (
    <Link
      to="/$plural/$id"
      params={{ plural: type.plural, id: row.id }}
      className="calendar-item cut"
      title={title}
    >
      {field === 'at' && <span className="muted">{time(String(row[field]))} </span>}
      {title}
    </Link>
  )
}
