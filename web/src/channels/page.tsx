import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useType } from '@/api/queries'
import { pageQuery, recordQuery, update, useTypeOf } from '@/api/records'
import { idOf, may, type Row, type Type, type Value } from '@/api/types'
import { useNames } from '@/records/fields/names'
import { FieldValue, labelOf } from '@/records/fields/value'
import { RecordHead } from '@/records/record/head'
import { useAttempt } from '@/ui/attempt'
import { moment } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain } from '@/ui/toast'
import { type Letter, LetterFields, sendMail, stored } from './letter'
import '@/records/record/record.css'
import './channels.css'

const ON_ITS_WAY = ['queued', 'claimed']

/** A mail: from whom to whom, what became of it, and what it says. */
export default function MailPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery({
    ...pageQuery('mails', id),
    // a step on its way is no change that the page is told of
    refetchInterval: (query) => (ON_ITS_WAY.includes(String(query.state.data?.record.state)) ? 2_000 : false),
  })
  const type = useTypeOf('mails', found.data)
  const title = found.data ? String(found.data.record.subject ?? '') : ''
  useEffect(() => {
    if (title) remember({ type: 'mail', id, title })
  }, [title])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return <Sheet type={type} row={found.data.record} />
}

function Sheet({ type, row }: { type: Type; row: Row }) {
  const [writing, setWriting] = useState(false)
  const state = String(row.state)
  const writes = may(type, 'update')
  const open = ['draft', 'failed'].includes(state)
  const send = () => sendMail(row).catch(complain)
  return (
    <div className="page page-narrow record">
      <RecordHead
        type={type}
        row={row}
        marks={<StateMark type={type} state={state} />}
        handled={['send']}
        next={
          writes &&
          !writing && (
            <>
              {open && (
                <Button onClick={() => setWriting(true)}>
                  {state === 'failed' ? t('channels.correct') : t('channels.edit')}
                </Button>
              )}
              {(open || state === 'uncertain') && (
                <Button type="primary" onClick={send}>
                  {state === 'draft' ? t('channels.send') : t('channels.sendAgain')}
                </Button>
              )}
            </>
          )
        }
      />
      <div className="stack">
        <Became row={row} />
        {writing ? (
          <Rewriting type={type} row={row} close={() => setWriting(false)} />
        ) : (
          <article className="card mail-letter">
            <Parties type={type} row={row} />
            <p className="mail-body">{String(row.body ?? '')}</p>
            <Enclosures type={type} row={row} />
          </article>
        )}
      </div>
    </div>
  )
}

const TONES: Record<string, string> = {
  sent: 'mark-good',
  failed: 'mark-wrong',
  uncertain: 'mark-warm',
  queued: 'mark-warm',
  claimed: 'mark-warm',
}

function StateMark({ type, state }: { type: Type; state: string }) {
  const field = type.fields.find((each) => each.name === 'state')
  return <span className={`mark ${TONES[state] ?? ''}`}>{field ? labelOf(field, state) : state}</span>
}

/** The state in words: when, why, after how many tries. */
function Became({ row }: { row: Row }) {
  const state = String(row.state)
  const tries = Number(row.tries ?? 0)
  const became = state === 'queued' && tries > 0 ? 'delayed' : state
  return (
    <div className={state === 'failed' ? 'what-is-wrong' : 'mail-became'} role="status">
      <Icon name={state === 'sent' ? 'check' : state === 'failed' ? 'warn' : 'mail'} />
      <div>
        <p>
          {tx(`channels.became.${became}`, { at: row.sentAt ? moment(String(row.sentAt)) : '' })}
          {tries > 0 && ` ${t('channels.tries', { n: tries })}`}
        </p>
        {Boolean(row.problem) && <p>{t('channels.reason', { words: String(row.problem) })}</p>}
        {row.perhapsTwice === true && <p>{t('channels.twice')}</p>}
      </div>
    </div>
  )
}

function Parties({ type, row }: { type: Type; row: Row }) {
  const field = (name: string) => type.fields.find((each) => each.name === name)
  const line = (label: string, value: ReactNode) =>
    value ? (
      <div className="fact" key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ) : null
  const of = (name: string, label?: string) => {
    const own = field(name)
    return own && row[name]
      ? line(label ?? own.label, <FieldValue field={own} value={row[name]} row={row} />)
      : null
  }
  return (
    <dl className="facts mail-facts">
      {of('owner', t('channels.from'))}
      {of('toAddress')}
      {of('ccAddress')}
      {of('account')}
      {of('contact')}
      {line(t('channels.about'), row.about ? <About place={String(row.about)} /> : null)}
    </dl>
  )
}

/** What the mail is about, by its title. */
function About({ place }: { place: string }) {
  const [, plural = '', id = ''] = place.split('/')
  const type = useType(plural)
  const found = useQuery({ ...recordQuery(plural, id), enabled: Boolean(type), retry: false })
  if (!type || !found.data) return <span className="muted">{type?.label ?? '–'}</span>
  return (
    <Link to="/$plural/$id" params={{ plural, id }} className="reference">
      {type.label} {String(found.data[type.title] ?? '')}
    </Link>
  )
}

type Paper = { file: string; name: string }

function Enclosures({ type, row }: { type: Type; row: Row }) {
  const attachments = ((row.attachments ?? []) as Value[]).map(idOf)
  const papers = (row.files ?? []) as Paper[]
  const names = useNames(useType('attachments'), attachments)
  const label = type.fields.find((each) => each.name === 'attachments')?.label
  if (attachments.length + papers.length === 0) return null
  return (
    <section aria-label={label}>
      <h2>{label}</h2>
      <ul className="parts">
        {papers.map((paper) => (
          <Enclosure
            key={paper.file}
            name={paper.name}
            address={`/api/v1/mails/${row.id}/files/${paper.file}`}
          />
        ))}
        {attachments.map((id, i) => (
          <Enclosure key={id} name={names[i] ?? '…'} address={`/api/v1/attachments/${id}/content`} />
        ))}
      </ul>
    </section>
  )
}

function Enclosure({ name, address }: { name: string; address: string }) {
  return (
    <li>
      <a href={address} download className="link">
        <Icon name="download" size={14} /> {name}
      </a>
    </li>
  )
}

/** A draft, or what did not leave, written anew where it stands. */
function Rewriting({ type, row, close }: { type: Type; row: Row; close: () => void }) {
  const [letter, setLetter] = useState<Letter>(() => letterOf(row))
  const { busy, error, attempt } = useAttempt()
  async function keep(send: boolean) {
    await attempt(async () => {
      const kept = await update('mails', row.id, row.version, stored(letter))
      if (send) await sendMail(kept)
      close()
    })
  }
  return (
    <section className="card stack mail-letter" aria-label={t('channels.correct')}>
      <LetterFields
        type={type}
        letter={letter}
        error={error}
        set={(more) => setLetter((before) => ({ ...before, ...more }))}
      />
      <div className="row">
        <Button type="primary" loading={busy} onClick={() => keep(true)}>
          {row.state === 'draft' ? t('channels.send') : t('channels.sendAgain')}
        </Button>
        <Button disabled={busy} onClick={() => keep(false)}>
          {t('ui.save')}
        </Button>
        <Button onClick={close}>{t('ui.cancel')}</Button>
      </div>
    </section>
  )
}

function letterOf(row: Row): Letter {
  return {
    toAddress: String(row.toAddress ?? ''),
    ccAddress: String(row.ccAddress ?? ''),
    subject: String(row.subject ?? ''),
    body: String(row.body ?? ''),
    account: idOf(row.account) || null,
    contact: idOf(row.contact) || null,
    attachments: ((row.attachments ?? []) as Value[]).map(idOf),
  }
}
