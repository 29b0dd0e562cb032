import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { pageQuery, type RecordPage, useTypeOf } from '@/api/records'
import { idOf, may, type Row, type Type } from '@/api/types'
import { usePending, Waits } from '@/automation/approvals/waits'
import { WriteMail } from '@/channels/write'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { useKeys } from '@/ui/keys'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { LineCard } from './card'
import { QUOTE_COLUMNS } from './lines'
import { PriceMemory } from './memory'
import { Next, StatusMark } from './next'
import { linesQuery, type StoredLines, useSight } from './quote'
import { Reasons } from './totals'
import { useLines } from './uselines'
import { Versions } from './versions'
import '@/records/record/record.css'
import './quotes.css'

const SendDialog = lazy(() => import('./send'))

/** A quote from its first line to the customer's answer. */
export default function QuotePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('quotes', id))
  const type = useTypeOf('quotes', found.data)
  const lines = useQuery(linesQuery('quotes', id))
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
        key={page.record.id}
        type={type}
        page={page}
        stored={lines.data}
        send={() => setSending(page.record)}
      />
      {sending && (
        // outlives the change to "sent": the link is shown only once
        <Suspense>
          <SendDialog type={type} row={sending} close={() => setSending(null)} />
        </Suspense>
      )}
    </>
  )
}

type SheetProps = { type: Type; page: RecordPage; stored: StoredLines; send: () => void }

function Sheet({ type, page, stored, send }: SheetProps) {
  const row = page.record
  const status = String(row.status)
  const currency = String(row.currency ?? '')
  const [at, setAt] = useState(0)
  const sight = useSight('quotes', QUOTE_COLUMNS)
  const pending = usePending('quotes', row.id, status === 'submitted')
  const edited = useLines('quotes', row, stored, sight.sent)
  const { lines, dirty, busy, save } = edited
  const editable = status === 'draft' && may(type, 'update') && sight.writable
  useKeys(editable ? [{ keys: 'Ctrl+s', label: t('quotes.save'), run: () => void save() }] : [])
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
            <Next
              type={type}
              row={row}
              lines={lines}
              save={save}
              send={send}
              {...{ editable, dirty, busy, pending }}
            />
          </>
        }
        handled={[
          'submit',
          'approve',
          'reject',
          'send',
          'revise',
          'accept',
          ...(status === 'sent' ? [] : ['decline']),
        ]}
      />
      <Reasons row={row} />
      {pending && <Waits pending={pending} />}
      <LineCard
        {...{ row, edited, sight, editable }}
        account={idOf(row.account)}
        counts={editable}
        at={useCallback(setAt, [])}
      />
      <div className="record-columns record-two">
        <div>
          <PriceMemory quote={row.id} account={idOf(row.account)} currency={currency} line={lines[at]} />
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={HANDLED} hideEmpty />
          </section>
          <Versions type={type} row={row} page={page} />
        </div>
        <div className="stack">
          <RelatedLists type={type} page={page} without={['revisions', 'lines']} />
          {page.timeline && <Timeline type={type} row={row} first={page.timeline} />}
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
