import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Checkbox, Input } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { newKey, Problem } from '@/api/client'
import { useType } from '@/api/queries'
import { bin, recordQuery, restore } from '@/api/records'
import { makes, may, type Row, type Type, type Value } from '@/api/types'
import { FieldInput } from '@/records/fields/input'
import { Copy } from '@/records/fields/value'
import { dropDraft, keepDraft } from '@/records/record/draft'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Icon } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Empty, Failed, Loading } from '@/ui/states'
import { type Language, language, languages, t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { type Asked, askedOf, begun, embedding, saved, slugOf, TEXTS } from './asked'
import { AskedFields } from './fields'
import { Preview } from './preview'
import './forms.css'

type Values = Record<string, Value>
const OWN = ['name', 'slug', 'active', 'source', 'pool', 'assignee']

/** A form on the web: what it asks and says, how it looks, and how a site shows it. */
export default function WebFormPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const type = useType('web-forms')
  const found = useQuery({ ...recordQuery('web-forms', id ?? ''), enabled: Boolean(type && id) })
  if (!type || (!id && !makes(type))) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (!id) return <Designer key="new" type={type} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return <Designer key={found.data.version} type={type} row={found.data} />
}

function valuesOf(row: Row | undefined): Values {
  const texts = TEXTS.flatMap((text) => [`${text}En`, `${text}Zh`])
  const start: Values = row ? {} : { active: true, source: 'webForm' }
  for (const name of [...OWN, ...texts]) if (row) start[name] = row[name] ?? null
  return start
}

function Designer({ type, row }: { type: Type; row?: Row }) {
  const navigate = useNavigate()
  const stored = useMemo(() => ({ values: valuesOf(row), asked: askedOf(row) }), [row])
  const draft = `web-forms/${row?.id ?? 'new'}`
  const [found, setFound] = useState(() => begun(draft))
  const [values, setValues] = useState<Values>(found?.values ?? stored.values)
  const [asked, setAsked] = useState<Asked[]>(found?.asked ?? stored.asked)
  const [speaks, setSpeaks] = useState<Language>(language())
  const { busy, error, attempt } = useAttempt()
  const key = useMemo(newKey, [])
  const writes = row ? may(type, 'update') : makes(type)
  const set = (more: Values) => setValues((before) => ({ ...before, ...more }))
  const text = (name: string) => String(values[name] ?? '')
  const changed = JSON.stringify({ values, asked }) !== JSON.stringify(stored)
  useEffect(() => {
    if (changed) keepDraft(draft, { values, asked } as unknown as Values)
    else dropDraft(draft)
  }, [changed, values, asked])
  function startAnew() {
    setValues(stored.values)
    setAsked(stored.asked)
    setFound(null)
  }
  const named = text('name').trim() !== '' && text('slug').trim() !== ''
  async function save() {
    await attempt(async () => {
      const made = await saved(row, values, asked, key)
      dropDraft(draft)
      say(t('forms.saved', { name: text('name') }))
      if (!row) await navigate({ to: '/$plural/$id', params: { plural: 'web-forms', id: made.id } })
    })
  }
  useKeys(writes && named ? [{ keys: 'Ctrl+s', label: t('ui.save'), run: () => void save() }] : [])
  async function remove(gone: Row) {
    await bin('web-forms', gone)
    await navigate({ to: '/$plural', params: { plural: 'web-forms' } })
    say(t('records.deleted', { name: text('name') }), () => restore('web-forms', gone.id))
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1>{row ? String(row.name) : t('records.new', { type: type.label })}</h1>
        <div className="acts">
          {row && may(type, 'delete') && (
            <Button onClick={() => remove(row).catch(complain)}>{t('ui.delete')}</Button>
          )}
          {writes && (
            <Button type="primary" disabled={!named} loading={busy} onClick={() => void save()}>
              {t('ui.save')}
            </Button>
          )}
        </div>
      </div>
      {found && (
        <p className="row" role="status">
          {t('forms.begun')} <Button onClick={startAnew}>{t('forms.anew')}</Button>
        </p>
      )}
      <WhatIsWrong error={error} fields={OWN} />
      <div className="forms">
        <fieldset className="stack forms-made" disabled={!writes} aria-label={t('forms.made')}>
          <About type={type} values={values} isNew={!row} error={error} set={set} />
          <AskedFields asked={asked} onChange={setAsked} />
          <Says type={type} values={values} set={set} />
        </fieldset>
        <div className="stack">
          {row && <Shown slug={String(row.slug)} open={row.active !== false} />}
          <section className="card" aria-label={t('forms.preview')}>
            <header>
              <h2>{t('forms.preview')}</h2>
              <span className="push row">
                {Object.entries(languages).map(([value, label]) => (
                  <Button
                    key={value}
                    size="small"
                    type={value === speaks ? 'default' : 'text'}
                    title={t('forms.language')}
                    aria-pressed={value === speaks}
                    onClick={() => setSpeaks(value as Language)}
                  >
                    {label}
                  </Button>
                ))}
              </span>
            </header>
            <Preview asked={asked} values={values} speaks={speaks} />
          </section>
        </div>
      </div>
    </div>
  )
}

type PartProps = { type: Type; values: Values; set: (more: Values) => void }

/** What it is called, where it stands, whose its leads are. */
function About({ type, values, set, isNew, error }: PartProps & { isNew: boolean; error: unknown }) {
  const wrong = error instanceof Problem ? error.byField() : {}
  const [own, setOwn] = useState(!isNew || String(values.slug ?? '') !== slugOf(String(values.name ?? '')))
  const label = (name: string) => type.fields.find((field) => field.name === name)?.label ?? name
  return (
    <section className="card stack" aria-label={t('forms.about')}>
      <h2>{t('forms.about')}</h2>
      <div className="fields">
        <Labelled label={label('name')} required error={wrong.name}>
          {(id) => (
            <Input
              id={id}
              value={String(values.name ?? '')}
              onChange={({ target }) =>
                set(own ? { name: target.value } : { name: target.value, slug: slugOf(target.value) })
              }
            />
          )}
        </Labelled>
        <Labelled label={label('slug')} required error={wrong.slug} help={t('forms.slug')}>
          {(id) => (
            <Input
              id={id}
              prefix="/forms/"
              value={String(values.slug ?? '')}
              onChange={({ target }) => {
                setOwn(true)
                set({ slug: target.value })
              }}
            />
          )}
        </Labelled>
        <Labelled label={label('active')} help={t('forms.active')}>
          {(id) => (
            <Checkbox
              id={id}
              checked={values.active !== false}
              onChange={({ target }) => set({ active: target.checked })}
            />
          )}
        </Labelled>
        {['source', 'pool', 'assignee'].map((name) => {
          const field = type.fields.find((each) => each.name === name)
          return (
            field && (
              <Labelled key={name} label={field.label} error={wrong[name]}>
                {(id) => (
                  <FieldInput
                    id={id}
                    field={field}
                    value={values[name]}
                    onChange={(value) => set({ [name]: value })}
                  />
                )}
              </Labelled>
            )
          )
        })}
      </div>
    </section>
  )
}

/** Its texts, one language beside the other. */
function Says({ type, values, set }: PartProps) {
  return (
    <section className="card stack" aria-label={t('forms.says')}>
      <h2>{t('forms.says')}</h2>
      {TEXTS.map((text) => (
        <div key={text} className="forms-both">
          {[`${text}En`, `${text}Zh`].map((name) => (
            <Labelled key={name} label={type.fields.find((field) => field.name === name)?.label ?? name}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  rows={text === 'title' ? 1 : 2}
                  value={String(values[name] ?? '')}
                  onChange={({ target }) => set({ [name]: target.value || null })}
                />
              )}
            </Labelled>
          ))}
        </div>
      ))}
    </section>
  )
}

/** Where it is on the web, and what a site needs to show it. */
function Shown({ slug, open }: { slug: string; open: boolean }) {
  const code = embedding(slug)
  return (
    <section className="card stack" aria-label={t('forms.shown')}>
      <h2>{t('forms.shown')}</h2>
      {open ? (
        <p>
          <a className="link" href={`/forms/${slug}`} target="_blank" rel="noreferrer">
            {location.origin}/forms/{slug} <Icon name="external" size={14} />
          </a>
        </p>
      ) : (
        <p className="muted">{t('forms.closed')}</p>
      )}
      <p className="muted">{t('forms.embed')}</p>
      <p className="row">
        <code className="code forms-code">{code}</code>
        <Copy text={code} />
      </p>
    </section>
  )
}
