import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { Problem, patch } from '@/api/client'
import { useTypes } from '@/api/queries'
import { changed } from '@/api/records'
import type { Field, Row } from '@/api/types'
import { FieldInput } from '@/records/fields/input'
import { begin } from '@/ui/focus'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import '../leads/leads.css'

export type Rule = { type: string; filter: string; to: string[] }

export function rulesOf(row: Row): Rule[] {
  const read = typeof row.rules === 'string' ? JSON.parse(row.rules) : row.rules
  return Array.isArray(read)
    ? read.map((rule) => ({ type: rule.type ?? '', filter: rule.filter ?? '', to: rule.to ?? [] }))
    : []
}

const NAMES = ['type', 'filter', 'to']

/** Where the program says what is wrong with a rule. */
function at(rule: number, name: string): string {
  return `rules[${rule}].${name}`
}

const PEOPLE: Field = { name: 'to', label: '', kind: 'references', target: 'user', many: true }

type Props = { row: Row; saved: () => void; unsaved: (is: boolean) => void }

/** Who gets which records: the first rule that holds decides, of several people each gets every other one. */
export function Rules({ row, saved, unsaved }: Props) {
  const owned = useTypes().filter((type) => type.fields.some((field) => field.name === 'owner'))
  const [rules, setRules] = useState(rulesOf(row))
  const [added, setAdded] = useState(-1)
  const [error, setError] = useState<unknown>(null)
  const wrong = error instanceof Problem ? error.byField() : {}
  const changes = JSON.stringify(rules) !== JSON.stringify(rulesOf(row))
  useEffect(() => {
    unsaved(changes)
    return () => unsaved(false)
  }, [changes, unsaved])
  const set = (which: number, more: Partial<Rule>) =>
    setRules(rules.map((rule, i) => (i === which ? { ...rule, ...more } : rule)))
  async function save() {
    try {
      const written = rules.map(({ filter, ...rule }) => (filter.trim() ? { ...rule, filter } : rule))
      await patch(`/hand-overs/${row.id}`, { rules: written }, row.version)
      setError(null)
      say(t('leads.handOver.saved'))
      saved()
      await changed()
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <section className="card stack" aria-label={t('leads.handOver.rules')}>
      <h2>{t('leads.handOver.rules')}</h2>
      <p className="muted">{t('leads.handOver.rules.help')}</p>
      <WhatIsWrong error={error} fields={rules.flatMap((_, i) => NAMES.map((name) => at(i, name)))} />
      {rules.map((rule, i) => (
        <fieldset key={i} ref={i === added ? begin : undefined} className="leads-choice leads-rule">
          <legend>{t('leads.handOver.rule', { n: i + 1 })}</legend>
          <Labelled label={t('leads.handOver.kind')} error={wrong[at(i, 'type')]} required>
            {(id) => (
              <Select
                id={id}
                showSearch={{ optionFilterProp: 'label' }}
                value={rule.type || undefined}
                options={owned.map((type) => ({ value: type.plural, label: type.pluralLabel }))}
                onChange={(type) => set(i, { type })}
              />
            )}
          </Labelled>
          <Labelled
            label={t('leads.handOver.filter')}
            help={t('leads.handOver.filter.help')}
            error={wrong[at(i, 'filter')]}
          >
            {(id) => (
              <Input
                id={id}
                className="code"
                value={rule.filter}
                onChange={(event) => set(i, { filter: event.target.value })}
              />
            )}
          </Labelled>
          <Labelled label={t('leads.handOver.to')} error={wrong[at(i, 'to')]} required>
            {(id) => (
              <FieldInput
                id={id}
                label={t('leads.handOver.to')}
                field={{ ...PEOPLE, label: t('leads.handOver.to') }}
                value={rule.to}
                onChange={(to) => set(i, { to: (to as string[] | null) ?? [] })}
              />
            )}
          </Labelled>
          <Button
            type="text"
            aria-label={t('leads.handOver.rule.remove')}
            icon={<Icon name="trash" size={14} />}
            onClick={() => setRules(rules.filter((_, other) => other !== i))}
          />
        </fieldset>
      ))}
      <div className="row">
        <Button
          icon={<Icon name="plus" size={14} />}
          onClick={() => {
            setAdded(rules.length)
            setRules([...rules, { type: 'accounts', filter: '', to: [] }])
          }}
        >
          {t('leads.handOver.rule.add')}
        </Button>
        <Button
          type={changes ? 'primary' : 'default'}
          disabled={!changes || rules.some((rule) => !rule.type || rule.to.length === 0)}
          onClick={save}
        >
          {t('ui.save')}
        </Button>
        {changes && <span className="muted">{t('leads.handOver.unsaved')}</span>}
      </div>
    </section>
  )
}
