import { Button, Input } from 'antd'
import { newKey, Problem, post } from '@/api/client'
import { useType } from '@/api/queries'
import { changed, create } from '@/api/records'
import { may, type Row, type Type } from '@/api/types'
import { type Sending, upload } from '@/api/upload'
import { FieldInput } from '@/records/fields/input'
import { useNames } from '@/records/fields/names'
import { FileButton } from '@/ui/filebutton'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import './channels.css'

/** A mail as it is being written. */
export type Letter = {
  toAddress: string
  ccAddress: string
  subject: string
  body: string
  account: string | null
  contact: string | null
  attachments: string[]
}

export const BLANK: Letter = {
  toAddress: '',
  ccAddress: '',
  subject: '',
  body: '',
  account: null,
  contact: null,
  attachments: [],
}

/** What is stored of it: an empty line is none. */
export function stored(letter: Letter): Record<string, unknown> {
  return { ...letter, ccAddress: letter.ccAddress || null, body: letter.body || null }
}

/** Has a draft leave, or what did not arrive once more. */
export async function sendMail(mail: Row): Promise<void> {
  await post(`/mails/${mail.id}/send`, {}, { idempotencyKey: newKey() })
  await changed()
  say(t('channels.underWay', { to: String(mail.toAddress) }))
}

type Props = { type: Type; letter: Letter; error: unknown; set: (more: Partial<Letter>) => void }

/** To whom, what about, the text at a proper size, and what goes with it. */
export function LetterFields({ type, letter, error, set }: Props) {
  const wrong = error instanceof Problem ? error.byField() : {}
  const line = (name: 'toAddress' | 'ccAddress' | 'subject', required = false) => (
    <Labelled label={labelOf(type, name)} error={wrong[name]} required={required}>
      {(id) => (
        <Input id={id} value={letter[name]} onChange={(event) => set({ [name]: event.target.value })} />
      )}
    </Labelled>
  )
  return (
    <>
      <WhatIsWrong error={error} fields={['toAddress', 'ccAddress', 'subject', 'body']} />
      <div className="mail-parties">
        <Customer type={type} name="contact" letter={letter} set={set} />
        <Customer type={type} name="account" letter={letter} set={set} />
        {line('toAddress', true)}
        {line('ccAddress')}
      </div>
      {line('subject', true)}
      <Labelled label={labelOf(type, 'body')} error={wrong.body}>
        {(id) => (
          <Input.TextArea
            id={id}
            className="mail-text"
            value={letter.body}
            onChange={(event) => set({ body: event.target.value })}
          />
        )}
      </Labelled>
      <Enclosed type={type} letter={letter} set={set} />
    </>
  )
}

function labelOf(type: Type, name: string): string {
  return type.fields.find((field) => field.name === name)?.label ?? name
}

type PartProps = Omit<Props, 'error'>

function Customer({ type, name, letter, set }: PartProps & { name: 'account' | 'contact' }) {
  const field = type.fields.find((each) => each.name === name)
  if (!field) return null
  return (
    <Labelled label={field.label}>
      {(id) => (
        <FieldInput
          id={id}
          field={field}
          value={letter[name]}
          onChange={(chosen) => set({ [name]: chosen as string | null })}
        />
      )}
    </Labelled>
  )
}

/** The files that go with the mail; a new one is kept with its customer. */
function Enclosed({ type, letter, set }: PartProps) {
  const kind = useType('attachments')
  const names = useNames(kind, letter.attachments)
  if (!kind) return null
  async function take(file: File, how: Sending) {
    const brought = await upload<{ id: string; name: string }>('/files', file, how)
    const { account, contact } = letter
    const made = await create('attachments', { name: brought.name, file: brought.id, account, contact })
    set({ attachments: [...letter.attachments, made.id] })
  }
  return (
    <section className="stack" aria-label={labelOf(type, 'attachments')}>
      <ul className="parts">
        {letter.attachments.map((id, i) => (
          <li key={id} className="row">
            <Icon name="note" size={14} /> <span className="cut">{names[i] ?? '…'}</span>
            <Button
              size="small"
              type="text"
              aria-label={t('channels.without', { name: names[i] ?? '' })}
              icon={<Icon name="close" size={13} />}
              onClick={() => set({ attachments: letter.attachments.filter((each) => each !== id) })}
            />
          </li>
        ))}
      </ul>
      {may(kind, 'create') && (
        <div>
          <FileButton label={t('channels.attach')} accept="" take={take} />
        </div>
      )}
    </section>
  )
}
