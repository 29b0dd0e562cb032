import { Modal } from 'antd'
import { useMemo, useState } from 'react'
import { newKey } from '@/api/client'
import type { Row, Type, Value, Verb } from '@/api/types'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'
import { FieldInput } from '../fields/input'
import { doVerb } from './verb'

type Props = {
  type: Type
  row: Row
  verb: Verb
  start?: Record<string, Value>
  close: () => void
  done?: (answer: unknown) => void
}

/** Asks what a business verb needs, does it, and shows what is wrong at the field it is about. */
export default function VerbDialog({ type, row, verb, start, close, done }: Props) {
  const [values, setValues] = useState<Record<string, Value>>(start ?? {})
  const { busy, error, attempt } = useAttempt()
  const idempotencyKey = useMemo(newKey, [])
  const fields = verb.fields ?? []
  const wrong = (error as { byField?: () => Record<string, string> } | null)?.byField?.() ?? {}
  async function run() {
    await attempt(async () => {
      const answer = await doVerb(type, row, verb, values, error ? newKey() : idempotencyKey)
      close()
      done?.(answer)
    })
  }
  return (
    <Modal
      open
      title={verb.label}
      okText={verb.label}
      okButtonProps={{ loading: busy }}
      cancelText={t('ui.cancel')}
      onOk={run}
      onCancel={close}
    >
      <div className="stack">
        <WhatIsWrong error={error} fields={fields.map((f) => f.name)} />
        {fields.map((field) => (
          <Labelled key={field.name} label={field.label} error={wrong[field.name]} required={field.required}>
            {(id) => (
              <FieldInput
                id={id}
                field={field}
                row={row}
                value={values[field.name]}
                onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
              />
            )}
          </Labelled>
        ))}
      </div>
    </Modal>
  )
}
