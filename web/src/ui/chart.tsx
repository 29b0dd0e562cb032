import { Link } from '@tanstack/react-router'
import { short } from './format'
import './chart.css'

/** Where the records behind a bar are listed. */
export type Behind = { plural: string; search: object }
export type Bar = { key: string; label: string; value: number; behind: Behind }
type Props = { label: string; bars: Bar[]; say: (value: number) => string; height?: number }

/** Round steps from nothing to beyond the largest value, at most five of them. */
export function scaleOf(most: number): number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step)
}

/** So many Latin letters stand below a chart in its narrowest card, a gap after each name included. */
const ROOM = 60

function wide(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 2)
}

/** Amounts over time as columns; each one leads to what it is made of. */
export function Columns({ label, bars, say, height = 220 }: Props) {
  const steps = scaleOf(Math.max(...bars.map((bar) => bar.value), 0))
  const top = steps.at(-1) ?? 1
  const every = Math.ceil((bars.length * Math.max(...bars.map((bar) => wide(bar.label)), 1)) / ROOM)
  return (
    <figure className="columns" aria-label={label}>
      <div className="columns-steps" aria-hidden="true" style={{ height }}>
        {steps.map((step) => (
          <span key={step} style={{ bottom: `${(step / top) * 100}%` }}>
            {short(step)}
          </span>
        ))}
      </div>
      <div className="columns-bars" style={{ height }}>
        {steps.map((step) => (
          <hr key={step} style={{ bottom: `${(step / top) * 100}%` }} />
        ))}
        {bars.map((bar) => (
          <BarLink key={bar.key} bar={bar} say={say}>
            <i style={{ height: `${Math.max(0, (bar.value / top) * 100)}%` }} />
          </BarLink>
        ))}
      </div>
      <div className="columns-names" aria-hidden="true">
        {bars.map((bar, i) => (
          <span key={bar.key}>{i % every === 0 ? bar.label : ''}</span>
        ))}
      </div>
    </figure>
  )
}

/** Amounts of named things as rows, so that a long name can be read. */
export function Rows({ label, bars, say }: Props) {
  const most = Math.max(...bars.map((bar) => bar.value), 1)
  return (
    <figure className="rows" aria-label={label}>
      {bars.map((bar) => (
        <BarLink key={bar.key} bar={bar} say={say}>
          <span className="cut">{bar.label}</span>
          <span className="rows-line">
            <i style={{ width: `${Math.max(0, (bar.value / most) * 100)}%` }} />
          </span>
          <span className="num">{short(bar.value)}</span>
        </BarLink>
      ))}
    </figure>
  )
}

function BarLink({ bar, say, children }: { bar: Bar; say: Props['say']; children: React.ReactNode }) {
  const text = `${bar.label}: ${say(bar.value)}`
  return (
    <Link
      to="/$plural"
      params={{ plural: bar.behind.plural }}
      search={bar.behind.search as never}
      title={text}
      aria-label={text}
    >
      {children}
    </Link>
  )
}
