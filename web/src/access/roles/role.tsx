import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useType, useTypes } from '@/api/queries'
import { recordQuery, update } from '@/api/records'
import { may, type Right, type Type } from '@/api/types'
import { WhatIsWrong } from '@/ui/form'
import { Icon } from '@/ui/icons'
import { Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { say } from '@/ui/toast'
import {
  type FieldRight,
  type Grant,
  grantOf,
  RIGHTS,
  type ScopeName,
  scopesOf,
  VERBS,
  withGrant,
} from './grants'
import '@/ui/admin.css'

/** What a role allows: each verb on each type as far as it reaches, and the fields that differ from their type. */
export default function Role() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const kind = useType('roles')
  const types = useTypes().filter((type) => !type.partOf)
  const found = useQuery(recordQuery('roles', id))
  const [grants, setGrants] = useState<Grant[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => setGrants(null), [found.data?.version])
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const role = found.data
  const stored = (role.grants as Grant[] | undefined) ?? []
  const shown = grants ?? stored
  const locked = role.administrator === true || !may(kind, 'update')
  async function save() {
    setError(null)
    try {
      const saved = await update('roles', id, role.version, { grants })
      say(t('records.saved', { field: String(role.name) }), () =>
        update('roles', id, saved.version, { grants: stored }),
      )
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <Link to="/admin/roles" className="muted">
            {kind?.pluralLabel}
          </Link>
          <h1>{String(role.name)}</h1>
        </div>
        <div className="acts">
          {grants && <Button onClick={() => setGrants(null)}>{t('ui.cancel')}</Button>}
          <Button type="primary" disabled={!grants} onClick={save}>
            {t('ui.save')}
          </Button>
        </div>
      </div>
      <WhatIsWrong error={error} fields={[]} />
      {role.administrator === true ? (
        <p className="page-lead">{t('access.everything.hint')}</p>
      ) : (
        <section className="card ledger-scroll">
          <table className="grants">
            <thead>
              <tr>
                <th scope="col">{t('access.type')}</th>
                {VERBS.map((verb) => (
                  <th key={verb} scope="col">
                    {tx(`access.verb.${verb}`)}
                  </th>
                ))}
                <th scope="col">{t('access.fields')}</th>
              </tr>
            </thead>
            <tbody>
              {types.map((type) => (
                <TypeRow
                  key={type.name}
                  type={type}
                  grant={grantOf(shown, type)}
                  locked={locked}
                  onChange={(grant) => setGrants(withGrant(shown, grant, type))}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}

type RowProps = { type: Type; grant: Grant; locked: boolean; onChange: (grant: Grant) => void }

function TypeRow({ type, grant, locked, onChange }: RowProps) {
  const [open, setOpen] = useState(false)
  const fields = type.fields.flatMap((field) =>
    field.kind === 'extension' ? [field] : ['id', 'version'].includes(field.name) ? [] : [field],
  )
  const differing = Object.keys(grant.fields ?? {}).length
  const verb = (name: Right, scope: ScopeName | undefined) =>
    onChange({ ...grant, verbs: { ...grant.verbs, [name]: scope ?? null } })
  const field = (name: string, right: FieldRight | 'as') => {
    const others = Object.fromEntries(Object.entries(grant.fields ?? {}).filter(([each]) => each !== name))
    onChange({ ...grant, fields: right === 'as' ? others : { ...others, [name]: right } })
  }
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
        <td>
          <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name={open ? 'down' : 'right'} size={12} />{' '}
            {differing ? t('access.fields.some', { n: differing }) : t('access.fields.none')}
          </button>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={VERBS.length + 2}>
            <div className="grant-fields">
              {fields.map((each) => (
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
      )}
    </>
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
