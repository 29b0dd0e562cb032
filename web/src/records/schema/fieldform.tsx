import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { call, newKey, Problem, post } from '@/api/client'
import { useTypes } from '@/api/queries'
import { aggregateQuery } from '@/api/records'
import type { Kind } from '@/api/types'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { count } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t, tx } from '@/ui/text'
import { say } from '@/ui/toast'
import { FieldInput } from '../fields/input'
import { type CustomField, labelIn, schemaChanged } from './fields'
import { nameFrom } from './naming'
import '@/ui/holds.css'

export const KINDS = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'instant',
  'duration',
  'boolean',
  'choice',
  'multiChoice',
  'reference',
  'references',
  'email',
  'phone',
  'url',
  'formula',
]

type Draft = Omit<CustomField, 'id' | 'version'>

const EMPTY: Draft = {
  type: 'accounts',
  name: '',
  kind: 'text',
  labels: { en: '', zh: '' },
  help: {},
  choices: [],
}

/** Adds a field to a type, or changes what may change of one. */
type FormProps = { field: CustomField | null; close: () => void; changeKind?: () => void }

export function FieldForm({ field, close, changeKind }: FormProps) {
  const [draft, setDraft] = useState<Draft>(field ?? EMPTY)
  const [error, setError] = useState<unknown>(null)
  const types = useTypes()
  const wrong = error instanceof Problem ? error.byField() : {}
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const chooses = draft.kind === 'choice' || draft.kind === 'multiChoice'
  const refers = draft.kind === 'reference' || draft.kind === 'references'
  async function save() {
    setError(null)
    try {
      if (field)
        await call('PATCH', `/custom-fields/${field.id}`, { body: changeable(draft), version: field.version })
      else await post('/custom-fields', whole(draft), { idempotencyKey: newKey() })
      await schemaChanged()
      close()
      const name = labelIn(draft.labels)
      say(field ? t('records.saved', { field: name }) : t('records.created', { name }))
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Modal
      open
      width={640}
      title={field ? labelIn(field.labels) : t('records.schema.new')}
      okText={t('ui.save')}
      cancelText={t('ui.cancel')}
      onOk={save}
      onCancel={close}
    >
      <div className="stack">
        <WhatIsWrong
          error={error}
          fields={['type', 'name', 'kind', 'labels', 'choices', 'target', 'formula', 'defaultValue']}
        />
        <div className="fields">
          <Labelled label={t('records.schema.type')} error={wrong.type}>
            {(id) => (
              <Select
                id={id}
                disabled={Boolean(field)}
                showSearch={{ optionFilterProp: 'label' }}
                value={draft.type}
                options={types.map((type) => ({ value: type.plural, label: type.pluralLabel }))}
                onChange={(type) => set({ type })}
              />
            )}
          </Labelled>
          <Labelled label={t('records.schema.kind')} error={wrong.kind}>
            {(id) => (
              <Select
                id={id}
                disabled={Boolean(field)}
                showSearch={{ optionFilterProp: 'label' }}
                value={draft.kind}
                options={KINDS.map((value) => ({ value, label: tx(`records.kind.${value}`) }))}
                onChange={(kind) => set({ kind, defaultValue: null })}
              />
            )}
          </Labelled>
          <Labelled label={t('records.schema.labelEn')} error={wrong.labels ?? wrong['labels.en']}>
            {(id) => (
              <Input
                id={id}
                value={draft.labels.en}
                onChange={({ target: { value } }) =>
                  set({ labels: { ...draft.labels, en: value }, ...(field ? {} : { name: nameFrom(value) }) })
                }
              />
            )}
          </Labelled>
          <Labelled label={t('records.schema.labelZh')} error={wrong['labels.zh']}>
            {(id) => (
              <Input
                id={id}
                value={draft.labels.zh}
                onChange={({ target: { value } }) => set({ labels: { ...draft.labels, zh: value } })}
              />
            )}
          </Labelled>
          <Labelled label={t('records.schema.name')} help={t('records.schema.name.help')} error={wrong.name}>
            {(id) => (
              <Input
                id={id}
                className="code"
                disabled={Boolean(field)}
                value={draft.name}
                onChange={({ target: { value } }) => set({ name: value })}
              />
            )}
          </Labelled>
          {refers && (
            <Labelled label={t('records.schema.target')} error={wrong.target}>
              {(id) => (
                <Select
                  id={id}
                  disabled={Boolean(field)}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={draft.target ?? undefined}
                  options={types
                    .filter((type) => !type.partOf)
                    .map((type) => ({ value: type.plural, label: type.pluralLabel }))}
                  onChange={(target) => set({ target })}
                />
              )}
            </Labelled>
          )}
          {field && field.kind !== 'formula' && changeKind && (
            <div className="field-kind">
              <Button size="small" onClick={changeKind}>
                {t('records.schema.changeKind')}
              </Button>
            </div>
          )}
          {(['en', 'zh'] as const).map((code) => (
            <div key={code} className={code === 'en' ? 'begins' : undefined}>
              <Labelled
                label={code === 'en' ? t('records.schema.helpEn') : t('records.schema.helpZh')}
                help={code === 'en' ? t('records.schema.help.help') : undefined}
              >
                {(id) => (
                  <Input
                    id={id}
                    value={draft.help?.[code] ?? ''}
                    onChange={({ target: { value } }) => set({ help: { ...draft.help, [code]: value } })}
                  />
                )}
              </Labelled>
            </div>
          ))}
          {chooses && (
            <div className="wide">
              <ChoiceRows draft={draft} set={set} error={wrong.choices} />
            </div>
          )}
          {draft.kind !== 'formula' && (
            <div className="wide">
              <Labelled
                label={t('records.schema.default')}
                help={t('records.schema.default.help')}
                error={wrong.defaultValue}
              >
                {(id) => <Default id={id} draft={draft} set={set} />}
              </Labelled>
            </div>
          )}
          {draft.kind === 'formula' && (
            <div className="wide">
              <Labelled
                label={t('records.schema.formula')}
                help={t('records.schema.formula.help')}
                error={wrong.formula}
              >
                {(id) => (
                  <Input.TextArea
                    id={id}
                    className="code"
                    rows={2}
                    value={draft.formula ?? ''}
                    onChange={({ target: { value } }) => set({ formula: value })}
                  />
                )}
              </Labelled>
            </div>
          )}
        </div>
        {field && draft.required && !field.required && <Lacking field={field} />}
        {draft.kind !== 'formula' && (
          <div className="row wrap">
            <Checkbox checked={draft.required} onChange={({ target }) => set({ required: target.checked })}>
              {t('ui.required')}
            </Checkbox>
            <Checkbox checked={draft.unique} onChange={({ target }) => set({ unique: target.checked })}>
              {t('records.schema.unique')}
            </Checkbox>
            <Checkbox checked={draft.indexed} onChange={({ target }) => set({ indexed: target.checked })}>
              {t('records.schema.indexed')}
            </Checkbox>
          </div>
        )}
      </div>
    </Modal>
  )
}

/** How many records have no value of a field that is to be required: nothing is made up for them. */
function Lacking({ field }: { field: CustomField }) {
  const filter = `${field.name} == null`
  const lists = field.kind === 'multiChoice' || field.kind === 'references'
  const found = useQuery({
    ...aggregateQuery(field.type, { measures: { n: 'count()' }, filter }),
    enabled: !lists,
  })
  const n = Number(found.data?.items[0]?.n ?? 0)
  return n > 0 ? <p className="muted">{t('records.schema.lacking', { n: count(n) })}</p> : null
}

/** The control of the field itself, for what a new record gets. */
function Default({ id, draft, set }: { id: string; draft: Draft; set: (change: Partial<Draft>) => void }) {
  const type = useTypes().find((each) => each.plural === draft.target || each.name === draft.target)
  return (
    <FieldInput
      id={id}
      field={{
        name: 'default',
        label: t('records.schema.default'),
        kind: draft.kind as Kind,
        choices: (draft.choices ?? [])
          .filter((each) => each.value)
          .map(({ value, labels }) => ({ value, label: labelIn(labels) || value })),
        target: type?.name,
      }}
      value={draft.defaultValue ?? null}
      onChange={(defaultValue) => set({ defaultValue })}
    />
  )
}

function changeable(draft: Draft): object {
  const { labels, help, choices, required, unique, formula, indexed, kind, defaultValue } = draft
  const chooses = kind === 'choice' || kind === 'multiChoice'
  return {
    labels,
    help,
    required,
    unique,
    indexed,
    ...(chooses ? { choices } : {}),
    ...(kind === 'formula' ? { formula } : { defaultValue: defaultValue ?? '' }),
  }
}

function whole(draft: Draft): object {
  const refers = draft.kind === 'reference' || draft.kind === 'references'
  return {
    type: draft.type,
    name: draft.name,
    kind: draft.kind,
    ...changeable(draft),
    ...(refers ? { target: draft.target } : {}),
  }
}

export function ChoiceRows({
  draft,
  set,
  error,
}: {
  draft: Pick<Draft, 'choices'>
  set: (change: Pick<Draft, 'choices'>) => void
  error?: string
}) {
  const choices = draft.choices ?? []
  const [added, setAdded] = useState<number>()
  const put = (i: number, change: { value?: string; labels?: Record<string, string> }) =>
    set({ choices: choices.map((each, j) => (j === i ? { ...each, ...change } : each)) })
  return (
    <fieldset className="holds stack">
      <legend>{t('records.schema.choices')}</legend>
      {error && <p className="wrong">{error}</p>}
      {choices.map((choice, i) => (
        <div key={i} className="choice-row">
          {(['en', 'zh'] as const).map((code) => (
            <Input
              key={code}
              autoFocus={i === added && code === 'en'}
              aria-label={code === 'en' ? t('records.schema.labelEn') : t('records.schema.labelZh')}
              placeholder={code === 'en' ? t('records.schema.labelEn') : t('records.schema.labelZh')}
              value={choice.labels[code] ?? ''}
              onChange={({ target: { value } }) => put(i, { labels: { ...choice.labels, [code]: value } })}
              onBlur={() => !choice.value && put(i, { value: nameFrom(choice.labels[code] ?? '') })}
            />
          ))}
          <Input
            className="code"
            aria-label={t('records.schema.choice')}
            placeholder={t('records.schema.choice')}
            value={choice.value}
            onChange={({ target: { value } }) => put(i, { value })}
          />
          <Button
            type="text"
            aria-label={t('ui.delete')}
            icon={<Icon name="close" size={14} />}
            onClick={() => set({ choices: choices.filter((_, j) => j !== i) })}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Icon name="plus" size={12} />}
          onClick={() => {
            setAdded(choices.length)
            set({ choices: [...choices, { value: '', labels: { en: '', zh: '' } }] })
          }}
        >
          {t('records.part.add')}
        </Button>
      </div>
    </fieldset>
  )
}
