import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { Problem } from '@/api/client'
import { useType } from '@/api/queries'
import { pageQuery, type RecordPage, update } from '@/api/records'
import { may, type Row, type Type, type Verb } from '@/api/types'
import { WriteMail } from '@/channels/write'
import { labelOf } from '@/records/fields/value'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { doVerb } from '@/records/record/verb'
import { money, number } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { LineGrid } from './grid'
import { decimalsOf, emptyLine, fromRows, type Line, toRows, totalsOf } from './lines'
import type { Found } from './lookup'
import { PriceMemory } from './memory'
import { idOf, quoteQuery, resolve } from './quote'
import '@/records/record/record.css'
import './quotes.css'

const VerbDialog = lazy(() => import('@/records/record/verbdialog'))
const Compare = lazy(() => import('./compare'))
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
            <Next type={type} row={row} save={save} send={send} dirty={dirty} busy={busy} />
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

const TONES: Record<string, string> = {
  submitted: 'mark-warm',
  approved: 'mark-good',
  sent: 'mark-warm',
  accepted: 'mark-good',
  declined: 'mark-wrong',
  expired: 'mark-wrong',
}

function StatusMark({ type, row }: { type: Type; row: Row }) {
  const field = type.fields.find((each) => each.name === 'status')
  const status = String(row.status)
  return (
    <span className={`mark ${TONES[status] ?? ''}`}>
      {field ? labelOf(field, status) : status}
      {Number(row.revision) > 1 && ` · v${row.revision}`}
    </span>
  )
}

type NextProps = {
  type: Type
  row: Row
  dirty: boolean
  busy: boolean
  save: () => Promise<Row | null>
  send: () => void
}

/** The one thing to do next, and beside it what else may be done. */
function Next({ type, row, dirty, busy, save, send }: NextProps) {
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Verb | null>(null)
  const verb = (name: string) => type.verbs.find((each) => each.name === name)
  const status = String(row.status)
  const writes = may(type, 'update')
  async function run(name: string, on: Row = row) {
    const known = verb(name)
    if (!known) return
    const answer = (await doVerb(type, on, known)) as { id?: string } | undefined
    if (name === 'revise' && answer?.id && answer.id !== row.id)
      await navigate({ to: '/$plural/$id', params: { plural: 'quotes', id: answer.id } })
  }
  async function submit() {
    const saved = await save()
    if (saved) await run('submit', saved)
  }
  return (
    <>
      <Button href={`/api/v1/quotes/${row.id}/pdf`} target="_blank" icon={<Icon name="download" size={14} />}>
        PDF
      </Button>
      {writes && status === 'draft' && (
        <>
          <Button disabled={!dirty} loading={busy} onClick={() => void save()}>
            {t('ui.save')}
          </Button>
          <Button type="primary" onClick={() => submit().catch(complain)}>
            {verb('submit')?.label}
          </Button>
        </>
      )}
      {writes && ['submitted', 'approved', 'sent', 'declined', 'expired'].includes(status) && (
        <Button onClick={() => run('revise').catch(complain)}>{verb('revise')?.label}</Button>
      )}
      {writes && status === 'submitted' && (
        <Button type="primary" onClick={() => run('approve').catch(complain)}>
          {verb('approve')?.label}
        </Button>
      )}
      {writes && ['approved', 'sent'].includes(status) && (
        <Button type={status === 'approved' ? 'primary' : 'default'} onClick={send}>
          {status === 'approved' ? verb('send')?.label : t('quotes.sendAgain')}
        </Button>
      )}
      {writes && status === 'sent' && (
        <Button onClick={() => setAsked(verb('accept') ?? null)}>{verb('accept')?.label}</Button>
      )}
      {writes && status === 'submitted' && (
        <Button onClick={() => setAsked(verb('reject') ?? null)}>{verb('reject')?.label}</Button>
      )}
      {asked && (
        <Suspense>
          <VerbDialog
            type={type}
            row={row}
            verb={{ ...asked, fields: asked.fields?.filter((field) => field.name !== 'hash') }}
            start={asked.name === 'accept' ? { hash: row.hash } : undefined}
            close={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  )
}

type Reason = { code: string; args: Record<string, string> }

function Reasons({ row }: { row: Row }) {
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

function Totals({ lines, row, decimals }: { lines: Line[]; row: Row; decimals: number }) {
  const sum = totalsOf(lines, decimals)
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
    </dl>
  )
}

/** The versions beside this one, and what changed between them. */
function Versions({ row, page }: { row: Row; page: RecordPage }) {
  const [comparing, setComparing] = useState<string | null>(null)
  const later = page.lists?.revisions?.items ?? []
  const before = row.revises ? idOf(row.revises) : null
  if (!before && later.length === 0) return null
  const others = [...(before ? [{ id: before, label: t('quotes.before') }] : [])].concat(
    later.map((each) => ({ id: each.id, label: String(each.number) })),
  )
  return (
    <section className="card" aria-label={t('quotes.versions')}>
      <h2>{t('quotes.versions')}</h2>
      <ul className="quote-versions">
        {others.map((other) => (
          <li key={other.id} className="row">
            <Link to="/$plural/$id" params={{ plural: 'quotes', id: other.id }} className="link">
              {other.label}
            </Link>
            <Button size="small" className="push" onClick={() => setComparing(other.id)}>
              {t('quotes.compare')}
            </Button>
          </li>
        ))}
      </ul>
      {comparing && (
        <Suspense>
          <Compare one={comparing} other={row.id} close={() => setComparing(null)} />
        </Suspense>
      )}
    </section>
  )
}
