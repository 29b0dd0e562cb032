import { DatePicker } from 'antd'
import timezonePlugin from 'dayjs/plugin/timezone'
import utcPlugin from 'dayjs/plugin/utc'
import dayjs from '@/ui/dayjs'
import { timezone } from '@/ui/format'
import type { InputProps } from './control'

dayjs.extend(utcPlugin)
dayjs.extend(timezonePlugin)

/** Days, and moments in the company's zone. Apart from the other controls because a calendar is large. */
export default function DateControl(props: InputProps) {
  return props.field.kind === 'instant' ? <Moment {...props} /> : <Day {...props} />
}

function Day({ value, onChange, id, inCell, came, label }: InputProps) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      className="field-input"
      autoFocus={inCell || Boolean(came)}
      defaultOpen={inCell || came === 'open'}
      format="YYYY-MM-DD"
      value={value ? dayjs(String(value)) : null}
      onChange={(date) => onChange(date ? date.format('YYYY-MM-DD') : null)}
    />
  )
}

function Moment({ value, onChange, id, inCell, came, label }: InputProps) {
  const zone = timezone()
  return (
    <DatePicker
      id={id}
      aria-label={label}
      className="field-input"
      autoFocus={inCell || Boolean(came)}
      defaultOpen={inCell || came === 'open'}
      showTime={{ format: 'HH:mm' }}
      needConfirm={false}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(String(value)).tz(zone) : null}
      onChange={(at) => onChange(at ? dayjs.tz(at.format('YYYY-MM-DDTHH:mm'), zone).toISOString() : null)}
    />
  )
}
