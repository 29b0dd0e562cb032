import { Link } from '@tanstack/react-router'
import { month } from './format'

export type Bar = { month: string; amount: number }
type Props = {
  bars: Bar[]
  label: string
  say: (amount: number) => string
  to: (bar: Bar) => { to: string; search: object }
}

/** A small picture of amounts by month; each bar leads to what it is made of. */
export function Bars({ bars, label, say, to }: Props) {
  const most = Math.max(...bars.map((bar) => bar.amount), 1)
  return (
    <figure aria-label={label}>
      <div className="bars">
        {bars.map((bar) => {
          const target = to(bar)
          const text = `${month(bar.month)}: ${say(bar.amount)}`
          return (
            <Link
              key={bar.month}
              to={target.to}
              search={target.search as never}
              title={text}
              aria-label={text}
            >
              <i style={{ height: `${Math.max(0, (bar.amount / most) * 100)}%` }} />
            </Link>
          )
        })}
      </div>
      <div className="bars-axis" aria-hidden="true">
        <span>{bars[0] && month(bars[0].month)}</span>
        {bars.length > 1 && <span>{month((bars.at(-1) as Bar).month)}</span>}
      </div>
    </figure>
  )
}
