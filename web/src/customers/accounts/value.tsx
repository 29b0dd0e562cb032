import type { RecordPage } from '@/api/records'
import { type Row, type Type, valueAt } from '@/api/types'
import { FieldValue } from '@/records/fields/value'
import { Bars } from '@/ui/bars'
import { count, dayOf, money, number, plainDay } from '@/ui/format'
import { t } from '@/ui/text'

function valueFields(type: Type) {
  return type.fields.find((field) => field.name === 'value')?.fields ?? []
}

/** Gold, potential, ordinary; new, active, cooling, silent, lost: beside the name. */
export function ClassMarks({ type, row }: { type: Type; row: Row }) {
  return (
    <>
      {['class', 'stage'].map((name) => {
        const field = valueFields(type).find((f) => f.name === name)
        const value = valueAt(row, `value.${name}`)
        return field && value ? <FieldValue key={name} field={field} value={value} /> : null
      })}
    </>
  )
}

/** What the customer is worth, with the reasons for each word. */
export function ValueCard({ type, page }: { type: Type; page: RecordPage }) {
  const row = page.record
  const of = (name: string) => valueAt(row, `value.${name}`)
  const revenue = (page.revenue ?? []).slice(-12)
  const valued = valueFields(type).length > 0
  if (!valued && revenue.length === 0) return null
  const monetary = of('monetary')
  const bought = of('frequency') ?? monetary
  return (
    <section className="card" aria-label={t('customers.value')}>
      <h2>{t('customers.value')}</h2>
      {bought === null || bought === undefined ? (
        valued && <p className="muted">{t('customers.value.none')}</p>
      ) : (
        <>
          <p className="value-figure">
            {typeof monetary === 'number' && <span className="figure">{money(monetary)}</span>}
            <span className="muted">
              {t('customers.value.orders', { n: count(Number(of('frequency') ?? 0)) })}
            </span>
          </p>
          <Reasons of={of} />
        </>
      )}
      {revenue.length > 0 && (
        <Bars
          bars={revenue}
          label={t('customers.revenue')}
          say={(amount) => money(amount)}
          to={(bar) => ({
            to: '/orders',
            search: { filter: monthFilter(row.id, bar.month), sort: '-placedAt' },
          })}
        />
      )}
    </section>
  )
}

function Reasons({ of }: { of: (name: string) => unknown }) {
  const rhythm = of('rhythmDays')
  const first = of('firstOrderAt')
  const days = Number(of('recencyDays') ?? 0)
  return (
    <ul className="reasons">
      <li>
        {t('customers.value.recency', { n: count(days) })}
        {typeof rhythm === 'number' && ` · ${t('customers.value.rhythm', { n: number(rhythm, 0) })}`}
      </li>
      {typeof of('rfm') === 'string' && (
        <li>
          RFM <b>{String(of('rfm'))}</b> · ABC <b>{String(of('abc') ?? '–')}</b>
        </li>
      )}
      {typeof first === 'string' && (
        <li>{t('customers.value.since', { day: plainDay(dayOf(new Date(first))) })}</li>
      )}
    </ul>
  )
}

/** The orders of one month of this account. */
function monthFilter(account: string, month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return `account == "${account}" && placedAt >= date("${month}-01") && placedAt < date("${next}-01")`
}
