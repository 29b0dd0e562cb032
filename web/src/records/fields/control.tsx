import { DatePicker, Input, InputNumber, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import timezonePlugin from 'dayjs/plugin/timezone'
import utcPlugin from 'dayjs/plugin/utc'
import type { Field, Row, Value } from '@/api/types'
import { companyCurrency, timezone } from '@/ui/format'
import { ReferencePicker } from './picker'
import { currencyOf } from './value'

dayjs.extend(utcPlugin)
dayjs.extend(timezonePlugin)

export type InputProps = {
  field: Field
  value: Value
  onChange: (value: Value) => void
  id?: string
  row?: Row
  /** In a cell: takes the focus, opens its list at once, and shows no frame of its own. */
  inCell?: boolean
  label?: string
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
    case 'date':
      return (
        <DatePicker
          {...common}
          defaultOpen={inCell}
          format="YYYY-MM-DD"
          value={value ? dayjs(String(value)) : null}
          onChange={(date) => onChange(date ? date.format('YYYY-MM-DD') : null)}
        />
      )
    case 'instant':
      return <Moment {...props} />
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

function text(value: Value): string {
  return value === null || value === undefined ? '' : String(value)
}

function Amount({ field, value, onChange, id, inCell, row, label }: InputProps) {
  const currency = field.kind === 'money' ? (currencyOf(field, row) ?? companyCurrency()) : undefined
  return (
    <InputNumber<number>
      id={id}
      aria-label={label}
      className="field-input"
      autoFocus={inCell}
      keyboard={false}
      controls={false}
      suffix={currency}
      value={value === null || value === undefined ? null : Number(value)}
      onChange={(amount) => onChange(amount ?? null)}
    />
  )
}

function Moment({ value, onChange, id, inCell, label }: InputProps) {
  const zone = timezone()
  return (
    <DatePicker
      id={id}
      aria-label={label}
      className="field-input"
      autoFocus={inCell}
      defaultOpen={inCell}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(String(value)).tz(zone) : null}
      onChange={(at) => onChange(at ? dayjs.tz(at.format('YYYY-MM-DDTHH:mm'), zone).toISOString() : null)}
    />
  )
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
