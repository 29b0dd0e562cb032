import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { get, queryString } from '@/api/client'
import { selectParts, useType, useTypeNamed } from '@/api/queries'
import { pageQuery, type RecordPage } from '@/api/records'
import { may, type Row, type Type, type Verb } from '@/api/types'
import { labelOf } from '@/records/fields/value'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { doVerb } from '@/records/record/verb'
import { day, dayOf, money, number } from '@/ui/format'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import '@/records/record/record.css'
import './orders.css'

const VerbDialog = lazy(() => import('@/records/record/verbdialog'))
const MoveDialog = lazy(() => import('./move'))
const PlanDialog = lazy(() => import('./plan'))

export type OrderLine = {
  id: string
  name: string
  sku: string | null
  quantity: number
  unit: string | null
  unitPrice: number | null
  amount: number | null
  out: number
  back: number
}

type Parcel = Row & {
  kind: string
  shippedAt: string
  deliveredAt: string | null
  carrier: string | null
  tracking: string | null
  number: string
}

const LINES = [
  'id',
  'description',
  'quantity',
  'unit',
  'unitPrice',
  'amount',
  'product.name',
  'product.sku',
  'product.unit',
]

async function read(id: string): Promise<{ lines: OrderLine[]; parcels: Parcel[] }> {
  const select = await selectParts('lines', 'order-lines', LINES)
  const [order, shipments] = await Promise.all([
    get<Row>(`/orders/${id}${queryString({ select })}`),
    get<{ items: Row[] }>(
      `/shipments${queryString({
        filter: `order == "${id}"`,
        select: 'id,number,kind,shippedAt,deliveredAt,carrier,tracking,lines.orderLine,lines.quantity',
        sort: 'shippedAt',
        limit: 200,
      })}`,
    ).catch(() => ({ items: [] })),
  ])
  const sum = (line: string, kind: string) =>
    shipments.items
      .filter((each) => each.kind === kind)
      .flatMap((each) => (each.lines ?? []) as Row[])
      .filter((part) => idOf(part.orderLine) === line)
      .reduce((total, part) => total + Number(part.quantity), 0)
  const lines = ((order.lines ?? []) as Row[]).map((line) => {
    const product = line.product as { name?: string; sku?: string; unit?: string } | null
    return {
      id: line.id,
      name: product?.name ?? String(line.description ?? ''),
      sku: product?.sku ?? null,
      quantity: Number(line.quantity),
      unit: line.unit ? String(line.unit) : (product?.unit ?? null),
      unitPrice: figure(line.unitPrice),
      amount: figure(line.amount),
      out: sum(line.id, 'out'),
      back: sum(line.id, 'back'),
    }
  })
  return { lines, parcels: shipments.items as Parcel[] }
}

const figure = (value: unknown) => (typeof value === 'number' ? value : null)
const idOf = (value: unknown) => (typeof value === 'object' && value ? (value as Row).id : value)

/** An order step by step: what was ordered, what has left the house, what is paid. */
export default function OrderPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const type = useType('orders')
  const found = useQuery(pageQuery('orders', id))
  const inside = useQuery({ queryKey: ['records', 'orders', 'inside', id], queryFn: () => read(id) })
  const title = found.data ? String(found.data.record.number ?? '') : ''
  useEffect(() => {
    if (title) remember({ type: 'order', id, title })
  }, [title])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending || inside.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  if (inside.isError) return <Failed error={inside.error} again={() => inside.refetch()} />
  return <Sheet type={type} page={found.data} lines={inside.data.lines} parcels={inside.data.parcels} />
}

type SheetProps = { type: Type; page: RecordPage; lines: OrderLine[]; parcels: Parcel[] }

function Sheet({ type, page, lines, parcels }: SheetProps) {
  const row = page.record
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={<StatusMark type={type} row={row} />}
        lead={<Lead type={type} row={row} names={['account', 'placedAt', 'quote', 'owner']} />}
        next={<Acts type={type} row={row} lines={lines} />}
        handled={['confirm', 'ship', 'return', 'invoice', 'pay']}
      />
      <Steps row={row} parcels={parcels} lines={lines} />
      <div className="record-columns record-two">
        <div>
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts
              type={type}
              row={row}
              without={['lines', 'total', 'totalBase', 'tax', 'taxBase', 'paid', 'paidBase', 'status']}
              hideEmpty
            />
          </section>
          <RelatedLists type={type} page={page} only={['invoices', 'payments', 'shipments']} narrow />
        </div>
        <div className="stack">
          <Lines row={row} lines={lines} />
          <RelatedLists type={type} page={page} without={['invoices', 'payments', 'shipments', 'lines']} />
          {page.timeline && <Timeline type={type} id={row.id} first={page.timeline} />}
        </div>
      </div>
    </div>
  )
}

const TONES: Record<string, string> = {
  partlyShipped: 'mark-warm',
  shipped: 'mark-warm',
  completed: 'mark-good',
  returned: 'mark-wrong',
  cancelled: 'mark-wrong',
}

function StatusMark({ type, row }: { type: Type; row: Row }) {
  const field = type.fields.find((each) => each.name === 'status')
  const status = String(row.status)
  return <span className={`mark ${TONES[status] ?? ''}`}>{field ? labelOf(field, status) : status}</span>
}

const LIVING = ['confirmed', 'partlyShipped', 'shipped', 'completed', 'returned']

/** What the person may do with the order now, the next thing first. */
function Acts({ type, row, lines }: { type: Type; row: Row; lines: OrderLine[] }) {
  const [moving, setMoving] = useState<'ship' | 'return' | null>(null)
  const [asking, setAsking] = useState<Verb | null>(null)
  const [planning, setPlanning] = useState(false)
  const ships = may(useTypeNamed('shipment'), 'create')
  const bills = may(useTypeNamed('invoice'), 'create')
  const books = may(useTypeNamed('payment'), 'create')
  const verb = (name: string) => type.verbs.find((each) => each.name === name)
  const living = LIVING.includes(String(row.status))
  const open = lines.some((line) => line.quantity - line.out + line.back > 0)
  const away = lines.some((line) => line.out - line.back > 0)
  const confirm = verb('confirm')
  return (
    <>
      {row.status === 'draft' && confirm && may(type, 'update') && (
        <Button type="primary" onClick={() => doVerb(type, row, confirm).catch(complain)}>
          {confirm.label}
        </Button>
      )}
      {living && away && ships && (
        <Button onClick={() => setMoving('return')}>{verb('return')?.label}</Button>
      )}
      {living && bills && <Button onClick={() => setPlanning(true)}>{verb('invoice')?.label}</Button>}
      {living && books && (
        <Button type={open ? 'default' : 'primary'} onClick={() => setAsking(verb('pay') ?? null)}>
          {verb('pay')?.label}
        </Button>
      )}
      {living && open && ships && (
        <Button type="primary" onClick={() => setMoving('ship')}>
          {verb('ship')?.label}
        </Button>
      )}
      <Suspense>
        {moving && (
          <MoveDialog type={type} row={row} lines={lines} verb={moving} close={() => setMoving(null)} />
        )}
        {planning && <PlanDialog type={type} row={row} close={() => setPlanning(false)} />}
        {asking && (
          <VerbDialog
            type={type}
            row={row}
            verb={asking}
            start={{ amount: dueOf(row) || undefined }}
            close={() => setAsking(null)}
          />
        )}
      </Suspense>
    </>
  )
}

export function grossOf(row: Row): number {
  return Number(row.total ?? 0) + Number(row.tax ?? 0)
}

function dueOf(row: Row): number {
  return Math.max(0, Number((grossOf(row) - Number(row.paid ?? 0)).toFixed(6)))
}

/** The way of the order, as its customer sees it behind his link too. */
function Steps({ row, parcels, lines }: { row: Row; parcels: Parcel[]; lines: OrderLine[] }) {
  const ordered = lines.reduce((sum, line) => sum + Math.max(0, line.quantity), 0)
  const out = lines.reduce((sum, line) => sum + line.out, 0)
  const paid = Number(row.paid ?? 0)
  const currency = String(row.currency ?? '')
  const delivered = parcels.filter((each) => each.kind === 'out' && each.deliveredAt)
  const first = parcels.find((each) => each.kind === 'out')
  const steps = [
    { name: t('orders.ordered'), done: row.status !== 'draft', note: shortDay(row.placedAt) },
    {
      name: t('orders.shipped'),
      done: ordered > 0 && out >= ordered,
      note: out > 0 ? `${number(out)} / ${number(ordered)}` : '',
      begun: first !== undefined,
    },
    {
      name: t('orders.delivered'),
      done: delivered.length > 0 && out >= ordered,
      note: shortDay(delivered.at(-1)?.deliveredAt),
      begun: delivered.length > 0,
    },
    {
      name: t('orders.paid'),
      done: grossOf(row) > 0 && paid >= grossOf(row),
      note: `${money(paid, currency)} / ${money(grossOf(row), currency)}`,
      begun: paid > 0,
    },
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

function shortDay(instant: unknown): string {
  return instant ? day(dayOf(new Date(String(instant)))) : ''
}

function Lines({ row, lines }: { row: Row; lines: OrderLine[] }) {
  const currency = String(row.currency ?? '')
  return (
    <section className="card" aria-label={t('orders.lines')}>
      <h2>
        {t('orders.lines')} <span className="muted">{number(lines.length)}</span>
      </h2>
      <div className="ledger-scroll">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('orders.product')}</th>
              <th scope="col" className="num">
                {t('orders.quantity')}
              </th>
              <th scope="col" className="num">
                {t('orders.outstanding')}
              </th>
              <th scope="col" className="num">
                {t('orders.unitPrice')}
              </th>
              <th scope="col" className="num">
                {t('orders.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <td>
                  {line.name} {line.sku && <span className="muted">{line.sku}</span>}
                </td>
                <td className="num">
                  {number(line.quantity)} {line.unit}
                </td>
                <td className="num">{number(line.quantity - line.out + line.back)}</td>
                <td className="num">{line.unitPrice === null ? '' : number(line.unitPrice)}</td>
                <td className="num">{line.amount === null ? '' : money(line.amount, currency)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                {t('orders.total')}
              </th>
              <td className="num">{money(Number(row.total ?? 0), currency)}</td>
            </tr>
            {Number(row.tax ?? 0) !== 0 && (
              <tr>
                <th scope="row" colSpan={4}>
                  {t('orders.withTax')}
                </th>
                <td className="num">{money(grossOf(row), currency)}</td>
              </tr>
            )}
          </tfoot>
        </table>
      </div>
    </section>
  )
}
