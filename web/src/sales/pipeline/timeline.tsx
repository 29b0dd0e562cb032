import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { type Page, someQuery } from '@/api/records'
import { nameOf, type Row } from '@/api/types'
import { narrowed } from '@/records/lists/filter'
import type { ListView } from '@/records/lists/state'
import { dayOf, money, month, plainDay } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import './pipeline.css'

const DAY = 86_400_000

/** So many of each side of today are shown. */
const AHEAD = 150
const BEHIND = 50

/** The height of the months above the bars. */
const HEAD = 36

/** Opportunities that close nearest to today, on either side of it, in the order of their ends. */
function useNearest({ question }: ListView) {
  const today = dayOf(new Date())
  const select = 'id,name,stage.name,stage.kind,createdAt,engagedAt,closeDate,amount,currency'
  const half = (sign: string, sort: string, most: number) => ({
    ...someQuery(
      'opportunities',
      {
        select,
        filter: narrowed(question.filter, `closeDate ${sign} date("${today}")`),
        q: question.q,
        sort,
      },
      most,
    ),
    placeholderData: (before: Page | undefined) => before,
  })
  const ahead = useQuery(half('>=', 'closeDate', AHEAD))
  const behind = useQuery(half('<', '-closeDate', BEHIND))
  const past = [...(behind.data?.items ?? [])].reverse()
  return {
    pending: ahead.isPending || behind.isPending,
    error: ahead.error ?? behind.error,
    again: () => void Promise.all([ahead.refetch(), behind.refetch()]),
    rows: [...past, ...(ahead.data?.items ?? [])],
    now: past.length,
    cut: Boolean(ahead.data?.next ?? behind.data?.next),
  }
}

/** Opportunities as bars from their beginning to the day they should close; it opens at today. */
export default function TimelineFace({ view }: { view: ListView }) {
  const { pending, error, again, rows, now, cut } = useNearest(view)
  const first = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const list = first.current?.closest('.list-body')
    if (list) list.scrollTop = (first.current?.offsetTop ?? 0) - HEAD
  }, [pending, view.question.filter, view.question.q])
  if (pending) return <Loading rows={8} />
  if (error) return <Failed error={error} again={again} />
  if (rows.length === 0) return <Empty icon="group" title={t('sales.timeline.none')} />
  const start = Math.min(...rows.map(begin))
  const end = Math.max(...rows.map(finish), Date.now()) + 7 * DAY
  const share = (at: number) => `${(((at - start) / (end - start)) * 100).toFixed(2)}%`
  return (
    <div className="bars-side">
      {cut && <p className="muted">{t('sales.timeline.cut', { n: rows.length })}</p>}
      <div className="bars-months">
        {monthsBetween(start, end).map((at) => (
          <span key={at} className="muted" style={{ left: share(at) }}>
            {month(new Date(at).toISOString())}
          </span>
        ))}
        <i className="bars-now" style={{ left: share(Date.now()) }} title={plainDay(dayOf(new Date()))} />
      </div>
      <ul className="bars-list">
        {rows.map((row, i) => (
          <li key={row.id} ref={i === Math.min(now, rows.length - 1) ? first : undefined}>
            <Link
              to="/$plural/$id"
              params={{ plural: 'opportunities', id: row.id }}
              className={`bars-bar bars-${kindOf(row)}`}
              style={{
                left: share(begin(row)),
                width: share(start + Math.max(finish(row) - begin(row), DAY)),
              }}
              title={`${plainDay(String(row.closeDate))} · ${nameOf(row.stage)}`}
            >
              <span>
                {String(row.name)}
                {row.amount !== null && row.amount !== undefined && (
                  <span className="muted">
                    {' '}
                    {money(Number(row.amount), String(row.currency ?? ''), true)}
                  </span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

function kindOf(row: Row): string {
  return String((row.stage as { kind?: string } | null)?.kind ?? 'open')
}

function begin(row: Row): number {
  return Math.min(Date.parse(String(row.engagedAt ?? row.createdAt)), finish(row))
}

function finish(row: Row): number {
  return Date.parse(`${row.closeDate}T12:00:00Z`)
}

/** The first days of the months in a span; of every third one in a long span. */
function monthsBetween(start: number, end: number): number[] {
  const step = end - start > 400 * DAY ? 3 : 1
  const first = new Date(start)
  const months: number[] = []
  for (let i = 1; ; i += step) {
    const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i, 1)
    if (at > end) return months
    months.push(at)
  }
}
