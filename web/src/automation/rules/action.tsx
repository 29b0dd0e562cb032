import { Button, Input, InputNumber, Select, Switch } from 'antd'
import type { Field, Type } from '@/api/types'
import { FieldInput } from '@/records/fields/input'
import { begin } from '@/ui/focus'
import { Labelled } from '@/ui/form'
import { Icon } from '@/ui/icons'
import { t, tx } from '@/ui/text'
import type { Action } from './rule'

type Props = {
  type: Type
  action: Action
  /** It has just been added: one goes on in it. */
  added: boolean
  error?: string
  onChange: (action: Action) => void
  onRemove: () => void
}

const PEOPLE: Field = { name: 'users', label: '', kind: 'references', target: 'user', many: true }
const PERSON: Field = { name: 'user', label: '', kind: 'reference', target: 'user' }

/** One thing that a rule does. */
export function ActionRow({ type, action, added, error, onChange, onRemove }: Props) {
  return (
    <li ref={added ? begin : undefined} className="rule-action">
      <header className="row">
        <b>{tx(`automation.do.${action.do}`)}</b>
        <Button
          type="text"
          size="small"
          aria-label={t('automation.action.remove')}
          icon={<Icon name="trash" size={14} />}
          onClick={onRemove}
        />
      </header>
      {error && (
        <p className="labelled-error" role="alert">
          {error}
        </p>
      )}
      <div className="rule-fields">
        <Inside type={type} action={action} onChange={onChange} />
      </div>
    </li>
  )
}

function Inside({ type, action, onChange }: Pick<Props, 'type' | 'action' | 'onChange'>) {
  const text = (label: string, value: string, put: (value: string) => Action, area = false) => (
    <Labelled label={label} required help={area ? t('automation.holes', { hole: '{{name}}' }) : undefined}>
      {(id) =>
        area ? (
          <Input.TextArea
            id={id}
            rows={3}
            value={value}
            onChange={(event) => onChange(put(event.target.value))}
          />
        ) : (
          <Input id={id} value={value} onChange={(event) => onChange(put(event.target.value))} />
        )
      }
    </Labelled>
  )
  const people = (label: string, value: string[], put: (ids: string[]) => Action) => (
    <Labelled label={label}>
      {(id) => (
        <FieldInput
          id={id}
          label={label}
          field={{ ...PEOPLE, label }}
          value={value}
          onChange={(ids) => onChange(put((ids as string[] | null) ?? []))}
        />
      )}
    </Labelled>
  )
  switch (action.do) {
    case 'set':
      return <SetField type={type} action={action} onChange={onChange} />
    case 'assign':
      return people(t('automation.inTurn'), action.users, (users) => ({ ...action, users }))
    case 'task':
      return (
        <>
          {text(t('automation.subject'), action.subject, (subject) => ({ ...action, subject }))}
          <Labelled label={t('automation.dueIn')}>
            {(id) => (
              <InputNumber
                id={id}
                min={0}
                max={999}
                value={action.dueInDays ?? 0}
                onChange={(days) => onChange({ ...action, dueInDays: days ?? 0 })}
              />
            )}
          </Labelled>
          <Labelled label={t('automation.who')} help={t('automation.who.help')}>
            {(id) => (
              <FieldInput
                id={id}
                field={{ ...PERSON, label: t('automation.who') }}
                value={action.user ?? null}
                onChange={(user) => onChange({ ...action, user: user as string | null })}
              />
            )}
          </Labelled>
        </>
      )
    case 'notify':
      return (
        <>
          {text(t('automation.text'), action.text, (value) => ({ ...action, text: value }), true)}
          {people(t('automation.whom'), action.users ?? [], (users) => ({ ...action, users }))}
        </>
      )
    case 'mail':
      return (
        <>
          {text(t('automation.to'), action.to, (to) => ({ ...action, to }))}
          {text(t('automation.subject'), action.subject, (subject) => ({ ...action, subject }))}
          {text(t('automation.text'), action.body, (body) => ({ ...action, body }), true)}
        </>
      )
    case 'hook':
      return text(t('automation.url'), action.url, (url) => ({ ...action, url }))
    case 'approval':
      return (
        <>
          {text(t('automation.title'), action.title, (title) => ({ ...action, title }))}
          {people(t('automation.approvers'), action.approvers, (approvers) => ({ ...action, approvers }))}
          <Labelled label={t('automation.allOfThem')}>
            {(id) => (
              <Switch
                id={id}
                checked={Boolean(action.all)}
                onChange={(all) => onChange({ ...action, all })}
              />
            )}
          </Labelled>
        </>
      )
  }
}

function SetField({
  type,
  action,
  onChange,
}: {
  type: Type
  action: Extract<Action, { do: 'set' }>
  onChange: Props['onChange']
}) {
  const fields = type.fields.filter((field) => !field.readOnly)
  const chosen = fields.find((field) => field.name === action.field)
  return (
    <>
      <Labelled label={t('automation.field')} required>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={action.field || undefined}
            options={fields.map((field) => ({ value: field.name, label: field.label }))}
            onChange={(field) => onChange({ ...action, field, value: null })}
          />
        )}
      </Labelled>
      {chosen && (
        <Labelled label={t('automation.value')}>
          {(id) => (
            <FieldInput
              id={id}
              field={{ ...chosen, required: false }}
              value={action.value}
              onChange={(value) => onChange({ ...action, value })}
            />
          )}
        </Labelled>
      )}
    </>
  )
}
