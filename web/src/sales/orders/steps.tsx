import { type Row, sees, type Type } from '@/api/types'
import { day, dayOf, money, number } from '@/ui/format'
import { t } from '@/ui/text'
import { grossOf, type OrderLine, owedOf, type Parcel, progressOf } from './order'

type Step = { name: string; done: boolean; begun?: boolean; note: string }
type Props = { type: Type; row: Row; parcels: Parcel[] | null; lines: OrderLine[] }

/** The way of the order, as its customer sees it behind his link too; `parcels` is null for whoever may see none. */
export function Steps({ type, row, parcels, lines }: Props) {
  const steps: Step[] = [
    { name: t('orders.ordered'), done: row.status !== 'draft', note: shortDay(row.placedAt) },
    ...(parcels ? shippedSteps(lines, parcels) : []),
    ...paidStep(type, row),
  ]
  return (
    <ol className="steps" aria-label={t('orders.progress')}>
      {steps.map((step) => (
        <li key={step.name} className={step.done ? 'step-done' : step.begun ? 'step-begun' : undefined}>
          <b>{step.name}</b>
          <span className="muted">{step.note}</span>
        </li>
      ))}
    </ol>
  )
}

function shippedSteps(lines: OrderLine[], parcels: Parcel[]): Step[] {
  const way = progressOf(lines, parcels)
  const whole = way.ordered > 0 && way.shipped >= way.ordered
  const last = parcels.filter((each) => each.kind === 'out' && each.deliveredAt).at(-1)
  const some = way.delivered > 0 && way.delivered < way.parcels
  return [
    {
      name: t('orders.shipped'),
      done: whole,
      note: way.parcels > 0 ? `${number(way.shipped)} / ${number(way.ordered)}` : '',
      begun: way.parcels > 0,
    },
    {
      name: t('orders.delivered'),
      done: whole && way.delivered === way.parcels,
      note: some
        ? t('orders.delivered.some', { n: way.delivered, of: way.parcels })
        : shortDay(last?.deliveredAt),
      begun: way.delivered > 0,
    },
  ]
}

/** Only for whoever may read what was to be paid, and what was. */
function paidStep(type: Type, row: Row): Step[] {
  if (!['total', 'tax', 'credited', 'paid'].every((name) => sees(type, name))) return []
  const paid = Number(row.paid ?? 0)
  const due = owedOf(row)
  const currency = String(row.currency ?? '')
  return [
    {
      name: t('orders.paid'),
      done: grossOf(row) > 0 && paid >= due,
      note: `${money(paid, currency)} / ${money(due, currency)}`,
      begun: paid > 0,
    },
  ]
}

function shortDay(instant: unknown): string {
  return instant ? day(dayOf(new Date(String(instant)))) : ''
}
