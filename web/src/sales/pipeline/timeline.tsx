import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { someQuery } from '@/api/records'
import type { Row } from '@/api/types'
import type { ListView } from '@/records/lists/state'
import { dayOf, money, month, plainDay } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { nameOf } from './pipeline'
import './pipeline.css'

const DAY = 86_400_000

/** Opportunities as bars from their beginning to the day they should close. */
export default function TimelineFace({ view }: { view: ListView }) {
  const { question } = view
  const filter = question.filter ? `(${question.filter}) && closeDate != null` : 'closeDate >= daysAgo(60)'
  const found = useQuery({
    ...someQuery(
      'opportunities',
      {
        select: 'id,name,stage.name,stage.kind,createdAt,engagedAt,closeDate,amount,currency',
        filter,
        q: question.q,
        sort: 'closeDate',
      },
      200,
    ),
    placeholderData: (before) => before,
  })
  if (found.isPending) return <Loading rows={8} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const rows = found.data.items
  if (rows.length === 0) return <Empty icon="group" title={t('sales.timeline.none')} />
  const start = Math.min(...rows.map(begin))
  const end = Math.max(...rows.map(finish), Date.now()) + 7 * DAY
  const share = (at: number) => `${(((at - start) / (end - start)) * 100).toFixed(2)}%`
  return (
    <div className="bars-side">
      <div className="bars-months">
        {monthsBetween(start, end).map((at) => (
          <span key={at} className="muted" style={{ left: share(at) }}>
            {month(new Date(at).toISOString())}
          </span>
        ))}
        <i className="bars-now" style={{ left: share(Date.now()) }} title={plainDay(dayOf(new Date()))} />
      </div>
      <ul className="bars-list">
        {rows.map((row) => (
          <li key={row.id}>
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
