import type { Row } from '@/api/types'
import { money, number } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t, tx } from '@/ui/text'
import { type Line, totalsOf } from './lines'

type Reason = { code: string; args: Record<string, string> }

/** Why somebody else must look at it. */
export function Reasons({ row }: { row: Row }) {
  const reasons = (row.reasons ?? []) as Reason[]
  if (!['submitted', 'draft', 'approved'].includes(String(row.status)) || !Array.isArray(reasons)) return null
  if (reasons.length === 0) return null
  return (
    <div className="quote-reasons" role="note">
      <Icon name="warn" size={14} />
      <ul>
        {reasons.map((reason) => (
          <li key={reason.code + JSON.stringify(reason.args)}>
            {tx(`quotes.reason.${reason.code}`, reason.args, reason.code)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the lines come to, with what the customer took of the optional ones. */
export function Totals({ lines, row, decimals }: { lines: Line[]; row: Row; decimals: number }) {
  const taken = chosenOf(row)
  const sum = totalsOf(
    lines.map((line, i) => (taken.includes(i + 1) ? { ...line, optional: false } : line)),
    decimals,
  )
  const currency = String(row.currency ?? '')
  return (
    <dl className="line-totals">
      <dt>{t('quotes.positions')}</dt>
      <dd>{number(lines.length)}</dd>
      <dt>{t('quotes.total')}</dt>
      <dd>{money(sum.total, currency)}</dd>
      {sum.tax !== 0 && (
        <>
          <dt>{t('quotes.tax')}</dt>
          <dd>{money(sum.tax, currency)}</dd>
          <dt>{t('quotes.totalWithTax')}</dt>
          <dd className="line-grand">{money(sum.total + sum.tax, currency)}</dd>
        </>
      )}
      {sum.optional !== 0 && (
        <>
          <dt>{t('quotes.optional')}</dt>
          <dd className="muted">{money(sum.optional, currency)}</dd>
        </>
      )}
      {taken.length > 0 && (
        <>
          <dt>{t('quotes.chosen')}</dt>
          <dd>
            {taken.map((each) => lines[each - 1]?.productName ?? lines[each - 1]?.description).join(', ')}
          </dd>
        </>
      )}
    </dl>
  )
}

/** The numbers of the optional lines that the customer took. */
function chosenOf(row: Row): number[] {
  return Array.isArray(row.chosen) ? row.chosen.map(Number) : []
}
