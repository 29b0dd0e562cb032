import { Button, Input, InputNumber, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTypes } from '@/api/queries'
import { type Field, fieldAt, type Type, type Value } from '@/api/types'
import { Icon } from '@/ui/icons'
import { Segmented } from '@/ui/segmented'
import { t, tx } from '@/ui/text'
import { FieldInput } from '../fields/input'
import { choices } from './columns'
import type { Condition, FilterValue, Group, Node, Op } from './filter'
import { needsValue, opsOf } from './ops'

type Props = {
  type: Type
  group: Group
  onChange: (group: Group) => void
  depth?: number
  onRemove?: () => void
}

/** A filter as rows, in groups of "all of" and "any of". */
export default function FilterBuilder({ type, group, onChange, depth = 0, onRemove }: Props) {
  const first = choices(useTypes(), type).find((choice) => choice.path === type.title) ?? choices([], type)[0]
  const [added, setAdded] = useState<number>()
  const set = (items: Node[]) => onChange({ ...group, items })
  const put = (i: number, node: Node) => set(group.items.map((each, j) => (j === i ? node : each)))
  const drop = (i: number) => set(group.items.filter((_, j) => j !== i))
  const condition = (): Condition => ({
    is: 'condition',
    path: first?.path ?? type.title,
    op: first ? (opsOf(first.field)[0] as Op) : 'contains',
  })
  return (
    <div className={depth ? 'builder builder-inner' : 'builder'}>
      <div className="row">
        <Segmented
          size="small"
          value={group.all ? 'all' : 'any'}
          options={[
            { value: 'all', label: t('records.filter.all') },
            { value: 'any', label: t('records.filter.any') },
          ]}
          onChange={(value) => onChange({ ...group, all: value === 'all' })}
        />
        {onRemove && <RemoveButton onClick={onRemove} />}
      </div>
      {group.items.map((node, i) =>
        node.is === 'group' ? (
          <FilterBuilder
            key={i}
            type={type}
            group={node}
            depth={depth + 1}
            onChange={(next) => put(i, next)}
            onRemove={() => drop(i)}
          />
        ) : node.is === 'text' ? (
          <div key={i} className="builder-row">
            <Input
              className="code builder-text"
              aria-label="CEL"
              value={node.cel}
              onChange={(event) => put(i, { is: 'text', cel: event.target.value })}
            />
            <RemoveButton onClick={() => drop(i)} />
          </div>
        ) : (
          <ConditionRow
            key={i}
            type={type}
            condition={node}
            autoFocus={i === added}
            onChange={(next) => put(i, next)}
            onRemove={() => drop(i)}
          />
        ),
      )}
      <div className="row">
        <Button
          size="small"
          icon={<Icon name="plus" size={12} />}
          onClick={() => {
            setAdded(group.items.length)
            set([...group.items, condition()])
          }}
        >
          {t('records.filter.add')}
        </Button>
        {depth < 2 && (
          <Button
            size="small"
            onClick={() => set([...group.items, { is: 'group', all: !group.all, items: [condition()] }])}
          >
            {t('records.filter.group')}
          </Button>
        )}
      </div>
    </div>
  )
}

function RemoveButton({ onClick }: { onClick: () => void }) {
  return (
    <Button
      type="text"
      size="small"
      aria-label={t('records.filter.remove')}
      icon={<Icon name="close" size={14} />}
      onClick={onClick}
    />
  )
}

type RowProps = {
  type: Type
  condition: Condition
  autoFocus: boolean
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function ConditionRow({ type, condition, autoFocus, onChange, onRemove }: RowProps) {
  const types = useTypes()
  const paths = useMemo(() => pathOptions(types, type), [types, type])
  const field = fieldAt(types, type, condition.path)
  const ops = field ? opsOf(field) : []
  function choosePath(path: string) {
    const chosen = fieldAt(types, type, path)
    const op = chosen ? opsOf(chosen)[0] : undefined
    onChange({ is: 'condition', path, op: op ?? 'is' })
  }
  function chooseOp(op: Op) {
    const keeps = shape(op) === shape(condition.op)
    onChange({ ...condition, op, value: keeps ? condition.value : undefined })
  }
  return (
    <div className="builder-row">
      <Select
        className="builder-path"
        aria-label={t('records.filter.field')}
        autoFocus={autoFocus}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={280}
        options={paths}
        value={condition.path}
        onChange={choosePath}
      />
      <Select<Op>
        className="builder-op"
        aria-label={t('records.filter.op')}
        popupMatchSelectWidth={false}
        options={ops.map((op) => ({ value: op, label: tx(`records.op.${op}`) }))}
        value={condition.op}
        onChange={chooseOp}
      />
      <div className="builder-value">
        {field && needsValue(condition.op) && (
          <ConditionValue
            field={field}
            condition={condition}
            onValue={(value) => onChange({ ...condition, value, text: !TIMES.includes(field.kind) })}
          />
        )}
      </div>
      <RemoveButton onClick={onRemove} />
    </div>
  )
}

function pathOptions(types: Parameters<typeof choices>[0], type: Type) {
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const choice of choices(types, type)) {
    if (choice.field.filterable === false || choice.field.access === 'mask') continue
    const list = groups.get(choice.group) ?? []
    const label = choice.group === type.label ? choice.label : `${choice.group}: ${choice.label}`
    list.push({ value: choice.path, label })
    groups.set(choice.group, list)
  }
  return [...groups].map(([label, options]) => ({ label, options }))
}

/** Kinds whose values are days, moments or spans of time; what is compared with any other is a text or a number. */
const TIMES: Field['kind'][] = ['date', 'instant', 'duration', 'formula']

function shape(op: Op): string {
  if (op === 'in' || op === 'has' || op === 'lacks') return 'list'
  if (op === 'lastDays' || op === 'beforeDays') return 'days'
  return op === 'thisPeriod' || op === 'lastPeriod' ? 'period' : needsValue(op) ? 'one' : 'none'
}

type ValueProps = { field: Field; condition: Condition; onValue: (value: FilterValue) => void }

function ConditionValue({ field, condition, onValue }: ValueProps) {
  const label = t('records.filter.value')
  const kind = shape(condition.op)
  if (kind === 'days') {
    return (
      <InputNumber
        aria-label={label}
        min={0}
        suffix={t('records.days')}
        value={condition.value as number}
        onChange={(days) => onValue(days)}
      />
    )
  }
  if (kind === 'period') {
    const options = ['week', 'month', 'quarter', 'year'].map((value) => ({
      value,
      label: tx(`records.period.${value}`),
    }))
    return (
      <Select aria-label={label} options={options} value={condition.value as string} onChange={onValue} />
    )
  }
  const list = kind === 'list'
  if (list && field.choices?.length) {
    const value = Array.isArray(condition.value) ? condition.value : []
    return (
      <FieldInput
        field={{ ...field, kind: 'multiChoice' }}
        label={label}
        value={value}
        onChange={(v) => onValue(v as string[])}
      />
    )
  }
  if (list) {
    return (
      <FieldInput
        field={{ ...field, kind: field.target ? 'references' : 'multiChoice' }}
        label={label}
        value={condition.value ?? []}
        onChange={(v) => onValue(v as string[])}
      />
    )
  }
  const plain = ['longText', 'email', 'phone', 'url', 'formula'].includes(field.kind)
  return (
    <FieldInput
      field={plain ? { ...field, kind: 'text' } : field}
      label={label}
      value={condition.value as Value}
      onChange={(value) => onValue(value as FilterValue)}
    />
  )
}
