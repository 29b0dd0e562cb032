import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import { recordQuery } from '@/api/records'
import { type Field, idOf, type Row, sees, type Type } from '@/api/types'
import { FieldValue } from '@/records/fields/value'
import { decimal, decimalsOf, money, number } from '@/ui/format'
import { Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { amountOf, fromRows, type Line, round } from './lines'
import { linesQuery } from './quote'

type Props = { type: Type; one: string; other: string; close: () => void }
type Pair = { before?: Line; after?: Line }

/** Two versions beside each other: what came, what went, and which figures changed. */
export default function Compare({ type, one, other, close }: Props) {
  const heads = [useQuery(recordQuery('quotes', one)), useQuery(recordQuery('quotes', other))]
  const lists = [useQuery(linesQuery('quotes', one)), useQuery(linesQuery('quotes', other))]
  const failed = [...heads, ...lists].find((each) => each.isError)
  const [a, b] = heads.map((each) => each.data).sort((x, y) => Number(x?.revision) - Number(y?.revision))
  const swapped = a?.id !== one
  const [first, second] = swapped ? [lists[1]?.data, lists[0]?.data] : [lists[0]?.data, lists[1]?.data]
  return (
    <Modal open title={t('quotes.compare')} onCancel={close} footer={null} width={880}>
      {failed ? (
        <Failed error={failed.error} small />
      ) : !a || !b || !first || !second ? (
        <Loading />
      ) : (
        <div className="ledger-scroll">
          <table className="ledger compare">
            <thead>
              <tr>
                <th scope="col">{t('quotes.column.product')}</th>
                <th scope="col">{t('quotes.changed')}</th>
                <th scope="col" className="num">
                  {String(a.number)}
                </th>
                <th scope="col" className="num">
                  {String(b.number)}
                </th>
                <th scope="col" className="num">
                  {t('quotes.difference')}
                </th>
              </tr>
            </thead>
            <tbody>
              <Heads type={type} before={a} after={b} />
              <Lines before={first.lines} after={second.lines} currency={String(b.currency)} />
              <Sums type={type} before={a} after={b} />
            </tbody>
          </table>
        </div>
      )}
    </Modal>
  )
}

/** What the customer agrees to beside the lines. */
const HEAD = [
  'subject',
  'account',
  'contact',
  'currency',
  'validUntil',
  'paymentDays',
  'paymentTerms',
  'deliveryTerms',
  'introduction',
  'language',
]

function Heads({ type, before, after }: { type: Type; before: Row; after: Row }) {
  const same = (field: Field) => idOf(before[field.name]) === idOf(after[field.name])
  const fields = HEAD.flatMap((name) => type.fields.find((field) => field.name === name) ?? [])
  const shown = (field: Field, row: Row) =>
    idOf(row[field.name]) ? <FieldValue field={field} value={row[field.name]} row={row} plain /> : '–'
  return fields
    .filter((field) => !same(field))
    .map((field) => (
      <tr key={field.name}>
        <td />
        <td>{field.label}</td>
        <td className="num compare-text">{shown(field, before)}</td>
        <td className="num compare-text">{shown(field, after)}</td>
        <td />
      </tr>
    ))
}

type LinesProps = { before: Row[]; after: Row[]; currency: string }

function Lines({ before, after, currency }: LinesProps) {
  const both = pairs(fromRows(before), fromRows(after))
  const changed = both.filter((pair) => !pair.before || !pair.after || changedIn(pair).length > 0)
  if (changed.length === 0) {
    return (
      <tr>
        <td colSpan={5} className="muted">
          {t('quotes.linesSame')}
        </td>
      </tr>
    )
  }
  return changed.map((pair) => (
    <Changes key={pair.after?.key ?? pair.before?.key} pair={pair} currency={currency} />
  ))
}

/** Lines of the same product, or else the same description, belong together. */
function pairs(before: Line[], after: Line[]): Pair[] {
  const left = [...before]
  const both = after.map((line): Pair => {
    const at = left.findIndex((each) => same(each, line))
    return at < 0 ? { after: line } : { before: left.splice(at, 1)[0], after: line }
  })
  return [...both, ...left.map((line) => ({ before: line }))]
}

function shownCell(value: string | number | null): string {
  if (value === null) return '–'
  return typeof value === 'number' ? number(value) : value
}

/** By how much a figure went up or down. */
function difference(before: Line[Figure], after: Line[Figure], least = 0): string {
  if (typeof before !== 'number' || typeof after !== 'number') return ''
  const by = round(after - before, 6)
  return `${by > 0 ? '+' : by < 0 ? '−' : ''}${decimal(Math.abs(by), least, 6)}`
}

function same(a: Line, b: Line): boolean {
  return a.product ? a.product === b.product : a.description === b.description
}

/** The sums as they are stored, where the reader may know them. */
function Sums({ type, before, after }: { type: Type; before: Row; after: Row }) {
  const names = ['total', 'tax', 'totalWithTax'].filter((name) => sees(type, name))
  return names.map((name) => (
    <tr key={name} className="compare-total">
      <td colSpan={2}>{tx(`quotes.${name}`)}</td>
      <td className="num">{money(Number(before[name]), String(before.currency))}</td>
      <td className="num">{money(Number(after[name]), String(after.currency))}</td>
      <td className="num">
        {before.currency === after.currency && difference(Number(before[name]), Number(after[name]), 2)}
      </td>
    </tr>
  ))
}

const FIELDS = [
  'section',
  'description',
  'quantity',
  'unit',
  'listPrice',
  'unitPrice',
  'discount',
  'taxRate',
] as const
type Figure = (typeof FIELDS)[number]

function changedIn({ before, after }: Pair): Figure[] {
  return before && after ? FIELDS.filter((field) => before[field] !== after[field]) : []
}

function Changes({ pair, currency }: { pair: Pair; currency: string }) {
  const { before, after } = pair
  const name = after?.productName ?? before?.productName ?? after?.description ?? before?.description
  if (!before || !after) {
    const line = after ?? before
    const known = line && (line.unitPrice !== null || typeof line.amount === 'number')
    const amount = known ? money(amountOf(line, decimalsOf(currency)), currency) : ''
    return (
      <tr className={after ? 'compare-new' : 'compare-gone'}>
        <td>{name}</td>
        <td>{after ? t('quotes.added') : t('quotes.removed')}</td>
        <td className="num">{before ? amount : ''}</td>
        <td className="num">{after ? amount : ''}</td>
        <td />
      </tr>
    )
  }
  return changedIn(pair).map((field) => (
    <tr key={field}>
      <td>{name}</td>
      <td>{tx(`quotes.column.${field}`)}</td>
      <td className="num">{shownCell(before[field])}</td>
      <td className="num">{shownCell(after[field])}</td>
      <td className="num">{difference(before[field], after[field])}</td>
    </tr>
  ))
}
