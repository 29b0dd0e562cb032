import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { post } from '@/api/client'
import { changed, create, recordQuery, someQuery } from '@/api/records'
import { type Field, idOf, type Row, type Type } from '@/api/types'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import './channels.css'

type Props = { type: Type; row: Row; close: () => void }
type Text = { subject: string; body: string }

/** A mail to the customer of a record, from a template or not, looked at before it leaves. */
export default function Compose({ type, row, close }: Props) {
  const draft = `mail/${type.plural}/${row.id}`
  const kept = readDraft(draft) as Partial<Text & { to: string }>
  const [to, setTo] = useState<string | null>(kept.to ?? null)
  const [subject, setSubject] = useState(kept.subject ?? '')
  const [body, setBody] = useState(kept.body ?? '')
  const [shown, setShown] = useState<Text | null>(null)
  const { busy, error, attempt } = useAttempt()
  const templates = useQuery(
    someQuery(
      'mail-templates',
      { select: 'id,name,subject,body', filter: `forType == "${type.plural}"`, sort: 'name' },
      100,
    ),
  )
  const whom = customerOf(type, row)
  const contact = useQuery({ ...recordQuery('contacts', whom.contact ?? ''), enabled: Boolean(whom.contact) })
  const account = useQuery({ ...recordQuery('accounts', whom.account ?? ''), enabled: Boolean(whom.account) })
  const own = type.plural === 'leads' ? row.email : null
  const address = to ?? String(own ?? contact.data?.email ?? account.data?.email ?? '')
  useEffect(() => {
    if (subject || body) keepDraft(draft, { to, subject, body })
  }, [draft, to, subject, body])
  function choose(id: string) {
    const template = templates.data?.items.find((each) => each.id === id)
    if (!template) return
    setSubject(String(template.subject))
    setBody(String(template.body))
    setShown(null)
  }
  async function filled(): Promise<Text> {
    return post<Text>('/mail-templates/preview', { type: type.plural, id: row.id, subject, body })
  }
  async function send() {
    const text = shown ?? (await filled())
    const mail = await create('mails', {
      ...text,
      toAddress: address,
      account: whom.account,
      contact: whom.contact,
      ...aboutOf(type, row),
    })
    await post(`/mails/${mail.id}/send`, {})
    dropDraft(draft)
    await changed()
    say(t('channels.underWay', { to: address }))
    close()
  }
  return (
    <Drawer open title={t('channels.write')} onClose={close} size="large">
      <div className="stack">
        <WhatIsWrong error={error} fields={[]} />
        <Labelled label={t('channels.to')} required>
          {(id) => (
            <Input
              id={id}
              value={address}
              onChange={(event) => setTo(event.target.value)}
              disabled={!!shown}
            />
          )}
        </Labelled>
        {shown ? (
          <article className="mail-shown" aria-label={t('channels.preview')}>
            <h3>{shown.subject}</h3>
            <p>{shown.body}</p>
          </article>
        ) : (
          <>
            <Labelled label={t('channels.template')} help={t('channels.template.help')}>
              {(id) => (
                <Select
                  id={id}
                  className="field-input"
                  placeholder={t('channels.template.none')}
                  onChange={choose}
                  options={templates.data?.items.map((each) => ({
                    value: each.id,
                    label: String(each.name),
                  }))}
                />
              )}
            </Labelled>
            <Labelled label={t('channels.subject')} required>
              {(id) => <Input id={id} value={subject} onChange={(event) => setSubject(event.target.value)} />}
            </Labelled>
            <Labelled label={t('channels.body')} required>
              {(id) => (
                <Input.TextArea
                  id={id}
                  className="mail-text"
                  value={body}
                  onChange={(event) => setBody(event.target.value)}
                />
              )}
            </Labelled>
            <Labelled label={t('channels.field')}>
              {(id) => (
                <Select
                  id={id}
                  className="field-input"
                  value={null}
                  placeholder={t('channels.field.choose')}
                  onChange={(name: string | null) => name && setBody(`${body}{{${name}}}`)}
                  options={fieldsOf(type).map((each) => ({ value: each.name, label: each.label }))}
                />
              )}
            </Labelled>
          </>
        )}
        <div className="row">
          {shown ? (
            <Button onClick={() => setShown(null)}>{t('channels.back')}</Button>
          ) : (
            <Button disabled={!subject || busy} onClick={() => attempt(async () => setShown(await filled()))}>
              {t('channels.preview')}
            </Button>
          )}
          <Button type="primary" loading={busy} disabled={!subject || !address} onClick={() => attempt(send)}>
            {t('channels.send')}
          </Button>
        </div>
      </div>
    </Drawer>
  )
}

/** The fields that a person would put into a letter; references by their name. */
function fieldsOf(type: Type): Field[] {
  return type.fields
    .filter((field) => !['json', 'file', 'references', 'extension', 'multiChoice'].includes(field.kind))
    .map((field) =>
      field.kind === 'reference'
        ? { ...field, name: `${field.name}.${field.target === 'quote' ? 'number' : 'name'}` }
        : field,
    )
}

function customerOf(type: Type, row: Row): { account: string | null; contact: string | null } {
  if (type.plural === 'accounts') return { account: row.id, contact: null }
  if (type.plural === 'contacts') return { account: idOf(row.account) || null, contact: row.id }
  return { account: idOf(row.account) || null, contact: idOf(row.contact) || null }
}

/** The lead or the opportunity on whose timeline the mail stands as well. */
function aboutOf(type: Type, row: Row): { lead?: string; opportunity?: string } {
  if (type.plural === 'leads') return { lead: row.id }
  const opportunity = type.plural === 'opportunities' ? row.id : idOf(row.opportunity)
  return opportunity ? { opportunity } : {}
}
