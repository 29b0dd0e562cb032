import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Problem, patch } from '@/api/client'
import { useTypes } from '@/api/queries'
import { changed } from '@/api/records'
import type { Field, Row } from '@/api/types'
import { FieldInput } from '@/records/fields/input'
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

const PEOPLE: Field = { name: 'to', label: '', kind: 'references', target: 'user', many: true }

/** Who gets which records: the first rule that holds decides, of several people each gets every other one. */
export function Rules({ row, saved }: { row: Row; saved: () => void }) {
  const owned = useTypes().filter((type) => type.fields.some((field) => field.name === 'owner'))
  const [rules, setRules] = useState(rulesOf(row))
  const [error, setError] = useState<unknown>(null)
  const wrong = error instanceof Problem ? error.byField() : {}
  const set = (at: number, more: Partial<Rule>) =>
    setRules(rules.map((rule, i) => (i === at ? { ...rule, ...more } : rule)))
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
      <WhatIsWrong error={error} fields={['rules']} />
      {wrong.rules && <p className="wrong">{wrong.rules}</p>}
      {rules.map((rule, i) => (
        <fieldset key={i} className="leads-choice stack">
          <legend>{t('leads.handOver.rule', { n: i + 1 })}</legend>
          <Labelled label={t('leads.handOver.kind')} required>
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
          <Labelled label={t('leads.handOver.filter')} help={t('leads.handOver.filter.help')}>
            {(id) => (
              <Input
                id={id}
                className="code"
                value={rule.filter}
                onChange={(event) => set(i, { filter: event.target.value })}
              />
            )}
          </Labelled>
          <Labelled label={t('leads.handOver.to')} required>
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
          <div>
            <Button
              size="small"
              icon={<Icon name="trash" size={14} />}
              onClick={() => setRules(rules.filter((_, at) => at !== i))}
            >
              {t('leads.handOver.rule.remove')}
            </Button>
          </div>
        </fieldset>
      ))}
      <div className="row">
        <Button
          icon={<Icon name="plus" size={14} />}
          onClick={() => setRules([...rules, { type: 'accounts', filter: '', to: [] }])}
        >
          {t('leads.handOver.rule.add')}
        </Button>
        <Button disabled={rules.some((rule) => !rule.type || rule.to.length === 0)} onClick={save}>
          {t('ui.save')}
        </Button>
      </div>
    </section>
  )
}
