import { useState } from 'react'
import type { Field, Right, Type } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t, tx } from '@/ui/text'
import { type FieldRight, type Grant, RIGHTS, type ScopeName, scopesOf, VERBS } from './grants'

type Props = { type: Type; grant: Grant; locked: boolean; onChange: (grant: Grant) => void }

/** A type: how far each verb reaches, and its fields. */
export function TypeRow({ type, grant, locked, onChange }: Props) {
  const [open, setOpen] = useState(false)
  const verb = (name: Right, scope: ScopeName | undefined) =>
    onChange({ ...grant, verbs: { ...grant.verbs, [name]: scope ?? null } })
  return (
    <>
      <tr>
        <th scope="row">{type.pluralLabel}</th>
        {VERBS.map((name) => {
          const scope = grant.verbs[name] ?? undefined
          return (
            <td key={name} className={scope ? (scope === 'all' ? 'grant-all' : undefined) : 'grant-none'}>
              <Choice
                disabled={locked}
                label={`${type.pluralLabel}: ${tx(`access.verb.${name}`)}`}
                value={scope ?? ''}
                options={[
                  { value: '', label: t('access.scope.none') },
                  ...scopesOf(type).map((value) => ({ value, label: tx(`access.scope.${value}`) })),
                ]}
                onChange={(value) => verb(name, (value as ScopeName) || undefined)}
              />
            </td>
          )
        })}
        <Differing type={type} grant={grant} open={open} onOpen={setOpen} />
      </tr>
      {open && <Fields type={type} fields={type.fields} grant={grant} locked={locked} onChange={onChange} />}
    </>
  )
}

/** A part under its owner, with whose verbs it goes; its reference to the owner needs no right. */
export function PartRow({ type, owner, grant, locked, onChange }: Props & { owner: Type }) {
  const [open, setOpen] = useState(false)
  const link = owner.relations.find((relation) => relation.target === type.name)?.field
  const fields = type.fields.filter((field) => field.name !== link)
  return (
    <>
      <tr className="grant-part">
        <th scope="row">{type.pluralLabel}</th>
        <td colSpan={VERBS.length} className="muted">
          {t('access.part', { owner: owner.pluralLabel })}
        </td>
        <Differing type={type} grant={grant} open={open} onOpen={setOpen} />
      </tr>
      {open && <Fields type={type} fields={fields} grant={grant} locked={locked} onChange={onChange} />}
    </>
  )
}

type DifferingProps = { type: Type; grant: Grant; open: boolean; onOpen: (open: boolean) => void }

function Differing({ type, grant, open, onOpen }: DifferingProps) {
  const differing = Object.keys(grant.fields ?? {}).length
  const text = differing ? t('access.fields.some', { n: differing }) : t('access.fields.none')
  return (
    <td>
      <button
        type="button"
        className="plain"
        aria-expanded={open}
        aria-label={`${type.pluralLabel}: ${t('access.fields')}: ${text}`}
        onClick={() => onOpen(!open)}
      >
        <Icon name={open ? 'down' : 'right'} size={12} /> {text}
      </button>
    </td>
  )
}

function Fields({ type, fields, grant, locked, onChange }: Props & { fields: Field[] }) {
  const field = (name: string, right: FieldRight | 'as') => {
    const others = Object.fromEntries(Object.entries(grant.fields ?? {}).filter(([each]) => each !== name))
    onChange({ ...grant, fields: right === 'as' ? others : { ...others, [name]: right } })
  }
  return (
    <tr>
      <td colSpan={VERBS.length + 2}>
        <div className="grant-fields">
          {fields
            .filter((each) => !['id', 'version'].includes(each.name))
            .map((each) => (
              <span key={each.name} className="row">
                <span className="cut">{each.label}</span>
                <Choice
                  disabled={locked}
                  label={`${type.pluralLabel}: ${each.label}`}
                  value={grant.fields?.[each.name] ?? 'as'}
                  options={[
                    { value: 'as', label: t('access.right.as') },
                    ...RIGHTS.map((value) => ({ value, label: tx(`access.right.${value}`) })),
                  ]}
                  onChange={(right) => field(each.name, right as FieldRight | 'as')}
                />
              </span>
            ))}
        </div>
      </td>
    </tr>
  )
}

type ChoiceProps = {
  label: string
  value: string
  options: { value: string; label: string }[]
  disabled: boolean
  onChange: (value: string) => void
}

/** The browser's own list: the grid has hundreds of them. */
function Choice({ label, value, options, disabled, onChange }: ChoiceProps) {
  return (
    <select
      className="grant-choice"
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
