import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useType } from '@/api/queries'
import { someQuery } from '@/api/records'
import { sees, valueAt } from '@/api/types'
import { count, money } from '@/ui/format'
import { t } from '@/ui/text'
import { staleFor } from './pipeline'

const MINE = 'owner == me() && stage.kind == "open" && updatedAt < daysAgo(14)'

/** My deals that show no sign of life for longer than their stage allows, the largest first. */
export function StaleDeals() {
  const priced = sees(useType('opportunities'), 'amountBase')
  const sort = priced ? '-amountBase' : 'updatedAt'
  const found = useQuery({
    ...someQuery(
      'opportunities',
      {
        select: 'id,name,amount,currency,updatedAt,stageSince,stage.name,stage.staleDays',
        filter: MINE,
        sort,
      },
      40,
    ),
    retry: false,
  })
  const rows = (found.data?.items ?? []).flatMap((row) => {
    const days = staleFor(row, valueAt(row, 'stage.staleDays') as number | null)
    return days ? [{ row, days }] : []
  })
  if (!found.data) return null
  return (
    <section className="card" aria-label={t('sales.stale')}>
      <header>
        <h2>{t('sales.stale')}</h2>
        <span className="push muted">
          <Link to="/$plural" params={{ plural: 'opportunities' }} search={{ filter: MINE, sort } as never}>
            {count(rows.length)}
          </Link>
        </span>
      </header>
      {rows.length === 0 && <p className="muted">{t('sales.stale.none')}</p>}
      <ul className="home-list">
        {rows.slice(0, 8).map(({ row, days }) => (
          <li key={row.id} className="row">
            <span className="home-text">
              <Link to="/$plural/$id" params={{ plural: 'opportunities', id: row.id }} className="link">
                {String(row.name)}
              </Link>{' '}
              <span className="muted">{String(valueAt(row, 'stage.name') ?? '')}</span>
            </span>
            <span className="muted">{t('sales.path.days', { n: days })}</span>
            {row.amount !== null && row.amount !== undefined && (
              <span>{money(Number(row.amount), String(row.currency ?? ''), true)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
