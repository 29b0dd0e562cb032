import { Link } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import Chart, { axis } from '@/ui/chart'
import { count, money, percent } from '@/ui/format'
import { t } from '@/ui/text'
import type { Palette } from '@/ui/tokens'
import { behind, type Overview } from './overview'
import { Toggle } from './toggle'

/** How few customers bring how much: the curve of 20 and 80. */
export default function Pareto({ seen }: { seen: Overview }) {
  const [table, setTable] = useState(false)
  const turn = seen.abc.find((each) => each.abc === 'A')
  const share = turn && seen.accounts ? turn.accounts / seen.accounts : null
  const option = useCallback(
    (p: Palette) => ({
      xAxis: axis(p, {
        type: 'value',
        min: 0,
        max: 1,
        splitLine: { show: false },
        axisLabel: { color: p.ink3, formatter: (v: number) => percent(v) },
      }),
      yAxis: axis(p, {
        type: 'value',
        min: 0,
        max: 1,
        axisLabel: { color: p.ink3, formatter: (v: number) => percent(v) },
      }),
      series: [
        {
          type: 'line',
          showSymbol: false,
          smooth: false,
          lineStyle: { color: p.seal, width: 2 },
          itemStyle: { color: p.seal },
          areaStyle: { color: p.sealSoft, opacity: 0.7 },
          data: [[0, 0], ...seen.pareto.map((point) => [point.share, point.cumulative])],
          markLine: share === null ? undefined : lines(p, share),
        },
      ],
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        backgroundColor: p.ink,
        borderWidth: 0,
        textStyle: { color: p.paper, fontSize: 12 },
        formatter: (points: { value: [number, number] }[]) => {
          const [x, y] = points[0]?.value ?? [0, 0]
          return t('insight.pareto.at', { customers: percent(x, 1), revenue: percent(y, 1) })
        },
      },
    }),
    [seen, share],
  )
  return (
    <section className="card" aria-label={t('insight.pareto')}>
      <header>
        <h2>{t('insight.pareto')}</h2>
        {share !== null && (
          <span className="muted">{t('insight.pareto.says', { share: percent(share, 1) })}</span>
        )}
        <Toggle table={table} onChange={setTable} />
      </header>
      {table ? <AbcTable seen={seen} /> : <Chart label={t('insight.pareto')} option={option} height={316} />}
    </section>
  )
}

function lines(p: Palette, share: number) {
  return {
    symbol: 'none',
    silent: true,
    lineStyle: { color: p.ink3, type: 'dashed' },
    label: { color: p.ink2, formatter: () => percent(share, 1), rotate: 0, position: 'insideStartTop' },
    data: [{ xAxis: share }, { yAxis: 0.8, label: { show: false } }],
  }
}

function AbcTable({ seen }: { seen: Overview }) {
  const total = seen.abc.reduce((sum, each) => sum + each.monetary, 0)
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th scope="col">ABC</th>
          <th scope="col" className="num">
            {t('insight.customers')}
          </th>
          <th scope="col" className="num">
            {t('insight.revenue')}
          </th>
          <th scope="col" className="num">
            {t('insight.revenueShare')}
          </th>
        </tr>
      </thead>
      <tbody>
        {seen.abc.map((each) => (
          <tr key={each.abc}>
            <td>
              <Link
                to="/$plural"
                params={{ plural: 'accounts' }}
                search={behind(`value.abc == "${each.abc}"`) as never}
                className="link"
              >
                {each.abc}
              </Link>
            </td>
            <td className="num">{count(each.accounts)}</td>
            <td className="num">{money(each.monetary, seen.currency, true)}</td>
            <td className="num">{percent(total ? each.monetary / total : 0, 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
