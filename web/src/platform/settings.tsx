import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { Problem, put } from '@/api/client'
import { queries, useSettings } from '@/api/queries'
import { changed } from '@/api/records'
import { FieldInput } from '@/records/fields/input'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { say } from '@/ui/toast'
import { Logo } from './logo'
import { TestMail } from './testmail'
import { AsOf, Returns } from './valuesetting'
import '@/ui/admin.css'

type Values = Record<string, unknown>
/** How a value of a setting is asked: as a field of that kind would be, or by a control of its own. */
type Asked =
  | 'text'
  | 'longText'
  | 'email'
  | 'phone'
  | 'url'
  | 'number'
  | 'users'
  | 'logo'
  | 'returns'
  | 'asOf'

const GROUPS: Record<string, Record<string, Asked>> = {
  company: {
    name: 'text',
    nameZh: 'text',
    address: 'longText',
    addressZh: 'longText',
    country: 'text',
    phone: 'phone',
    email: 'email',
    website: 'url',
    taxNumber: 'text',
    bank: 'longText',
    logo: 'logo',
    footer: 'longText',
    footerZh: 'longText',
  },
  quotes: {
    validDays: 'number',
    maxPaymentDays: 'number',
    maxDiscount: 'number',
    maxAmount: 'number',
    minMargin: 'number',
    approvers: 'users',
    secondAmount: 'number',
    secondApprovers: 'users',
  },
  mail: { from: 'email', signature: 'longText' },
  value: { returns: 'returns', asOf: 'asOf' },
  ownership: {
    entered: 'number',
    first: 'number',
    claimed: 'number',
    assigned: 'number',
    returned: 'number',
    call: 'number',
    mail: 'number',
    meeting: 'number',
    visit: 'number',
    recentDays: 'number',
  },
}

/** What holds for the whole company. */
export default function Settings() {
  const found = useSettings()
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const groups = found.data as Record<string, Values>
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('platform.settings')}</h1>
      </div>
      <div className="settings">
        {Object.entries(GROUPS).map(([name, asked]) => {
          const values = groups[name]
          return values && <Group key={name} name={name} asked={asked} values={values} />
        })}
      </div>
    </div>
  )
}

function Group({ name, asked, values }: { name: string; asked: Record<string, Asked>; values: Values }) {
  const kept = `settings/${name}`
  const [draft, setDraft] = useState<Values>(() => ({ ...values, ...readDraft(kept) }))
  const [error, setError] = useState<unknown>(null)
  const wrong = error instanceof Problem ? error.byField() : {}
  const names = Object.keys(asked)
  const differs = (each: string) => JSON.stringify(draft[each]) !== JSON.stringify(values[each])
  const same = !names.some(differs)
  const title = tx(`platform.${name}`, {}, name)
  useEffect(() => {
    dropDraft(kept)
    keepDraft(kept, Object.fromEntries(names.filter(differs).map((each) => [each, draft[each] ?? null])))
  }, [draft, values])
  async function save() {
    setError(null)
    try {
      // what the page does not ask stays as it is
      await put(`/settings/${name}`, { ...values, ...draft })
      await queries.invalidateQueries({ queryKey: ['settings'] })
      await changed()
      say(t('platform.kept'))
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted">{tx(`platform.${name}.lead`, {}, '')}</p>
      <WhatIsWrong error={error} fields={names} />
      <div className="fields">
        {names.map((each) => (
          <div key={each} className={asked[each] === 'logo' ? 'wide' : undefined}>
            <Labelled
              label={tx(`platform.${name}.${each}`, {}, each)}
              help={tx(`platform.${name}.${each}.help`, {}, '')}
              error={wrong[each]}
            >
              {(id) => (
                <Control
                  id={id}
                  name={each}
                  asked={asked[each] as Asked}
                  value={draft[each]}
                  onChange={(value) => setDraft((before) => ({ ...before, [each]: value }))}
                />
              )}
            </Labelled>
          </div>
        ))}
      </div>
      <div className="row wrap">
        <Button type="primary" disabled={same} onClick={save}>
          {t('ui.save')}
        </Button>
        {name === 'mail' && <TestMail disabled={!same} />}
      </div>
    </section>
  )
}

type ControlProps = {
  id: string
  name: string
  asked: Asked
  value: unknown
  onChange: (value: unknown) => void
}

function Control({ id, name, asked, value, onChange }: ControlProps) {
  if (asked === 'returns') return <Returns id={id} value={value} onChange={onChange} />
  if (asked === 'asOf') return <AsOf id={id} value={String(value ?? '')} onChange={onChange} />
  if (asked === 'logo') return <Logo id={id} value={value as string | null} onChange={onChange} />
  const field =
    asked === 'users'
      ? { name, label: name, kind: 'references' as const, target: 'user' }
      : { name, label: name, kind: asked }
  const emptied = (next: unknown) => onChange(Array.isArray(next) && next.length === 0 ? null : next)
  return <FieldInput id={id} field={field} value={value} onChange={emptied} />
}
