import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { Problem } from '@/api/client'
import { useType } from '@/api/queries'
import { pageQuery, type RecordPage, update } from '@/api/records'
import { may, type Row, type Type } from '@/api/types'
import { WriteMail } from '@/channels/write'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { useKeys } from '@/ui/keys'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { LineGrid } from './grid'
import { decimalsOf, emptyLine, fromRows, type Line, toRows } from './lines'
import type { Found } from './lookup'
import { PriceMemory } from './memory'
import { Next, StatusMark } from './next'
import { idOf, quoteQuery, resolve } from './quote'
import { Reasons, Totals } from './totals'
import { Versions } from './versions'
import '@/records/record/record.css'
import './quotes.css'

const SendDialog = lazy(() => import('./send'))

/** A quote from its first line to the customer's answer. */
export default function QuotePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const type = useType('quotes')
  const found = useQuery(pageQuery('quotes', id))
  const lines = useQuery(quoteQuery(id))
  const [sending, setSending] = useState<Row | null>(null)
  const title = found.data ? String(found.data.record.number ?? '') : ''
  useEffect(() => {
    if (title) remember({ type: 'quote', id, title })
  }, [title])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending || lines.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  if (lines.isError) return <Failed error={lines.error} again={() => lines.refetch()} />
  const page = found.data
  return (
    <>
      <Sheet
        key={page.record.version}
        type={type}
        page={page}
        stored={lines.data}
        send={() => setSending(page.record)}
      />
      {sending && (
        // outlives the sheet, which begins anew with every version: the link is shown only once
        <Suspense>
          <SendDialog type={type} row={sending} close={() => setSending(null)} />
        </Suspense>
      )}
    </>
  )
}

type SheetProps = { type: Type; page: RecordPage; stored: Row[]; send: () => void }

function Sheet({ type, page, stored, send }: SheetProps) {
  const row = page.record
  const status = String(row.status)
  const currency = String(row.currency ?? '')
  const decimals = decimalsOf(currency)
  const draft = `quote/${row.id}/${row.version}`
  const [lines, setLines] = useState<Line[]>(
    () => (readDraft(draft).lines as Line[] | undefined) ?? fromRows(stored),
  )
  const [dirty, setDirty] = useState(() => readDraft(draft).lines !== undefined)
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [at, setAt] = useState(0)
  const [busy, setBusy] = useState(false)
  const editable = status === 'draft' && may(type, 'update')
  function change(next: Line[]) {
    setLines(next)
    setDirty(true)
    setWrong({})
    keepDraft(draft, { lines: next })
  }
  async function choose(place: number, product: Found) {
    const before = lines[place]
    const base = before ?? emptyLine(lines.at(-1)?.section ?? null)
    const line: Line = {
      ...base,
      key: base.key,
      product: product.id,
      productName: product.name,
      sku: product.sku,
      unit: product.unit ?? base.unit,
    }
    const next = [...lines]
    next[place] = line
    change(next)
    const price = await resolve(idOf(row.account), currency, [
      { product: product.id, quantity: line.quantity ?? 1 },
    ]).catch(() => [])
    const known = price[0]
    if (!known || known.price === null) return
    setLines((now) =>
      now.map((each) =>
        each.key === line.key
          ? {
              ...each,
              listPrice: known.before ?? known.price,
              discount: null,
              unitPrice: known.price,
              taxRate: each.taxRate ?? known.tax?.percent ?? null,
            }
          : each,
      ),
    )
  }
  async function save(): Promise<Row | null> {
    if (!dirty) return row
    setBusy(true)
    try {
      const saved = await update('quotes', row.id, row.version, { lines: toRows(lines) })
      dropDraft(draft)
      setDirty(false)
      say(t('quotes.saved'))
      return saved
    } catch (error) {
      if (error instanceof Problem) setWrong(byLine(error))
      complain(error)
      return null
    } finally {
      setBusy(false)
    }
  }
  useKeys([{ keys: 'Ctrl+s', label: t('quotes.save'), run: () => void save() }])
  return (
    <div className="page record quote">
      <RecordHead
        type={type}
        row={row}
        marks={<StatusMark type={type} row={row} />}
        lead={
          <Lead type={type} row={row} names={['account', 'contact', 'validUntil', 'opportunity', 'owner']} />
        }
        next={
          <>
            <WriteMail type={type} row={row} />
            <Next type={type} row={row} lines={lines} save={save} send={send} dirty={dirty} busy={busy} />
          </>
        }
        handled={['submit', 'approve', 'reject', 'send', 'revise', 'accept']}
      />
      <Reasons row={row} />
      <section className="card line-card" aria-label={t('quotes.lines')}>
        <LineGrid
          {...{ lines, decimals, editable, wrong, change }}
          choose={choose}
          at={useCallback(setAt, [])}
        />
        <Totals lines={lines} row={row} decimals={decimals} />
        {editable && <p className="muted line-keys">{t('quotes.keys')}</p>}
      </section>
      <div className="record-columns record-two">
        <div>
          <PriceMemory quote={row.id} account={idOf(row.account)} currency={currency} line={lines[at]} />
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={HANDLED} hideEmpty />
          </section>
          <Versions row={row} page={page} />
        </div>
        <div className="stack">
          <RelatedLists type={type} page={page} without={['revisions', 'lines']} />
          {page.timeline && <Timeline type={type} id={row.id} first={page.timeline} />}
        </div>
      </div>
    </div>
  )
}

const HANDLED = [
  'reasons',
  'hash',
  'chosen',
  'acceptedHash',
  'lines',
  'total',
  'tax',
  'totalWithTax',
  'totalBase',
  'taxBase',
  'totalWithTaxBase',
  'revision',
  'revises',
  'status',
]
/** Messages about `lines[3].unitPrice` by the number of the line. */
function byLine(problem: Problem): Record<string, string> {
  const told: Record<string, string> = {}
  for (const fault of problem.errors) {
    const line = /^lines\[(\d+)]/.exec(fault.field ?? '')?.[1]
    if (line) told[line] = fault.message
  }
  return told
}
