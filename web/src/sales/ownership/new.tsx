import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { newKey, Problem, post } from '@/api/client'
import { useSession, useType, useTypes } from '@/api/queries'
import { changed } from '@/api/records'
import { type Field, makes, may, type Row, type Value } from '@/api/types'
import { FieldInput } from '@/records/fields/input'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Segmented } from '@/ui/segmented'
import { Empty } from '@/ui/states'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'

const KINDS = ['account', 'lead', 'opportunity']

/** Says that a record is somebody else's than the one who has it: the record is chosen, never typed. */
export default function NewDispute() {
  const type = useType('ownership-disputes')
  const { user } = useSession()
  const types = useTypes().filter((each) => KINDS.includes(each.name) && may(each, 'read'))
  const [kind, setKind] = useState(types[0]?.name ?? 'account')
  const [record, setRecord] = useState<Value>(null)
  const [claimant, setClaimant] = useState<Value>(user.id)
  const [reason, setReason] = useState('')
  const { busy, error, attempt } = useAttempt()
  const navigate = useNavigate()
  if (!type || !makes(type)) return <Empty icon="lock" title={t('ui.forbidden')} />
  const label = (name: string) => type.fields.find((field) => field.name === name)?.label ?? name
  const wrong = error instanceof Problem ? error.byField() : {}
  const pick = (name: string, target: string, value: Value, put: (value: Value) => void) => (
    <Labelled label={label(name)} error={wrong[name]} required>
      {(id) => (
        <FieldInput
          id={id}
          label={label(name)}
          field={{ name, label: label(name), kind: 'reference', target, required: true } as Field}
          value={value}
          onChange={put}
        />
      )}
    </Labelled>
  )
  async function open() {
    await attempt(async () => {
      const sent = { recordType: kind, record, claimant, reason: reason || undefined }
      const made = await post<Row>('/ownership-disputes', sent, { idempotencyKey: newKey() })
      void changed()
      say(t('leads.dispute.opened'))
      await navigate({ to: '/$plural/$id', params: { plural: 'ownership-disputes', id: made.id } })
    })
  }
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('records.new', { type: type.label })}</h1>
      </div>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void open()
        }}
      >
        <WhatIsWrong error={error} fields={['record', 'claimant']} />
        <Segmented
          aria-label={label('recordType')}
          value={kind}
          options={types.map((each) => ({ value: each.name, label: each.label }))}
          onChange={(next) => {
            setKind(String(next))
            setRecord(null)
          }}
        />
        <div key={kind}>{pick('record', kind, record, setRecord)}</div>
        {pick('claimant', 'user', claimant, setClaimant)}
        <Labelled label={label('reason')} error={wrong.reason}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={3}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Labelled>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy} disabled={!record || !claimant}>
            {t('records.create')}
          </Button>
          <Button onClick={() => navigate({ to: '/$plural', params: { plural: 'ownership-disputes' } })}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </div>
  )
}
