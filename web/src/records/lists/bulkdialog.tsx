import { Modal, Progress, Select } from 'antd'
import { useState } from 'react'
import { type BulkResult, bulk, undoUnit } from '@/api/records'
import type { Field, Value } from '@/api/types'
import { Labelled } from '@/ui/form'
import { count as countText } from '@/ui/format'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { editable } from '../fields/editable'
import { FieldInput } from '../fields/input'
import type { Act } from './bulk'
import { type Chosen, chosenRows } from './chosen'
import type { Selection } from './grid'
import type { ListView } from './state'

type DialogProps = {
  act: Act
  view: ListView
  selection: Selection
  count: number
  close: (done: boolean) => void
}

/** Says how many, asks for what, does it in portions, and tells how to undo it. */
export default function BulkDialog({ act, view, selection, count, close }: DialogProps) {
  const { type } = view
  const [field, setField] = useState<Field | undefined>(act.field)
  const [value, setValue] = useState<Value>(null)
  const [share, setShare] = useState<number | null>(null)
  const fields = editable(type).filter((f) => !f.unique)
  const titles = { n: countText(count), type: count === 1 ? type.label : type.pluralLabel }
  async function run() {
    setShare(0)
    try {
      const rows = await chosenRows(view, selection, act.add && field ? field.name : undefined)
      const outcome = await inChunks(type.plural, rows, (row) => operation(row, act, field, value), setShare)
      report(outcome)
      close(true)
    } catch (error) {
      complain(error)
      setShare(null)
    }
  }
  return (
    <Modal
      open
      title={act.remove ? t('records.bulk.delete.title', titles) : t('records.bulk.title', titles)}
      okText={act.remove ? t('records.bulk.delete.do', titles) : t('records.bulk.do', titles)}
      okButtonProps={{ disabled: !act.remove && !field, loading: share !== null }}
      cancelText={t('ui.cancel')}
      onOk={run}
      onCancel={() => close(false)}
    >
      {act.remove ? (
        <p className="second">{t('records.bulk.delete.hint')}</p>
      ) : (
        <div className="stack">
          {!act.field && (
            <Labelled label={t('records.bulk.field')}>
              {(id) => (
                <Select
                  id={id}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={fields.map((f) => ({ value: f.name, label: f.label }))}
                  value={field?.name}
                  onChange={(name) => {
                    setField(fields.find((f) => f.name === name))
                    setValue(null)
                  }}
                />
              )}
            </Labelled>
          )}
          {field && (
            <Labelled
              label={field.label}
              help={act.add ? t('records.bulk.tag.help') : t('records.bulk.empty')}
            >
              {(id) => (
                <FieldInput id={id} field={{ ...field, required: false }} value={value} onChange={setValue} />
              )}
            </Labelled>
          )}
        </div>
      )}
      {share !== null && <Progress percent={Math.round(share * 100)} aria-label={t('ui.loading')} />}
    </Modal>
  )
}

function operation(row: Chosen, act: Act, field: Field | undefined, value: Value): object {
  if (act.remove) return { op: 'delete', id: row.id, version: row.version }
  const name = field?.name ?? ''
  const added = act.add ? [...new Set([...(row.before ?? []), ...((value as string[]) ?? [])])] : value
  return { op: 'update', id: row.id, version: row.version, record: { [name]: added } }
}

type Outcome = { results: BulkResult[]; units: string[] }

async function inChunks(
  plural: string,
  rows: Chosen[],
  make: (row: Chosen) => object,
  tell: (share: number) => void,
): Promise<Outcome> {
  const outcome: Outcome = { results: [], units: [] }
  for (let at = 0; at < rows.length; at += 2_000) {
    const answer = await bulk(plural, rows.slice(at, at + 2_000).map(make))
    outcome.results.push(...answer.results)
    if (answer.unit) outcome.units.push(answer.unit)
    tell(Math.min(1, (at + 2_000) / rows.length))
  }
  return outcome
}

function report({ results, units }: Outcome): void {
  const good = results.filter((result) => result.status < 300).length
  const bad = results.find((result) => result.status >= 300)
  const undo = units.length ? () => Promise.all(units.map(undoUnit)) : undefined
  const text = t('records.bulk.done', { n: countText(good) })
  if (good > 0) say(text, undo)
  if (bad) {
    const reason = bad.detail ?? bad.title ?? String(bad.status)
    complain(new Error(t('records.bulk.refused', { n: countText(results.length - good), reason })))
  }
}
