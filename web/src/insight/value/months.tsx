import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Columns } from '@/ui/chart'
import { money, month } from '@/ui/format'
import { t } from '@/ui/text'
import type { Overview } from './overview'
import { Toggle } from './toggle'

function ordersOf({ filter }: Overview['months'][number]): { filter: string; sort: string } {
  return { filter, sort: '-placedAt' }
}

/** Revenue by month; a bar opens the orders behind it. */
export function Months({ seen }: { seen: Overview }) {
  const [table, setTable] = useState(false)
  const bars = seen.months.map((each) => ({
    key: each.month,
    label: month(each.month),
    value: each.amount,
    behind: { plural: 'orders', search: ordersOf(each) },
  }))
  return (
    <section className="card" aria-label={t('insight.months')}>
      <header>
        <h2>{t('insight.months')}</h2>
        <Toggle table={table} onChange={setTable} />
      </header>
      {table ? (
        <table className="ledger months">
          <tbody>
            {seen.months.map((each) => (
              <tr key={each.month}>
                <td>
                  <Link
                    to="/$plural"
                    params={{ plural: 'orders' }}
                    search={ordersOf(each) as never}
                    className="link"
                  >
                    {month(each.month)}
                  </Link>
                </td>
                <td className="num">{money(each.amount, seen.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Columns label={t('insight.months')} bars={bars} say={(value) => money(value, seen.currency, true)} />
      )}
    </section>
  )
}
