import { Button, DatePicker, Input, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useState } from 'react'
import { Problem, put } from '@/api/client'
import { queries, useSettings } from '@/api/queries'
import { changed } from '@/api/records'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Failed, Loading } from '@/ui/states'
import { language, languages, t, tx } from '@/ui/text'
import { say } from '@/ui/toast'
import '@/ui/admin.css'

type Values = Record<string, unknown>

/** What holds for the whole company. */
export default function Settings() {
  const found = useSettings()
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const groups = found.data
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('platform.settings')}</h1>
      </div>
      <div className="settings">
        {groups.company && <Group name="company" values={groups.company} />}
        {groups.value && <Group name="value" values={groups.value} />}
        {groups.imports && <Group name="imports" values={groups.imports} />}
      </div>
    </div>
  )
}

function Group({ name, values }: { name: 'company' | 'value' | 'imports'; values: Values }) {
  const [draft, setDraft] = useState(values)
  const [error, setError] = useState<unknown>(null)
  const wrong = error instanceof Problem ? error.byField() : {}
  const names = Object.keys(values).filter((each) => each !== 'version')
  const same = JSON.stringify(draft) === JSON.stringify(values)
  async function save() {
    setError(null)
    try {
      await put(`/settings/${name}`, Object.fromEntries(names.map((each) => [each, draft[each]])))
      await queries.invalidateQueries({ queryKey: ['settings'] })
      await changed()
      say(t('platform.kept'))
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <section className="card" aria-label={t(`platform.${name}`)}>
      <h2>{t(`platform.${name}`)}</h2>
      <WhatIsWrong error={error} fields={names} />
      {names.map((each) => (
        <Labelled
          key={each}
          label={tx(`platform.${name}.${each}`, {}, each)}
          help={tx(`platform.${name}.${each}.help`, {}, '')}
          error={wrong[each]}
        >
          {(id) => control(id, each, draft[each], (value) => setDraft({ ...draft, [each]: value }))}
        </Labelled>
      ))}
      <div>
        <Button type="primary" disabled={same} onClick={save}>
          {t('ui.save')}
        </Button>
      </div>
    </section>
  )
}

function control(id: string, name: string, value: unknown, onChange: (value: unknown) => void): ReactNode {
  const text = String(value ?? '')
  if (name === 'returns') {
    const options = (['ignore', 'net'] as const).map((each) => ({
      value: each,
      label: t(`platform.returns.${each}`),
    }))
    return (
      <Radio.Group
        id={id}
        value={value}
        options={options}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  if (name === 'asOf') return <AsOf id={id} value={text} onChange={onChange} />
  if (name === 'currency')
    return <Listed {...{ id, text, onChange }} values={Intl.supportedValuesOf('currency')} />
  if (name === 'timezone')
    return <Listed {...{ id, text, onChange }} values={Intl.supportedValuesOf('timeZone')} />
  if (name === 'locale') {
    const options = Object.entries(languages).map(([code, label]) => ({
      value: code === 'zh' ? 'zh-CN' : code,
      label,
    }))
    return <Select id={id} value={text} options={options} onChange={onChange} />
  }
  if (typeof value === 'boolean') {
    const options = [
      { value: true, label: t('records.yes') },
      { value: false, label: t('records.no') },
    ]
    return (
      <Radio.Group
        id={id}
        value={value}
        options={options}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  return (
    <Input
      id={id}
      value={text}
      onChange={(event) =>
        onChange(typeof value === 'number' ? Number(event.target.value) : event.target.value)
      }
    />
  )
}

function AsOf({ id, value, onChange }: { id: string; value: string; onChange: (value: unknown) => void }) {
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
        onChange={(event) =>
          onChange(event.target.value === 'latest' ? 'latest' : dayjs().format('YYYY-MM-DD'))
        }
      />
      {!latest && (
        <DatePicker
          aria-label={t('platform.asOf.day')}
          value={dayjs(value)}
          onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : 'latest')}
        />
      )}
    </div>
  )
}

type ListedProps = { id: string; text: string; values: string[]; onChange: (value: unknown) => void }

function Listed({ id, text, values, onChange }: ListedProps) {
  const names = new Intl.DisplayNames(language() === 'zh' ? 'zh-CN' : 'en', {
    type: 'currency',
    fallback: 'none',
  })
  const label = (value: string) => (value.length === 3 ? `${value} ${names.of(value) ?? ''}`.trim() : value)
  const all = [...new Set([text, ...values])].filter(Boolean)
  return (
    <Select
      id={id}
      showSearch={{ optionFilterProp: 'label' }}
      value={text}
      options={all.map((value) => ({ value, label: label(value) }))}
      onChange={onChange}
    />
  )
}
