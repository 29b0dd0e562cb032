import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useTypeNamed } from '@/api/queries'
import { pageQuery, type RecordPage, useTypeOf } from '@/api/records'
import { idOf, may, type Row, sees, type Type, type Verb } from '@/api/types'
import { labelOf } from '@/records/fields/value'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { doVerb } from '@/records/record/verb'
import { useKeys } from '@/ui/keys'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import { LineCard } from '../quotes/card'
import { PriceMemory } from '../quotes/memory'
import { linesQuery, type StoredLines, useSight } from '../quotes/quote'
import { useLines } from '../quotes/uselines'
import {
  dueOf,
  GIVEN_COLUMNS,
  OPEN,
  ORDER_COLUMNS,
  type OrderLine,
  type Parcel,
  parcelsQuery,
  toShip,
  useUnbilled,
  withMoves,
} from './order'
import { Steps } from './steps'
import '@/records/record/record.css'
import '../quotes/quotes.css'
import './orders.css'

const VerbDialog = lazy(() => import('@/records/record/verbdialog'))
const MoveDialog = lazy(() => import('./move'))
const PlanDialog = lazy(() => import('./plan'))

/** An order step by step: what was ordered, what has left the house, what is paid. */
export default function OrderPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('orders', id))
  const type = useTypeOf('orders', found.data)
  const lines = useQuery(linesQuery('orders', id))
  const ships = may(useTypeNamed('shipment'), 'read')
  const parcels = useQuery(parcelsQuery(id, ships))
  const title = found.data ? String(found.data.record.number ?? '') : ''
  useEffect(() => {
    if (title) remember({ type: 'order', id, title })
  }, [title])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending || lines.isPending || (ships && parcels.isPending)) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  if (lines.isError) return <Failed error={lines.error} again={() => lines.refetch()} />
  if (parcels.isError) return <Failed error={parcels.error} again={() => parcels.refetch()} />
  return <Sheet type={type} page={found.data} stored={lines.data} parcels={parcels.data ?? []} />
}

type SheetProps = { type: Type; page: RecordPage; stored: StoredLines; parcels: Parcel[] }

function Sheet({ type, page, stored, parcels }: SheetProps) {
  const row = page.record
  const [at, setAt] = useState(0)
  const ships = may(useTypeNamed('shipment'), 'read')
  const sight = useSight('orders', ships ? ORDER_COLUMNS : GIVEN_COLUMNS)
  const edited = useLines('orders', row, stored, sight.sent)
  const moved = useMemo(() => withMoves(stored.lines, parcels), [stored.lines, parcels])
  const away = useMemo(() => Object.fromEntries(moved.map((line) => [line.id, line.out])), [moved])
  const editable = OPEN.includes(String(row.status)) && may(type, 'update') && sight.writable
  useKeys(editable ? [{ keys: 'Ctrl+s', label: t('quotes.save'), run: () => void edited.save() }] : [])
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={<StatusMark type={type} row={row} />}
        lead={<Lead type={type} row={row} names={['account', 'contact', 'placedAt', 'quote', 'owner']} />}
        next={
          <>
            {editable && (
              <Button disabled={!edited.dirty} loading={edited.busy} onClick={() => void edited.save()}>
                {t('ui.save')}
              </Button>
            )}
            <Acts type={type} row={row} lines={moved} />
          </>
        }
        handled={['confirm', 'ship', 'return', 'invoice', 'pay', ...idle(row, moved)]}
      />
      <Steps type={type} row={row} parcels={ships ? parcels : null} lines={moved} />
      <LineCard
        {...{ row, edited, sight, editable, away }}
        account={idOf(row.account)}
        at={useCallback(setAt, [])}
      />
      <div className="record-columns record-two">
        <div>
          {editable && (
            <PriceMemory
              quote={row.id}
              account={idOf(row.account)}
              currency={String(row.currency ?? '')}
              line={edited.lines[at]}
            />
          )}
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts
              type={type}
              row={row}
              without={[
                'lines',
                'total',
                'totalBase',
                'tax',
                'taxBase',
                'paid',
                'paidBase',
                'creditedBase',
                'status',
              ]}
              hideEmpty
            />
          </section>
        </div>
        <div className="stack">
          <RelatedLists type={type} page={page} only={['invoices', 'payments', 'shipments']} show={SHOWN} />
          <RelatedLists type={type} page={page} without={['invoices', 'payments', 'shipments', 'lines']} />
          {page.timeline && <Timeline type={type} row={row} first={page.timeline} />}
        </div>
      </div>
    </div>
  )
}

/** What is asked of the papers of an order. */
const SHOWN = {
  invoices: ['number', 'dueOn', 'amount', 'open', 'status'],
  shipments: ['number', 'kind', 'shippedAt', 'carrier', 'tracking', 'deliveredAt'],
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

/** What makes no sense any more: calling off what has left the house, setting aside what has. */
function idle(row: Row, lines: OrderLine[]): string[] {
  const status = String(row.status)
  const reserves = ['confirmed', 'partlyShipped'].includes(status) && lines.some((line) => toShip(line) > 0)
  return [...(reserves ? [] : ['reserve']), ...(['draft', 'confirmed'].includes(status) ? [] : ['cancel'])]
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
  const open = lines.some((line) => toShip(line) > 0)
  const away = lines.some((line) => line.out - line.back > 0)
  const due = dueOf(row)
  const pays = (living || row.status === 'cancelled') && (!sees(type, 'paid') || due !== 0)
  const left = useUnbilled(type, row, living && bills)
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
      {living && bills && left > 0 && (
        <Button onClick={() => setPlanning(true)}>{verb('invoice')?.label}</Button>
      )}
      {books && pays && (
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
            start={{ amount: due || undefined }}
            close={() => setAsking(null)}
          />
        )}
      </Suspense>
    </>
  )
}
