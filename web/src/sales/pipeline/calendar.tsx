import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { someQuery } from '@/api/records'
import type { Row } from '@/api/types'
import { FeedButton } from '@/customers/diary/feed'
import type { ListView } from '@/records/lists/state'
import { dayOf, month, time } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Failed } from '@/ui/states'
import { locale, t } from '@/ui/text'
import './pipeline.css'

const SHOWN = 6
const MOST = 500

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

/** The list by days: opportunities on the day they should close, activities when they take place. */
export default function Calendar({ view }: { view: ListView }) {
  const { type, state, question, change } = view
  const [whole, setWhole] = useState('')
  const today = dayOf(new Date())
  const shown = state.at ?? today.slice(0, 7)
  const days = weeksOf(shown)
  const field = type.plural === 'activities' ? 'at' : 'closeDate'
  const from = days[0] as string
  const until = days.at(-1) as string
  const within =
    field === 'at'
      ? `at >= date("${from}") && at < date("${until}") + duration("24h")`
      : `closeDate >= date("${from}") && closeDate <= date("${until}")`
  const filter = question.filter ? `(${question.filter}) && ${within}` : within
  const found = useQuery({
    ...someQuery(
      type.plural,
      { select: `id,${type.title},${field}`, filter, q: question.q, sort: field },
      MOST,
    ),
    placeholderData: (before) => before,
  })
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const byDay = new Map<string, Row[]>()
  for (const row of found.data?.items ?? []) {
    const value = String(row[field] ?? '')
    const key = field === 'at' ? dayOf(new Date(value)) : value
    byDay.set(key, [...(byDay.get(key) ?? []), row])
  }
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
      {found.data?.next && <p className="muted">{t('sales.calendar.cut', { n: MOST })}</p>}
      <div className="calendar-grid">
        {days.slice(0, 7).map((each) => (
          <span key={each} className="calendar-weekday muted">
            {weekday(each)}
          </span>
        ))}
        {days.map((each) => {
          const rows = byDay.get(each) ?? []
          const away = each.slice(0, 7) !== shown
          const kind = each === today ? ' calendar-today' : away ? ' calendar-away' : ''
          const seen = whole === each ? rows : rows.slice(0, SHOWN)
          return (
            <section
              key={each}
              className={`calendar-day${kind}${rows.length === 0 ? ' calendar-free' : ''}`}
              aria-label={each}
            >
              <span className="muted num">
                <span className="calendar-name">{weekday(each)} </span>
                {Number(each.slice(8))}
              </span>
              {seen.map((row) => (
                <Link
                  key={row.id}
                  to="/$plural/$id"
                  params={{ plural: type.plural, id: row.id }}
                  className="calendar-item cut"
                >
                  {field === 'at' && <span className="muted">{time(String(row[field]))} </span>}
                  {String(row[type.title] ?? '')}
                </Link>
              ))}
              {rows.length > seen.length && (
                <button type="button" className="plain muted calendar-more" onClick={() => setWhole(each)}>
                  {t('sales.calendar.more', { n: rows.length - seen.length })}
                </button>
              )}
            </section>
          )
        })}
      </div>
    </div>
  )
}
