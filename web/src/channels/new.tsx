import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { post } from '@/api/client'
import { useType } from '@/api/queries'
import { create, recordQuery, someQuery } from '@/api/records'
import { makes, type Row, type Type } from '@/api/types'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { useAttempt } from '@/ui/attempt'
import { Labelled } from '@/ui/form'
import { Empty } from '@/ui/states'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import { BLANK, type Letter, LetterFields, sendMail, stored } from './letter'

type Asked = { account?: string; contact?: string }

/** A mail to anybody: with a customer chosen, his address and his templates are at hand. */
export default function NewMail() {
  const type = useType('mails')
  const { account, contact } = useSearch({ strict: false }) as Asked
  if (!type || !makes(type)) return <Empty icon="lock" title={t('ui.forbidden')} />
  return <Writing key={contact ?? account} type={type} asked={{ account, contact }} />
}

function Writing({ type, asked }: { type: Type; asked: Asked }) {
  const draft = ['mails/new', asked.contact ?? asked.account].filter(Boolean).join('/')
  const navigate = useNavigate()
  const [letter, setLetter] = useState<Letter>(() => ({
    ...BLANK,
    account: asked.account ?? null,
    contact: asked.contact ?? null,
    ...(readDraft(draft) as Partial<Letter>),
  }))
  const { busy, error, setError, attempt } = useAttempt()
  const set = (more: Partial<Letter>) => setLetter((before) => ({ ...before, ...more }))
  const customer = useCustomer(letter)
  const proposed = useRef('')
  useEffect(() => keepDraft(draft, letter), [draft, letter])
  useEffect(() => {
    if (!customer) return
    const address = String(customer.email ?? '')
    // what somebody typed stays; the address of whom was chosen before goes with him
    const replaced = ['', proposed.current]
    proposed.current = address
    setLetter((before) => (replaced.includes(before.toAddress) ? { ...before, toAddress: address } : before))
  }, [customer])
  async function keep(send: boolean) {
    await attempt(async () => {
      const mail = await create('mails', stored(letter))
      dropDraft(draft)
      await navigate({ to: '/$plural/$id', params: { plural: 'mails', id: mail.id } })
      // the mail is kept now: whether it can be sent is told on its own page
      if (send) sendMail(mail).catch(complain)
    })
  }
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('records.new', { type: type.label })}</h1>
      </div>
      <div className="stack mail-letter">
        <Templates letter={letter} set={set} onError={setError} />
        <LetterFields type={type} letter={letter} error={error} set={set} />
        <div className="row">
          <Button
            type="primary"
            loading={busy}
            disabled={!letter.toAddress || !letter.subject}
            onClick={() => keep(true)}
          >
            {t('channels.send')}
          </Button>
          <Button disabled={busy || !letter.toAddress || !letter.subject} onClick={() => keep(false)}>
            {t('channels.keep')}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** Whose address is taken: the contact's before the account's. */
function useCustomer({ contact, account }: Letter): Row | undefined {
  const person = useQuery({ ...recordQuery('contacts', contact ?? ''), enabled: Boolean(contact) })
  const company = useQuery({ ...recordQuery('accounts', account ?? ''), enabled: Boolean(account) })
  return contact ? person.data : account ? company.data : undefined
}

type TemplateProps = {
  letter: Letter
  set: (more: Partial<Letter>) => void
  onError: (problem: unknown) => void
}

/** A template fills subject and text from the chosen customer. */
function Templates({ letter, set, onError }: TemplateProps) {
  const plural = letter.contact ? 'contacts' : letter.account ? 'accounts' : null
  const found = useQuery({
    ...someQuery(
      'mail-templates',
      { select: 'id,name,subject,body', filter: `forType == "${plural}"`, sort: 'name' },
      100,
    ),
    enabled: Boolean(plural),
  })
  const templates = plural ? (found.data?.items ?? []) : []
  if (templates.length === 0) return null
  async function choose(id: string) {
    const template = templates.find((each) => each.id === id)
    if (!template) return
    const { subject, body } = template
    try {
      const asked = { type: plural, id: letter.contact ?? letter.account, subject, body }
      set(await post<Pick<Letter, 'subject' | 'body'>>('/mail-templates/preview', asked))
    } catch (problem) {
      onError(problem)
    }
  }
  return (
    <Labelled label={t('channels.template')}>
      {(id) => (
        <Select
          id={id}
          className="field-input"
          placeholder={t('channels.template.none')}
          onChange={(chosen: string) => void choose(chosen)}
          options={templates.map((each) => ({ value: each.id, label: String(each.name) }))}
        />
      )}
    </Labelled>
  )
}
