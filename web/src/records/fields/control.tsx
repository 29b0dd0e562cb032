import { Input, Select, Switch } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useType } from '@/api/queries'
import type { Field, Row, Value } from '@/api/types'
import { duration, durationIn } from '@/ui/duration'
import { companyCurrency, timed } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { numberIn } from '@/ui/numberin'
import { t } from '@/ui/text'
import { codeOf } from './codes'
import { ReferencePicker } from './picker'
import { isAsked } from './told'
import { currencyOf } from './value'

const loadDates = () => import('./dates')
const DateControl = lazy(loadDates)

export type InputProps = {
  field: Field
  value: Value
  onChange: (value: Value) => void
  id?: string
  row?: Row
  /** In a cell: takes the focus, opens its list at once, and shows no frame of its own. */
  inCell?: boolean
  label?: string
  /** Takes the place of a control that somebody came to: takes the focus, or opens too. */
  came?: 'focus' | 'open'
}

/** The control that edits a field, by its kind. An emptied control gives null. */
export default function Control(props: InputProps) {
  const { field, value, onChange, id, inCell } = props
  const common = { id, autoFocus: inCell, className: 'field-input', 'aria-label': props.label }
  switch (field.kind) {
    case 'longText':
      return (
        <Input.TextArea
          {...common}
          rows={inCell ? 1 : 3}
          value={text(value)}
          onChange={(event) => onChange(event.target.value || null)}
        />
      )
    case 'number':
    case 'money':
      return <Amount {...props} />
    case 'duration':
      return <HowLong {...props} />
    case 'date':
    case 'instant':
      return <DateInput {...props} />
    case 'boolean':
      return (
        <Switch
          id={id}
          aria-label={props.label}
          checked={Boolean(value)}
          onChange={onChange}
          autoFocus={inCell}
        />
      )
    case 'choice':
    case 'multiChoice':
      return <Chooser {...props} />
    case 'reference':
    case 'references':
      return <ReferencePicker {...props} />
    default:
      if (codeOf(field)) return <Coded {...props} />
      if (isAsked(field)) return <AskedFields {...props} />
      return (
        <Input
          {...common}
          type={field.kind === 'email' ? 'email' : field.kind === 'phone' ? 'tel' : 'text'}
          inputMode={field.kind === 'url' ? 'url' : undefined}
          value={text(value)}
          onChange={(event) => onChange(event.target.value || null)}
        />
      )
  }
}

/** A plain box until somebody comes near it: the calendar is large, and most forms are sent without one. */
function DateInput(props: InputProps) {
  const { value, id, label, inCell, field } = props
  const [near, setNear] = useState<false | 'focus' | 'open'>(false)
  if (inCell) return <DateControl {...props} />
  const shown = value ? (field.kind === 'instant' ? timed(String(value)) : String(value)) : ''
  const box = (
    <Input
      id={id}
      aria-label={label}
      className="field-input"
      readOnly
      suffix={<Icon name="calendar" size={14} />}
      value={shown}
      placeholder={t('ui.day')}
      onPointerEnter={loadDates}
      onPointerDown={(event) => {
        event.preventDefault()
        setNear('open')
      }}
      onFocus={() => setNear((before) => before || 'focus')}
    />
  )
  if (!near) return box
  return (
    <Suspense fallback={box}>
      <DateControl {...props} came={near} />
    </Suspense>
  )
}

function text(value: Value): string {
  return value === null || value === undefined ? '' : String(value)
}

/** A number as one types it, with or without separators; what is no number yet changes nothing. */
function Amount({ field, value, onChange, id, inCell, row, label }: InputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const currency = field.kind === 'money' ? (currencyOf(field, row) ?? companyCurrency()) : undefined
  function take(next: string) {
    setTyped(next)
    const amount = numberIn(next)
    if (amount !== null || next.trim() === '') onChange(amount)
  }
  return (
    <Input
      id={id}
      aria-label={label}
      className="field-input"
      autoFocus={inCell}
      inputMode="decimal"
      autoComplete="off"
      suffix={currency}
      value={typed ?? text(value)}
      onChange={(event) => take(event.target.value)}
      onBlur={() => setTyped(null)}
    />
  )
}

/** A duration as one types it; what is none yet changes nothing. */
function HowLong({ value, onChange, id, inCell, label }: InputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  function take(next: string) {
    setTyped(next)
    const taken = durationIn(next)
    if (taken !== null || next.trim() === '') onChange(taken)
  }
  return (
    <Input
      id={id}
      aria-label={label}
      className="field-input"
      autoFocus={inCell}
      autoComplete="off"
      placeholder={t('ui.duration.hint')}
      value={typed ?? (value ? duration(value, 4) : '')}
      onFocus={(event) => inCell && event.target.select()}
      onChange={(event) => take(event.target.value)}
      onBlur={() => setTyped(null)}
    />
  )
}

/** What is written and stands in no list stays choosable, so that opening the list changes nothing. */
function Coded(props: InputProps) {
  const code = codeOf(props.field)
  const known = useMemo(() => code?.all() ?? [], [code])
  const own = text(props.value)
  const stands = !own || known.some((each) => each.value === own)
  const choices = stands ? known : [{ value: own, label: code?.name(own) ?? own }, ...known]
  return <Chooser {...props} field={{ ...props.field, kind: 'choice', choices }} />
}

/** Which fields of an opportunity must be filled in before it may come to a stage. */
function AskedFields(props: InputProps) {
  const asked = useType('opportunities')?.fields.filter(
    (field) => !field.readOnly && !['name', 'pipeline', 'stage'].includes(field.name),
  )
  const choices = asked?.map((field) => ({ value: field.name, label: field.label }))
  return <Chooser {...props} field={{ ...props.field, kind: 'multiChoice', choices }} />
}

function Chooser({ field, value, onChange, id, inCell, label }: InputProps) {
  const many = field.kind === 'multiChoice'
  return (
    <Select
      id={id}
      aria-label={label}
      className="field-input"
      mode={many ? 'multiple' : undefined}
      autoFocus={inCell}
      defaultOpen={inCell}
      allowClear={!field.required}
      showSearch={{ optionFilterProp: 'label' }}
      options={field.choices ?? []}
      value={(value ?? (many ? [] : undefined)) as string}
      onChange={(chosen) => onChange(chosen ?? null)}
    />
  )
}
