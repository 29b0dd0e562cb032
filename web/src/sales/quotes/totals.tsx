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

type TotalsProps = { lines: Line[]; row: Row; decimals: number; typed: boolean; amounts: boolean }

/**
 * What the lines come to, with what the customer took of the optional ones. As stored, as long as nothing was typed:
 * who may not read every amount may know the total.
 */
export function Totals({ lines, row, decimals, typed, amounts }: TotalsProps) {
  const taken = chosenOf(row)
  const reckoned = totalsOf(
    lines.map((line, i) => (taken.includes(i + 1) ? { ...line, optional: false } : line)),
    decimals,
  )
  const { total, tax } = typed && amounts ? reckoned : (row as { total?: Amount; tax?: Amount })
  const currency = String(row.currency ?? '')
  return (
    <dl className="line-totals">
      <dt>{t('quotes.positions')}</dt>
      <dd>{number(lines.length)}</dd>
      <Sum label={t('quotes.total')} amount={total} currency={currency} />
      {tax !== 0 && <Sum label={t('quotes.tax')} amount={tax} currency={currency} />}
      {typeof total === 'number' && typeof tax === 'number' && tax !== 0 && (
        <Sum label={t('quotes.totalWithTax')} amount={total + tax} currency={currency} grand />
      )}
      {amounts && reckoned.optional !== 0 && (
        <Sum label={t('quotes.optional')} amount={reckoned.optional} currency={currency} muted />
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

/** A word stands for an amount that is kept from the reader. */
type Amount = number | string | null

type SumProps = { label: string; amount?: Amount; currency: string; grand?: boolean; muted?: boolean }

function Sum({ label, amount, currency, grand, muted }: SumProps) {
  if (amount === undefined || amount === null) return null
  return (
    <>
      <dt>{label}</dt>
      <dd className={grand ? 'line-grand' : muted ? 'muted' : undefined}>
        {typeof amount === 'number' ? money(amount, currency) : amount}
      </dd>
    </>
  )
}

/** The numbers of the optional lines that the customer took. */
export function chosenOf(row: Row): number[] {
  return Array.isArray(row.chosen) ? row.chosen.map(Number) : []
}
