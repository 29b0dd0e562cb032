import { Button, Checkbox, Radio, Select } from 'antd'
import { useState } from 'react'
import { patch } from '@/api/client'
import { queries, useSession } from '@/api/queries'
import { WhatIsWrong } from '@/ui/form'
import { Icon } from '@/ui/icons'
import { t, tx } from '@/ui/text'
import { complain } from '@/ui/toast'
import {
  change as changeImport,
  type Import,
  importQuery,
  type Mapping,
  options,
  type Shape,
  type Target,
} from './import'
import { MappingFile, ReadAs, StandIns, saveMapping } from './values'

/** Which column means what: the guesses, with samples beside them, to be put right. */
export function MappingStep({ given }: { given: Import }) {
  const [mapping, setMapping] = useState<Mapping>(given.mapping)
  const [error, setError] = useState<unknown>(null)
  const [working, setWorking] = useState(false)
  const [all, setAll] = useState(false)
  const { currency } = useSession()
  const targets = given.fields
  const full = given.columns.filter((column) => column.samples.length > 0)
  const shown = all || full.length === 0 ? given.columns : full
  const hidden = full.length === 0 ? 0 : given.columns.length - full.length
  const taken = new Set(Object.values(mapping.columns))
  const missing = targets.filter(
    (target) => target.required && !taken.has(target.name) && !mapping.defaults?.[target.name],
  )
  async function check() {
    setWorking(true)
    setError(null)
    try {
      await changeImport(given, { mapping })
    } catch (problem) {
      setError(problem)
    } finally {
      setWorking(false)
    }
  }
  function choose(column: string, target: string | undefined) {
    const columns = Object.fromEntries(
      Object.entries(mapping.columns).filter(([name, to]) => name !== column && to !== target),
    )
    setMapping({ ...mapping, columns: target ? { ...columns, [column]: target } : columns })
  }
  return (
    <div className="stack">
      <WhatIsWrong error={error} />
      <ShapeLine given={given} />
      <section className="card">
        <h2>{t('imports.mapping')}</h2>
        <div className="ledger-scroll">
          <table className="ledger mapping">
            <thead>
              <tr>
                <th scope="col">{t('imports.column')}</th>
                <th scope="col">{t('imports.samples')}</th>
                <th aria-label="→" />
                <th scope="col">{t('imports.target')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((column) => {
                const target = mapping.columns[column.name]
                return (
                  <tr key={column.name} className={target ? undefined : 'mapping-unused'}>
                    <th scope="row">{column.name}</th>
                    <td className="mapping-samples">
                      {[...new Set(column.samples)].slice(0, 3).map((sample) => (
                        <span key={sample}>{sample}</span>
                      ))}
                    </td>
                    <td>
                      <Icon name="right" size={14} />
                    </td>
                    <td className="mapping-target">
                      <Select
                        aria-label={t('imports.targetOf', { column: column.name })}
                        allowClear
                        showSearch={{ optionFilterProp: 'label' }}
                        placeholder={t('imports.unused')}
                        options={options(targets, (each) => ({
                          value: each.name,
                          label: each.required ? `${each.label} *` : each.label,
                          title:
                            taken.has(each.name) && each.name !== target ? t('imports.moves') : undefined,
                        }))}
                        value={target}
                        onChange={(next) => choose(column.name, next)}
                      />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
        {given.type === 'sales' && !taken.has('currency') && (
          <p className="muted mapping-note">{t('imports.currency', { currency })}</p>
        )}
        {hidden > 0 && (
          <Button type="link" size="small" onClick={() => setAll(!all)}>
            {all ? t('imports.empty.hide') : t('imports.empty.show', { n: hidden })}
          </Button>
        )}
      </section>
      <ReadAs mapping={mapping} onChange={setMapping} />
      <StandIns given={given} mapping={mapping} targets={targets} onChange={setMapping} />
      <Meeting given={given} mapping={mapping} targets={targets} onChange={setMapping} />
      <div className="row wrap">
        <Button type="primary" disabled={taken.size === 0} loading={working} onClick={check}>
          {t('imports.check')}
        </Button>
        <Button icon={<Icon name="download" size={14} />} onClick={() => saveMapping(given, mapping)}>
          {t('imports.saveMapping')}
        </Button>
        <MappingFile onTake={setMapping} />
        {missing.length > 0 && (
          <span className="muted">
            {t('imports.missing', { fields: missing.map((m) => m.label).join(', ') })}
          </span>
        )}
      </div>
    </div>
  )
}

/** How the file was read: encoding, sheet, header; each can be put right. */
function ShapeLine({ given }: { given: Import }) {
  const shape = given.shape
  if (!shape) return null
  async function set(change: Shape) {
    await patch(`/imports/${given.id}`, { shape: { ...shape, ...change } }, given.version)
    await queries.invalidateQueries({ queryKey: importQuery(given.id).queryKey })
  }
  const change = (part: Shape) => void set(part).catch(complain)
  const format = shape.format?.toUpperCase()
  const encodings = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'GB18030', 'windows-1252', 'ISO-8859-1']
  const charsets = [...new Set([shape.charset, ...encodings])]
    .filter(Boolean)
    .map((value) => ({ value, label: value }))
  const signs = [',', ';', '\t', '|'].map((value) => ({
    value,
    label: value === '\t' ? t('imports.tab') : value,
  }))
  return (
    <div className="row wrap shape">
      {shape.sheets && shape.sheets.length > 1 && (
        <Select
          aria-label={t('imports.sheet')}
          value={shape.sheet}
          options={shape.sheets.map((value) => ({ value, label: value }))}
          onChange={(sheet) => change({ sheet })}
        />
      )}
      {shape.charset && format !== 'EXCEL' && (
        <Select
          aria-label={t('imports.charset')}
          value={shape.charset}
          options={charsets}
          onChange={(charset) => change({ charset })}
        />
      )}
      {format === 'DELIMITED' && (
        <Select
          aria-label={t('imports.delimiter')}
          value={shape.delimiter}
          options={signs}
          onChange={(delimiter) => change({ delimiter })}
        />
      )}
      {(format === 'DELIMITED' || format === 'EXCEL') && (
        <Checkbox checked={shape.header} onChange={(event) => change({ header: event.target.checked })}>
          {t('imports.header')}
        </Checkbox>
      )}
      {shape.warnings?.map((code) => (
        <span key={code} className="mark mark-warm">
          {tx(`imports.warning.${code}`, {}, code)}
        </span>
      ))}
    </div>
  )
}

type MeetingProps = {
  given: Import
  mapping: Mapping
  targets: Target[]
  onChange: (mapping: Mapping) => void
}

/** How rows meet the records that are there: by which key, and what happens then. */
function Meeting({ given, mapping, targets, onChange }: MeetingProps) {
  const mapped = new Set(Object.values(mapping.columns))
  const keys = targets.filter((target) => mapped.has(target.name) && target.key).map((t) => t.name)
  const references = targets.filter((target) => mapped.has(target.name) && target.refers)
  const label = (name: string) => targets.find((target) => target.name === name)?.label ?? name
  const match = mapping.match ? [mapping.match].flat() : []
  const sales = given.type === 'sales'
  const ways = sales ? (['skip', 'replace'] as const) : (['update', 'skip'] as const)
  const toggle = (name: string, on: boolean) => {
    const others = (mapping.create ?? []).filter((each) => each !== name)
    onChange({ ...mapping, create: on ? [...others, name] : others })
  }
  return (
    <section className="card stack">
      <h2>{t('imports.meeting')}</h2>
      {!sales && (
        <div className="row wrap">
          <span>{t('imports.match')}</span>
          <Select
            aria-label={t('imports.match')}
            className="meeting-key"
            mode="multiple"
            placeholder={t('imports.match.none')}
            value={match}
            options={[...new Set([...keys, ...match])].map((name) => ({
              value: name,
              label: label(name),
            }))}
            onChange={(names: string[]) => onChange({ ...mapping, match: names.length > 0 ? names : null })}
          />
          {match.length > 1 && <span className="muted">{t('imports.match.all')}</span>}
        </div>
      )}
      {(sales || match.length > 0) && (
        <Radio.Group
          value={mapping.existing ?? ways[0]}
          onChange={(event) => onChange({ ...mapping, existing: event.target.value })}
          options={ways.map((way) => ({ value: way, label: t(`imports.existing.${way}`) }))}
        />
      )}
      {!sales &&
        references.map((target) => (
          <Checkbox
            key={target.name}
            checked={mapping.create?.includes(target.name)}
            onChange={(event) => toggle(target.name, event.target.checked)}
          >
            {t('imports.create', { field: target.label })}
          </Checkbox>
        ))}
    </section>
  )
}
