import { useQuery } from '@tanstack/react-query'
import { Button, type GetRef, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { queryString } from '@/api/client'
import { useType } from '@/api/queries'
import { bulk, changed, someQuery } from '@/api/records'
import type { Row, Value } from '@/api/types'
import { type Sending, upload } from '@/api/upload'
import { FieldInput } from '@/records/fields/input'
import { useAttempt } from '@/ui/attempt'
import { FileButton } from '@/ui/filebutton'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { number } from '@/ui/format'
import { Empty, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { act } from './leads'
import '@/records/record/record.css'
import './leads.css'

const FIELDS = [
  'name',
  'company',
  'jobTitle',
  'email',
  'mobile',
  'phone',
  'wechat',
  'website',
  'street',
  'city',
]

/** One card after the other: what was read from it, for a person to confirm with Enter. */
export default function CardQueue() {
  const type = useType('cards')
  const leads = useType('leads')
  const waiting = useQuery({
    ...someQuery('cards', { filter: 'status == "waiting"', sort: 'createdAt' }, 50, true),
    enabled: Boolean(type),
  })
  if (!type || !leads) return <Empty icon="lock" title={t('ui.forbidden')} />
  const card = waiting.data?.items[0]
  return (
    <div className="page record">
      <header className="record-head">
        <div className="record-name">
          <h1>{t('leads.cards')}</h1>
          <div className="record-lead second">
            {t('leads.cards.waiting', { count: number(waiting.data?.count ?? 0) })}
          </div>
        </div>
      </header>
      <div className="record-columns record-two">
        <div>
          <Bring />
        </div>
        <div>
          {waiting.isPending && <Loading rows={6} />}
          {waiting.data && !card && <Empty icon="check" title={t('leads.cards.none')} />}
          {card && <OneCard key={card.id} card={card} />}
        </div>
      </div>
    </div>
  )
}

function OneCard({ card }: { card: Row }) {
  const leads = useType('leads')
  const proposed = typeof card.proposal === 'string' ? JSON.parse(card.proposal) : (card.proposal ?? {})
  const [values, setValues] = useState<Record<string, string>>(proposed as Record<string, string>)
  const { busy, error, attempt } = useAttempt()
  const wrong = (error as { byField?: () => Record<string, string> } | null)?.byField?.() ?? {}
  async function done(verb: 'confirm' | 'skip') {
    await attempt(async () => {
      const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))
      await act('cards', card.id, verb, verb === 'confirm' ? filled : {})
      if (verb === 'skip') say(t('leads.cards.skipped'), () => act('cards', card.id, 'requeue'))
      else say(t('leads.cards.confirmed', { name: values.name ?? '' }))
    })
  }
  return (
    <section className="card" aria-label={t('leads.cards.read')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void done('confirm')
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') void done('skip')
        }}
      >
        {Boolean(card.picture) && <CardPicture id={card.id} />}
        {Boolean(card.text) && <pre className="second leads-text">{String(card.text)}</pre>}
        <WhatIsWrong error={error} fields={FIELDS} />
        <div className="leads-fields">
          {FIELDS.map((name, i) => (
            <Labelled
              key={name}
              label={leads?.fields.find((f) => f.name === name)?.label ?? name}
              error={wrong[name]}
              required={name === 'name'}
            >
              {(id) => (
                <Input
                  id={id}
                  autoFocus={i === 0}
                  value={values[name] ?? ''}
                  onChange={(event) => setValues((before) => ({ ...before, [name]: event.target.value }))}
                />
              )}
            </Labelled>
          ))}
        </div>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('leads.cards.confirm')}
          </Button>
          <Button onClick={() => void done('skip')}>{t('leads.cards.skip')}</Button>
          <span className="muted push">{t('leads.cards.keys')}</span>
        </div>
      </form>
    </section>
  )
}

/** The card itself, to read from; a kind of picture that the browser does not know is left out. */
function CardPicture({ id }: { id: string }) {
  const [known, setKnown] = useState(true)
  if (!known) return <p className="muted">{t('leads.cards.unseen')}</p>
  const address = `/api/v1/cards/${id}/picture`
  return (
    <a href={address} target="_blank" rel="noreferrer" aria-label={t('leads.cards.enlarge')}>
      <img className="leads-card" src={address} alt="" onError={() => setKnown(false)} />
    </a>
  )
}

/** Texts of cards with an empty line between, a picture, a vCard, a table or a ZIP; and the fair they are from. */
function Bring() {
  const [text, setText] = useState('')
  const [batch, setBatch] = useState('')
  const [event, setEvent] = useState<Value>(null)
  const area = useRef<GetRef<typeof Input.TextArea>>(null)
  const fair = useType('cards')?.fields.find((field) => field.name === 'event')
  useEffect(() => setBatch(new Date().toLocaleDateString('sv')), [])
  async function add() {
    const between = /BEGIN:VCARD/i.test(text) ? /(?=BEGIN:VCARD)/i : /\n\s*\n|\n-{3,}\n/
    const cards = text
      .split(between)
      .map((each) => each.trim())
      .filter(Boolean)
    const { results } = await bulk(
      'cards',
      cards.map((each) => ({ op: 'create', record: { text: each, batch, event } })),
    )
    const refused = results.flatMap(({ status, ...why }, i) =>
      status >= 300 ? { text: cards[i] ?? '', why } : [],
    )
    // what was refused stays, to be mended
    setText(refused.map((each) => each.text).join('\n\n'))
    area.current?.focus()
    await changed()
    if (refused.length < cards.length) say(t('leads.cards.added', { count: cards.length - refused.length }))
    const [first] = refused
    if (first)
      complain(new Error(t('leads.cards.refused', { reason: first.why.detail ?? first.why.title ?? '' })))
  }
  async function file(file: File, how: Sending) {
    const from = queryString({ event: event ? String(event) : undefined, batch: batch.trim() })
    const answer = await upload<{ cards: number }>(`/cards/batch${from}`, file, how)
    await changed()
    say(t('leads.cards.added', { count: answer.cards }))
  }
  return (
    <section className="card stack" aria-label={t('leads.cards.bring')}>
      <h2>{t('leads.cards.bring')}</h2>
      {fair && (
        <Labelled label={fair.label}>
          {(id) => <FieldInput id={id} label={fair.label} field={fair} value={event} onChange={setEvent} />}
        </Labelled>
      )}
      <Labelled label={t('leads.cards.batch')}>
        {(id) => <Input id={id} value={batch} onChange={(event) => setBatch(event.target.value)} />}
      </Labelled>
      <Labelled label={t('leads.cards.paste')}>
        {(id) => (
          <Input.TextArea
            ref={area}
            id={id}
            rows={10}
            value={text}
            placeholder={t('leads.cards.placeholder')}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Labelled>
      <Button disabled={!text.trim()} onClick={() => add().catch(complain)}>
        {t('leads.cards.add')}
      </Button>
      <FileButton
        label={t('leads.cards.zip')}
        accept="image/*,.vcf,.txt,.zip,.csv,.tsv,.xlsx,.xls"
        take={file}
      />
    </section>
  )
}
