import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Input, InputNumber, Select, Switch } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Problem, patch, post } from '@/api/client'
import { useType, useTypes } from '@/api/queries'
import { bin, changed, recordQuery } from '@/api/records'
import { may, type Row, type Type } from '@/api/types'
import { listed } from '@/records/kinds'
import { fromCel, toCel } from '@/records/lists/filter'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Icon } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Menu } from '@/ui/menu'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { ActionRow } from './action'
import { DateChoice } from './dates'
import { type Action, EMPTY, fresh, KINDS, type Rule, ruleOf, type Trigger, written } from './rule'
import { Runs } from './runs'
import { SigningSecret } from './secret'
import { TryIt } from './trial'
import './rules.css'
import '@/records/lists/filterbar.css'

const FilterBuilder = lazy(() => import('@/records/lists/builder'))
const TRIGGERS: Trigger[] = ['created', 'changed', 'date', 'schedule']

/** One rule: when, if, then; what it would have done; what it did. */
export default function RulePage() {
  const { id = 'new' } = useParams({ strict: false }) as { id?: string }
  const kind = useType('rules')
  const isNew = id === 'new'
  const found = useQuery({ ...recordQuery('rules', id), enabled: !isNew && Boolean(kind) })
  if (!kind) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (!isNew && found.isPending) return <Loading rows={10} />
  if (!isNew && found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return <RuleForm key={found.data?.version ?? 'new'} row={found.data} kind={kind} />
}

function RuleForm({ row, kind }: { row?: Row; kind: Type }) {
  const navigate = useNavigate()
  const types = useTypes()
  const [rule, setRule] = useState<Rule>(row ? ruleOf(row) : EMPTY)
  const [error, setError] = useState<unknown>(null)
  const [added, setAdded] = useState(-1)
  const type = types.find((each) => each.plural === rule.onType) ?? types[0]
  const wrong = error instanceof Problem ? error.byField() : {}
  const set = (more: Partial<Rule>) => setRule({ ...rule, ...more })
  useEffect(() => setError(null), [rule.onType])
  function add(action: Action) {
    setAdded(rule.actions.length)
    set({ actions: [...rule.actions, action] })
  }
  async function save() {
    try {
      if (row) await patch(`/rules/${row.id}`, written(rule), row.version)
      else {
        const made = await post<Row>('/rules', written(rule))
        await navigate({ to: '/$plural/$id', params: { plural: 'rules', id: made.id } })
      }
      setError(null)
      say(t('automation.rule.saved', { name: rule.name }))
      void changed()
    } catch (problem) {
      setError(problem)
    }
  }
  const whole = rule.name.trim() && rule.actions.length > 0
  useKeys([{ keys: 'Ctrl+s', label: t('ui.save'), run: () => void (whole && save()) }])
  async function remove() {
    if (!row) return
    await bin('rules', row)
    await navigate({ to: '/automation/rules' })
    say(t('records.deleted', { name: rule.name }))
  }
  if (!type) return null
  return (
    <div className="page page-narrow rule">
      <div className="page-head">
        <h1>{row ? rule.name : t('automation.rule.new')}</h1>
        <div className="acts">
          {row && may(kind, 'delete') && (
            <Button onClick={() => remove().catch(complain)}>{t('ui.delete')}</Button>
          )}
          <Button type="primary" disabled={!whole} onClick={save}>
            {t('ui.save')}
          </Button>
        </div>
      </div>
      <WhatIsWrong
        error={error}
        fields={['name', 'condition', 'onType', 'watched', 'dateField', 'dateKind', 'every']}
      />
      <section className="card stack" aria-label={t('automation.when')}>
        <div className="rule-fields">
          <Labelled label={t('automation.name')} required error={wrong.name}>
            {(id) => (
              <Input id={id} value={rule.name} onChange={(event) => set({ name: event.target.value })} />
            )}
          </Labelled>
          <Labelled label={t('automation.on')} help={t('automation.author.help')}>
            {(id) => <Switch id={id} checked={rule.active} onChange={(active) => set({ active })} />}
          </Labelled>
        </div>
        <h2>{t('automation.when')}</h2>
        <When rule={rule} type={type} wrong={wrong} set={set} />
      </section>
      <section className="card stack" aria-label={t('automation.if')}>
        <h2>{t('automation.if')}</h2>
        <Condition rule={rule} type={type} error={wrong.condition} set={set} />
        <TryIt rule={rule} type={type} />
      </section>
      <section className="card stack" aria-label={t('automation.then')}>
        <h2>{t('automation.then')}</h2>
        <ol className="rule-actions">
          {rule.actions.map((action, i) => (
            <ActionRow
              key={i}
              type={type}
              action={action}
              added={i === added}
              error={wrong[`actions[${i}]`]}
              onChange={(next) => set({ actions: rule.actions.map((each, j) => (j === i ? next : each)) })}
              onRemove={() => set({ actions: rule.actions.filter((_, j) => j !== i) })}
            />
          ))}
        </ol>
        <div>
          <Menu
            menu={{
              items: KINDS.map((each) => ({
                key: each,
                label: tx(`automation.do.${each}`),
                onClick: () => add(fresh(each)),
              })),
            }}
          >
            <Button icon={<Icon name="plus" size={14} />}>{t('automation.action.add')}</Button>
          </Menu>
        </div>
      </section>
      {row && rule.actions.some((action) => action.do === 'hook') && <SigningSecret rule={row.id} />}
      {row && <Runs rule={row.id} />}
    </div>
  )
}

type PartProps = { rule: Rule; type: Type; set: (more: Partial<Rule>) => void }

function When({ rule, type, wrong, set }: PartProps & { wrong: Record<string, string> }) {
  const types = useTypes().filter((each) => listed(each) || each.plural === rule.onType)
  const number = (label: string, value: number, put: (n: number) => void, min: number, max: number) => (
    <Labelled label={label}>
      {(id) => <InputNumber id={id} min={min} max={max} value={value} onChange={(n) => put(n ?? 0)} />}
    </Labelled>
  )
  return (
    <div className="rule-fields">
      <Labelled label={t('automation.about')} error={wrong.onType}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={rule.onType}
            options={types.map((each) => ({ value: each.plural, label: each.label }))}
            onChange={(onType) =>
              set({ onType, watched: null, dateField: null, dateKind: null, yearly: null, condition: null })
            }
          />
        )}
      </Labelled>
      <Labelled label={t('automation.trigger')}>
        {(id) => (
          <Select
            id={id}
            value={rule.trigger}
            options={TRIGGERS.map((each) => ({ value: each, label: tx(`automation.trigger.${each}`) }))}
            onChange={(trigger) => set({ trigger })}
          />
        )}
      </Labelled>
      {rule.trigger === 'changed' && (
        <Labelled label={t('automation.watched')} help={t('automation.watched.help')} error={wrong.watched}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              value={rule.watched ? rule.watched.split(',') : []}
              options={type.fields.map((field) => ({ value: field.name, label: field.label }))}
              onChange={(names: string[]) => set({ watched: names.join(',') || null })}
            />
          )}
        </Labelled>
      )}
      {rule.trigger === 'date' && (
        <>
          <DateChoice rule={rule} type={type} wrong={wrong} set={set} />
          {number(
            t('automation.dateOffset'),
            rule.dateOffset,
            (dateOffset) => set({ dateOffset }),
            -3650,
            3650,
          )}
        </>
      )}
      {rule.trigger === 'schedule' && (
        <Labelled label={t('automation.every')} error={wrong.every}>
          {(id) => (
            <Select
              id={id}
              value={rule.every ?? undefined}
              options={['day', 'week', 'month'].map((each) => ({
                value: each,
                label: tx(`automation.every.${each}`),
              }))}
              onChange={(every) => set({ every })}
            />
          )}
        </Labelled>
      )}
      {(rule.trigger === 'date' || rule.trigger === 'schedule') &&
        number(t('automation.atHour'), rule.atHour, (atHour) => set({ atHour }), 0, 23)}
    </div>
  )
}

function Condition({ rule, type, error, set }: PartProps & { error?: string }) {
  return (
    <>
      <Suspense fallback={<Loading rows={2} />}>
        <FilterBuilder
          type={type}
          group={fromCel(rule.condition ?? '')}
          onChange={(group) => set({ condition: toCel(group) || null })}
        />
      </Suspense>
      <Labelled label={t('automation.cel')} help={t('automation.cel.help')} error={error}>
        {(id) => (
          <Input.TextArea
            id={id}
            className="code"
            rows={3}
            value={rule.condition ?? ''}
            onChange={(event) => set({ condition: event.target.value || null })}
          />
        )}
      </Labelled>
    </>
  )
}
