import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import Chart, { axis } from '@/ui/chart'
import { money, month, short } from '@/ui/format'
import { t } from '@/ui/text'
import type { Palette } from '@/ui/tokens'
import type { Overview } from './overview'
import { Toggle } from './toggle'

function ordersOf(yearMonth: string): { filter: string; sort: string } {
  const [year = 0, number = 1] = yearMonth.slice(0, 7).split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  const filter = `placedAt >= date("${yearMonth.slice(0, 7)}-01") && placedAt < date("${next}-01")`
  return { filter, sort: '-placedAt' }
}

/** Revenue by month; a bar opens the orders behind it. */
export default function Months({ seen }: { seen: Overview }) {
  const [table, setTable] = useState(false)
  const navigate = useNavigate()
  const option = useCallback(
    (p: Palette) => ({
      xAxis: axis(p, { type: 'category', data: seen.months.map((each) => month(each.month)) }),
      yAxis: axis(p, { type: 'value', axisLabel: { color: p.ink3, formatter: (v: number) => short(v) } }),
      series: [
        {
          type: 'bar',
          barMaxWidth: 28,
          itemStyle: { color: p.control, borderRadius: [2, 2, 0, 0] },
          emphasis: { itemStyle: { color: p.seal } },
          data: seen.months.map((each) => each.amount),
        },
      ],
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        backgroundColor: p.ink,
        borderWidth: 0,
        axisPointer: { type: 'shadow', shadowStyle: { color: p.hover } },
        textStyle: { color: p.paper, fontSize: 12 },
        valueFormatter: (v: number) => money(v, seen.currency, true),
      },
    }),
    [seen],
  )
  function pick(index: number) {
    const picked = seen.months[index]
    if (picked) {
      void navigate({ to: '/$plural', params: { plural: 'orders' }, search: ordersOf(picked.month) as never })
    }
  }
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
                    search={ordersOf(each.month) as never}
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
        <Chart label={t('insight.months')} option={option} height={220} onPick={pick} />
      )}
    </section>
  )
}
