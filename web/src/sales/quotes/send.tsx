import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { recordQuery } from '@/api/records'
import { idOf, type Row, type Type, type Value } from '@/api/types'
import { Copy } from '@/records/fields/value'
import { doVerb } from '@/records/record/verb'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'

type Props = { type: Type; row: Row; close: () => void }
type Sent = { link?: string; mail?: string; to?: string }

/** The address of a record, where it has one that one may read. */
function useEmail(plural: string, record: Value): string | undefined {
  const id = idOf(record)
  const found = useQuery({ ...recordQuery(plural, id), enabled: Boolean(id), retry: false })
  return found.data?.email ? String(found.data.email) : undefined
}

/** Sends the quote with a link, and shows the link for those who pass it on by themselves. */
export default function SendDialog({ type, row, close }: Props) {
  const [to, setTo] = useState('')
  const [message, setMessage] = useState('')
  const [sent, setSent] = useState<Sent | null>(null)
  const { busy, error, attempt } = useAttempt()
  const person = useEmail('contacts', row.contact)
  const house = useEmail('accounts', row.account)
  const verb = type.verbs.find((each) => each.name === 'send')
  async function send() {
    if (!verb) return
    await attempt(async () => {
      setSent((await doVerb(type, row, verb, { to: to || null, message: message || null })) as Sent)
    })
  }
  const address = sent?.link ? new URL(sent.link, location.href).href : ''
  return (
    <Modal
      open
      title={verb?.label}
      onCancel={close}
      footer={
        sent ? (
          <Button type="primary" onClick={close}>
            {t('ui.close')}
          </Button>
        ) : (
          <>
            <Button onClick={close}>{t('ui.cancel')}</Button>
            <Button type="primary" loading={busy} onClick={send}>
              {verb?.label}
            </Button>
          </>
        )
      }
    >
      {sent ? (
        <div className="stack">
          <p>{sent.mail ? t('quotes.mailed', { to: sent.to ?? '' }) : t('quotes.linkOnly')}</p>
          <p className="row">
            <a href={address} target="_blank" rel="noreferrer noopener" className="link quote-link">
              {address}
            </a>
            <Copy text={address} />
          </p>
        </div>
      ) : (
        <div className="stack">
          <WhatIsWrong error={error} />
          <Labelled label={t('quotes.to')} help={t('quotes.to.help')}>
            {(id) => (
              <Input
                id={id}
                type="email"
                placeholder={person ?? house}
                value={to}
                onChange={(event) => setTo(event.target.value)}
              />
            )}
          </Labelled>
          <Labelled label={t('quotes.message')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={5}
                value={message}
                onChange={(event) => setMessage(event.target.value)}
              />
            )}
          </Labelled>
        </div>
      )}
    </Modal>
  )
}
