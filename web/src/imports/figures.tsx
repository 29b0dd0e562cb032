import { useTypes } from '@/api/queries'
import { count } from '@/ui/format'
import { t, tx } from '@/ui/text'
import { COUNTERS, type Counters, type Import } from './import'

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

/** What the rows of a file that holds several kinds of records become, or became. */
export function Made({ given }: { given: Import }) {
  const types = useTypes()
  const made = Object.entries(given.made ?? {})
  if (made.length === 0) return null
  const name = (plural: string) => types.find((type) => type.plural === plural)?.pluralLabel ?? plural
  const what = made.map(([plural, n]) => `${name(plural)} ${count(n)}`).join(t('imports.noted.and'))
  return (
    <p className="muted">
      {given.state === 'checked' ? t('imports.makes', { what }) : t('imports.made', { what })}
    </p>
  )
}
