import { Radio } from 'antd'
import { FieldInput } from '@/records/fields/input'
import { dayOf } from '@/ui/format'
import { t } from '@/ui/text'

type Props<T> = { id: string; value: T; onChange: (value: unknown) => void }

/** What becomes of returned goods when customers are valued. */
export function Returns({ id, value, onChange }: Props<unknown>) {
  const options = (['ignore', 'net'] as const).map((each) => ({
    value: each,
    label: t(`platform.returns.${each}`),
  }))
  return (
    <Radio.Group id={id} value={value} options={options} onChange={({ target }) => onChange(target.value)} />
  )
}

/** From which day one looks back. */
export function AsOf({ id, value, onChange }: Props<string>) {
  const latest = value === 'latest' || value === ''
  return (
    <div className="row wrap">
      <Radio.Group
        id={id}
        value={latest ? 'latest' : 'day'}
        options={[
          { value: 'latest', label: t('platform.asOf.latest') },
          { value: 'day', label: t('platform.asOf.day') },
        ]}
        onChange={(event) => onChange(event.target.value === 'latest' ? 'latest' : dayOf(new Date()))}
      />
      {!latest && (
        <FieldInput
          field={{ name: 'asOf', label: t('platform.asOf.day'), kind: 'date' }}
          label={t('platform.asOf.day')}
          value={value}
          onChange={(day) => onChange(day ?? 'latest')}
        />
      )}
    </div>
  )
}
