import { count } from '@/ui/format'
import { tx } from '@/ui/text'
import { COUNTERS, type Counters } from './import'

/** The counters of an import as figures in a row. */
export function Figures({ counters }: { counters?: Partial<Counters> }) {
  return (
    <dl className="import-figures">
      {COUNTERS.map((name) => {
        const value = counters?.[name] ?? 0
        return (
          <div key={name} className={value === 0 ? 'import-figure import-zero' : 'import-figure'}>
            <dt>{tx(`imports.counter.${name}`)}</dt>
            <dd className={name === 'failed' && value > 0 ? 'figure wrong' : 'figure'}>{count(value)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
