import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useSession } from '@/api/queries'
import { may, type Row, type Type, type Verb } from '@/api/types'
import { labelOf } from '@/records/fields/value'
import { doVerb } from '@/records/record/verb'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import type { Line } from './lines'
import { usePaper } from './quote'

const VerbDialog = lazy(() => import('@/records/record/verbdialog'))
const AcceptDialog = lazy(() => import('./accept'))

const TONES: Record<string, string> = {
  submitted: 'mark-warm',
  approved: 'mark-good',
  sent: 'mark-warm',
  accepted: 'mark-good',
  declined: 'mark-wrong',
  expired: 'mark-wrong',
}

export function StatusMark({ type, row }: { type: Type; row: Row }) {
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
  lines: Line[]
  editable: boolean
  dirty: boolean
  busy: boolean
  pending?: { asked: boolean }
  save: () => Promise<Row | null>
  send: () => void
}

/** The one thing to do next, and beside it what else may be done. Who is asked for his word answers below. */
export function Next({ type, row, lines, editable, dirty, busy, pending, save, send }: NextProps) {
  const navigate = useNavigate()
  const { administrator } = useSession()
  const [asked, setAsked] = useState<Verb | null>(null)
  const verb = (name: string) => type.verbs.find((each) => each.name === name)
  const status = String(row.status)
  const writes = may(type, 'update')
  const paper = usePaper(type)
  const decides = writes && administrator && status === 'submitted' && !pending?.asked
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
      {paper && (
        <Button
          href={`/api/v1/quotes/${row.id}/pdf`}
          target="_blank"
          icon={<Icon name="download" size={14} />}
        >
          PDF
        </Button>
      )}
      {editable && (
        <Button disabled={!dirty} loading={busy} onClick={() => void save()}>
          {t('ui.save')}
        </Button>
      )}
      {writes && status === 'draft' && (
        <Button type="primary" onClick={() => submit().catch(complain)}>
          {verb('submit')?.label}
        </Button>
      )}
      {writes && ['submitted', 'approved', 'sent', 'declined', 'expired'].includes(status) && (
        <Button onClick={() => run('revise').catch(complain)}>{verb('revise')?.label}</Button>
      )}
      {decides && (
        <Button type="primary" onClick={() => run('approve').catch(complain)}>
          {verb('approve')?.label}
        </Button>
      )}
      {writes && paper && ['approved', 'sent'].includes(status) && (
        <Button type={status === 'approved' ? 'primary' : 'default'} onClick={send}>
          {status === 'approved' ? verb('send')?.label : t('quotes.sendAgain')}
        </Button>
      )}
      {writes && status === 'sent' && (
        <Button onClick={() => setAsked(verb('accept') ?? null)}>{verb('accept')?.label}</Button>
      )}
      {decides && <Button onClick={() => setAsked(verb('reject') ?? null)}>{verb('reject')?.label}</Button>}
      {asked && (
        <Suspense>
          {asked.name === 'accept' ? (
            <AcceptDialog type={type} row={row} verb={asked} lines={lines} close={() => setAsked(null)} />
          ) : (
            <VerbDialog type={type} row={row} verb={asked} close={() => setAsked(null)} />
          )}
        </Suspense>
      )}
    </>
  )
}
