import { Select, Switch } from 'antd'
import { useTypes } from '@/api/queries'
import type { Field, Type } from '@/api/types'
import { Labelled } from '@/ui/form'
import { t } from '@/ui/text'
import type { Rule } from './rule'

/** A date that a rule may wait for: of its record, or of one of the record's parts. */
type Waited = {
  value: string
  label: string
  field: string
  kind: string | null
  /** It comes back every year; null where each part says so itself. */
  yearly: boolean | null
  /** A name in texts that tells whose day it is. */
  hole?: string
}

const DATES = ['date', 'instant']

/** Which day a rule waits for, and whether it comes back. */
export function DateChoice({
  rule,
  type,
  wrong,
  set,
}: {
  rule: Rule
  type: Type
  wrong: Record<string, string>
  set: (more: Partial<Rule>) => void
}) {
  const types = useTypes()
  const own = type.fields
    .filter((field) => DATES.includes(field.kind))
    .map((field) => ({
      value: field.name,
      label: field.label,
      field: field.name,
      kind: null,
      yearly: Boolean(field.yearly),
    }))
  const parts = type.relations
    .filter((relation) => relation.part)
    .flatMap((relation) => {
      const of = types.find((each) => each.name === relation.target)
      return of ? ofPart(relation.name, relation.label, of) : []
    })
  const all: Waited[] = [...own, ...parts]
  const chosen = all.find((each) => each.field === rule.dateField && each.kind === (rule.dateKind ?? null))
  return (
    <>
      <Labelled
        label={t('automation.dateField')}
        required
        error={wrong.dateField ?? wrong.dateKind}
        help={
          chosen?.hole && t('automation.dateField.part', { type: type.label, hole: `{{${chosen.hole}}}` })
        }
      >
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={chosen?.value}
            options={all.map(({ value, label }) => ({ value, label }))}
            onChange={(value) => {
              const next = all.find((each) => each.value === value)
              if (next) set({ dateField: next.field, dateKind: next.kind, yearly: null })
            }}
          />
        )}
      </Labelled>
      {chosen?.yearly !== null && (
        <Labelled label={t('automation.yearly')} help={t('automation.yearly.help')}>
          {(id) => (
            <Switch
              id={id}
              checked={rule.yearly ?? chosen?.yearly ?? false}
              onChange={(yearly) => set({ yearly })}
            />
          )}
        </Labelled>
      )}
    </>
  )
}

/** The dates of parts, of all and of each sort: important dates, birthdays among them. */
function ofPart(name: string, label: string, part: Type): Waited[] {
  const sort = part.fields.find((field) => field.name === part.title && field.kind === 'choice')
  const says = part.fields.some((field) => field.name === 'yearly' && field.kind === 'boolean')
  const hole = part.fields.find((field) => field.kind === 'text')?.name
  return part.fields
    .filter((field) => DATES.includes(field.kind))
    .flatMap((field) => {
      const path = `${name}.${field.name}`
      const one = (value: string, which: string, kind: string | null): Waited => ({
        value,
        label: `${label}: ${which}`,
        field: path,
        kind,
        yearly: says ? null : Boolean(field.yearly),
        hole: hole && `${name}.${hole}`,
      })
      return sort
        ? [one(path, t('automation.dateField.any'), null), ...sorts(sort, path, one)]
        : [one(path, field.label, null)]
    })
}

function sorts(
  sort: Field,
  path: string,
  one: (value: string, label: string, kind: string) => Waited,
): Waited[] {
  return (sort.choices ?? []).map((choice) => one(`${path}=${choice.value}`, choice.label, choice.value))
}
