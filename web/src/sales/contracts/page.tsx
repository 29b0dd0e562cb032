import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { pageQuery, type RecordPage, useTypeOf } from '@/api/records'
import { may, type Row, type Type, type Value, type Verb } from '@/api/types'
import { Attachments } from '@/customers/attachments'
import { labelOf } from '@/records/fields/value'
import { useSaving } from '@/records/lists/save'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { doVerb } from '@/records/record/verb'
import { day, moment } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import '@/records/record/record.css'
import './contracts.css'

const VerbDialog = lazy(() => import('@/records/record/verbdialog'))
const SendDialog = lazy(() => import('@/sales/quotes/send'))

/** A contract from its draft to its end. */
export default function ContractPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('contracts', id))
  const type = useTypeOf('contracts', found.data)
  const title = found.data ? String(found.data.record.name ?? '') : ''
  useEffect(() => {
    if (title) remember({ type: 'contract', id, title })
  }, [title])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return <Sheet type={type} page={found.data} />
}

const SHOWN = ['terms', 'files', 'evidence', 'hash', 'status', 'amountBase', 'remindedFor']

function Sheet({ type, page }: { type: Type; page: RecordPage }) {
  const row = page.record
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={<StatusMark type={type} row={row} />}
        lead={
          <Lead
            type={type}
            row={row}
            names={['number', 'account', 'amount', 'startsOn', 'endsOn', 'owner']}
          />
        }
        next={<Next type={type} row={row} renewed={(page.lists?.renewals?.count ?? 0) > 0} />}
        handled={['send', 'sign', 'revise', 'renew', 'terminate']}
      />
      <Decide row={row} />
      <div className="record-columns record-two">
        <div>
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={SHOWN} hideEmpty />
          </section>
          <Proof row={row} />
          <Attachments
            field="contract"
            id={row.id}
            closed={row.status === 'sent'}
            kept={((row.files ?? []) as Annex[]).map((file) => file.id)}
          />
        </div>
        <div className="stack">
          <TermsCard type={type} row={row} />
          <RelatedLists type={type} page={page} without={['attachments']} />
          {page.timeline && <Timeline type={type} row={row} first={page.timeline} />}
        </div>
      </div>
    </div>
  )
}

const TONES: Record<string, string> = {
  sent: 'mark-warm',
  signed: 'mark-good',
  active: 'mark-good',
  ended: '',
  terminated: 'mark-wrong',
}

function StatusMark({ type, row }: { type: Type; row: Row }) {
  const field = type.fields.find((each) => each.name === 'status')
  const status = String(row.status)
  return <span className={`mark ${TONES[status] ?? ''}`}>{field ? labelOf(field, status) : status}</span>
}

/** How long there is to decide, as long as that is near. */
function Decide({ row }: { row: Row }) {
  if (!['signed', 'active'].includes(String(row.status)) || !row.noticeOn) return null
  const days = Math.round((Date.parse(String(row.noticeOn)) - Date.now()) / 86_400_000)
  if (days < 0 || days > Math.max(30, Number(row.remindDays ?? 0))) return null
  const args = { day: day(String(row.noticeOn)) }
  return (
    <p className="contract-decide" role="note">
      <Icon name="warn" size={14} />{' '}
      {row.renewal === 'automatic' ? t('contracts.itself', args) : t('contracts.decide', args)}{' '}
      <span className="muted">{t('contracts.left', { n: String(days) })}</span>
    </p>
  )
}

/** The terms as they are typed, and what they are typed over. */
type Draft = { terms: string; before: string; version: number }

function asDraft(kept: Record<string, Value>): Draft | null {
  return typeof kept.terms === 'string' ? (kept as Draft) : null
}

/** What was agreed, written here as long as nobody has been sent it. */
function TermsCard({ type, row }: { type: Type; row: Row }) {
  const field = type.fields.find((each) => each.name === 'terms')
  const stored = String(row.terms ?? '')
  const name = `contract/${row.id}/terms`
  const [draft, setDraft] = useState<Draft | null>(() => asDraft(readDraft(name)))
  const [busy, setBusy] = useState(false)
  const { save, conflict } = useSaving('contracts')
  const editable = row.status === 'draft' && may(type, 'update')
  function keep(next: Draft | null) {
    setDraft(next)
    if (next) keepDraft(name, next)
    else dropDraft(name)
  }
  async function store({ terms, before, version }: Draft) {
    setBusy(true)
    const saved = field && (await save({ ...row, version }, field, terms, before))
    setBusy(false)
    if (saved) keep(null)
  }
  return (
    <section className="card" aria-label={t('contracts.terms')}>
      <header>
        <h2>{t('contracts.terms')}</h2>
        {editable && draft === null && (
          <Button
            size="small"
            type="text"
            className="push"
            onClick={() => keep({ terms: stored, before: stored, version: row.version })}
          >
            {t('contracts.edit')}
          </Button>
        )}
      </header>
      {draft === null ? (
        stored ? (
          <div className="contract-terms">{stored}</div>
        ) : (
          <p className="muted">{t('contracts.noTerms')}</p>
        )
      ) : (
        <div className="stack">
          <Input.TextArea
            aria-label={t('contracts.terms')}
            autoFocus
            rows={14}
            value={draft.terms}
            onChange={(event) => keep({ ...draft, terms: event.target.value })}
          />
          <div className="row">
            <Button type="primary" loading={busy} onClick={() => void store(draft)}>
              {t('ui.save')}
            </Button>
            <Button onClick={() => keep(null)}>{t('ui.cancel')}</Button>
          </div>
        </div>
      )}
      {conflict}
    </section>
  )
}

/** A file that is part of what was agreed to. */
type Annex = { id: string; name: string; sha256: string }

type Evidence = { way: string; name: string; at: string; document: string; address?: string }

function Proof({ row }: { row: Row }) {
  const proof = row.evidence as Evidence | null
  if (!proof) return null
  const files = (row.files ?? []) as Annex[]
  return (
    <section className="card" aria-label={t('contracts.proof')}>
      <h2>{t('contracts.proof')}</h2>
      <p>
        {proof.way === 'link' ? t('contracts.proof.link') : t('contracts.proof.paper')} · {proof.name} ·{' '}
        {moment(proof.at)}
      </p>
      <p className="muted">{t('contracts.proof.document')}</p>
      <code className="contract-hash">{proof.document}</code>
      {files.length > 0 && <p className="muted">{t('contracts.proof.files')}</p>}
      {files.map((file) => (
        <p key={file.id} className="contract-file">
          {file.name} <code className="contract-hash">{file.sha256}</code>
        </p>
      ))}
      {proof.address && (
        <>
          <p className="muted">{t('contracts.proof.address')}</p>
          <code className="contract-hash">{proof.address}</code>
        </>
      )}
    </section>
  )
}

/** The one thing to do next, and beside it what else may be done. */
function Next({ type, row, renewed }: { type: Type; row: Row; renewed: boolean }) {
  const navigate = useNavigate()
  const [sending, setSending] = useState(false)
  const [asked, setAsked] = useState<Verb | null>(null)
  const verb = (name: string) => type.verbs.find((each) => each.name === name)
  const status = String(row.status)
  const writes = may(type, 'update')
  async function run(name: string) {
    const known = verb(name)
    if (!known) return
    const answer = (await doVerb(type, row, known)) as { contract?: string } | undefined
    if (answer?.contract)
      await navigate({ to: '/$plural/$id', params: { plural: 'contracts', id: answer.contract } })
  }
  const lives = ['signed', 'active'].includes(status)
  return (
    <>
      <Button
        href={`/api/v1/contracts/${row.id}/pdf`}
        target="_blank"
        icon={<Icon name="download" size={14} />}
      >
        PDF
      </Button>
      {writes && status === 'sent' && (
        <Button onClick={() => run('revise').catch(complain)}>{verb('revise')?.label}</Button>
      )}
      {writes && ['draft', 'sent'].includes(status) && (
        <>
          <Button onClick={() => setAsked(verb('sign') ?? null)}>{verb('sign')?.label}</Button>
          <Button type="primary" onClick={() => setSending(true)}>
            {status === 'draft' ? verb('send')?.label : t('quotes.sendAgain')}
          </Button>
        </>
      )}
      {writes && lives && (
        <Button onClick={() => setAsked(verb('terminate') ?? null)}>{verb('terminate')?.label}</Button>
      )}
      {writes && !renewed && (lives || status === 'ended') && (
        <Button type="primary" onClick={() => run('renew').catch(complain)}>
          {verb('renew')?.label}
        </Button>
      )}
      <Suspense>
        {asked && <VerbDialog type={type} row={row} verb={asked} close={() => setAsked(null)} />}
        {sending && <SendDialog type={type} row={row} close={() => setSending(false)} />}
      </Suspense>
    </>
  )
}
