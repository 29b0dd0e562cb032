import { Button } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useMemo, useState } from 'react'
import { newKey, type Problem } from '@/api/client'
import type { Row, Type, Value } from '@/api/types'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'
import { asked, editable } from '../fields/editable'
import { FieldInput } from '../fields/input'
import { type Area, areasOf, labelOfArea } from './areas'
import { dropDraft, keepDraft, readDraft } from './draft'

type Values = Record<string, Value>
type Props = {
  type: Type
  start?: Values
  draft?: string
  submitLabel: string
  send: (values: Values, idempotencyKey: string) => Promise<Row>
  done: (row: Row) => void
  cancel?: () => void
}

/** A form drawn from the declaration. What was typed outlives a reload and an ended session. */
export function RecordForm({ type, start, draft, submitLabel, send, done, cancel }: Props) {
  const [values, setValues] = useState<Values>(() => ({ ...start, ...readDraft(draft) }))
  const { busy, error, attempt } = useAttempt<Problem>()
  const key = useMemo(newKey, [])
  const fields = editable(type)
  const sections = areasOf(fields)
  const wrong = error?.byField?.() ?? {}
  useEffect(() => keepDraft(draft, values), [draft, values])
  async function submit(event: FormEvent) {
    event.preventDefault()
    await attempt(async () => {
      const row = await send(filled(values), key + digest(values))
      dropDraft(draft)
      done(row)
    })
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <WhatIsWrong error={error} fields={fields.map((f) => f.name)} />
      {sections.map((section) => (
        <FormArea
          key={section.area}
          area={sections.length > 1 ? section.area : null}
          open={section.area !== 'rest' || section.fields.some((f) => asked(f) || f.name in values)}
          wrong={section.fields.some((f) => wrong[f.name])}
        >
          {section.fields.map((field) => (
            <div key={field.name} className={field.kind === 'longText' ? 'wide' : undefined}>
              <Labelled
                label={field.label}
                help={field.help ?? (field.filled ? t('records.filled') : null)}
                error={wrong[field.name]}
                required={asked(field)}
              >
                {(id) => (
                  <FieldInput
                    id={id}
                    field={field}
                    row={values as Row}
                    value={values[field.name]}
                    onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
                  />
                )}
              </Labelled>
            </div>
          ))}
        </FormArea>
      ))}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {submitLabel}
        </Button>
        {cancel && <Button onClick={cancel}>{t('ui.cancel')}</Button>}
      </div>
    </form>
  )
}

type AreaProps = { area: Area | null; open: boolean; wrong: boolean; children: ReactNode }

/** Fields that belong together, under what they are about; what few need is folded up until it is asked for. */
function FormArea({ area, open, wrong, children }: AreaProps) {
  const [unfolded, unfold] = useState(open)
  if (!area) return <div className="fields">{children}</div>
  if (area === 'rest') {
    return (
      <details
        className="form-area"
        open={unfolded || wrong}
        onToggle={(event) => unfold(event.currentTarget.open)}
      >
        <summary>{labelOfArea(area)}</summary>
        <div className="fields">{children}</div>
      </details>
    )
  }
  return (
    <fieldset className="form-area">
      <legend>{labelOfArea(area)}</legend>
      <div className="fields">{children}</div>
    </fieldset>
  )
}

function filled(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined && v !== null))
}

/** The same content sent again is the same request; changed content is a new one. */
export function digest(values: Values): string {
  let hash = 0
  for (const char of JSON.stringify(values)) hash = (hash * 31 + char.charCodeAt(0)) | 0
  return `-${(hash >>> 0).toString(36)}`
}
