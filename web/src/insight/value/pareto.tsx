import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { count, money, percent } from '@/ui/format'
import { t } from '@/ui/text'
import { behind, type Overview } from './overview'
import { Toggle } from './toggle'
import '@/ui/chart.css'

/** How few customers bring how much: the curve of 20 and 80. */
export function Pareto({ seen }: { seen: Overview }) {
  const [table, setTable] = useState(false)
  const turn = seen.abc.find((each) => each.abc === 'A')
  const share = turn && seen.accounts ? turn.accounts / seen.accounts : null
  return (
    <section className="card" aria-label={t('insight.pareto')}>
      <header>
        <h2>{t('insight.pareto')}</h2>
        {share !== null && (
          <span className="muted">{t('insight.pareto.says', { share: percent(share, 1) })}</span>
        )}
        <Toggle table={table} onChange={setTable} />
      </header>
      {table ? <AbcTable seen={seen} /> : <Curve seen={seen} share={share} />}
    </section>
  )
}

const STEPS = [0, 0.2, 0.4, 0.6, 0.8, 1]

/** From the best customer to the last: which share of them brings which share of the revenue. */
function Curve({ seen, share }: { seen: Overview; share: number | null }) {
  const points = [{ share: 0, cumulative: 0 }, ...seen.pareto]
  const line = points
    .map((point, i) => `${i ? 'L' : 'M'}${point.share * 100} ${100 - point.cumulative * 100}`)
    .join('')
  return (
    <figure className="curve" aria-label={t('insight.pareto')}>
      <div className="curve-steps" aria-hidden="true">
        {STEPS.map((step) => (
          <span key={step}>{percent(step)}</span>
        ))}
      </div>
      <svg viewBox="0 0 100 100" height="280" preserveAspectRatio="none" aria-hidden="true">
        {STEPS.map((step) => (
          <line
            key={step}
            className="curve-step"
            x1="0"
            x2="100"
            y1={100 - step * 100}
            y2={100 - step * 100}
          />
        ))}
        <path className="curve-area" d={`${line}L100 100L0 100Z`} />
        <path className="curve-line" d={line} />
        {share !== null && <path className="curve-mark" d={`M0 20L${share * 100} 20L${share * 100} 100`} />}
        {seen.pareto.map((point, i) => (
          <rect
            key={point.share}
            x={(points[i]?.share ?? 0) * 100}
            y="0"
            width={(point.share - (points[i]?.share ?? 0)) * 100}
            height="100"
          >
            <title>
              {t('insight.pareto.at', {
                customers: percent(point.share, 1),
                revenue: percent(point.cumulative, 1),
              })}
            </title>
          </rect>
        ))}
      </svg>
      <div className="curve-names" aria-hidden="true">
        {STEPS.map((step) => (
          <span key={step}>{percent(step)}</span>
        ))}
      </div>
    </figure>
  )
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
