import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { money } from '@/ui/format'
import { t } from '@/ui/text'
import { FIGURES, forecastQuery, HEADS } from './figures'
import { now } from './period'
import './plans.css'

/** How the quarter stands for the people whose deals the reader sees. */
export default function ThisQuarter() {
  const period = now('quarter')
  const found = useQuery({ ...forecastQuery(period), retry: false })
  if (!found.data || found.data.nodes.length === 0) return null
  const { total } = found.data
  return (
    <section className="card" aria-label={t('sales.quarter')}>
      <header>
        <h2>{t('sales.quarter')}</h2>
        <span className="push muted">
          <Link to="/sales/forecast" search={{ period } as never}>
            {period}
          </Link>
        </span>
      </header>
      <ul className="home-list">
        {FIGURES.map((name) => (
          <li key={name} className="row">
            <span className="home-text">{HEADS[name]()}</span>
            <span className="meter" aria-hidden>
              <i style={{ width: `${share(Number(total[name]), Number(total.pipeline))}%` }} />
            </span>
            <span className="home-figure">{money(Number(total[name]), null, true)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, (100 * part) / whole) : 0
}
