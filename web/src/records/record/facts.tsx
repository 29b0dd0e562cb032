import { type KeyboardEvent, useState } from 'react'
import { type Field, may, type Row, type Type, type Value } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { FieldInput, fetchControls } from '../fields/input'
import { several, typed } from '../fields/told'
import { FieldValue } from '../fields/value'
import { flatOf, useSaving } from '../lists/save'
import { areasOf, labelOfArea } from './areas'

/** Fields that the head or the foot of a record already tells. */
const ELSEWHERE = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'])

type Props = { type: Type; row: Row; only?: string[]; without?: string[]; hideEmpty?: boolean }

/** The fields of a record, each edited where it stands and saved at once. */
export function Facts({ type, row, only, without = [], hideEmpty }: Props) {
  const [all, setAll] = useState(!hideEmpty)
  const { save, conflict } = useSaving(type.plural)
  const hidden = new Set([...ELSEWHERE, ...without])
  const fields = type.fields.filter(
    (f) => f.kind !== 'extension' && (only ? only.includes(f.name) : !hidden.has(f.name)),
  )
  const empty = (f: Field) => isEmpty(row[f.name])
  const shown = all ? fields : fields.filter((f) => !empty(f))
  return (
    <>
      <div onFocus={fetchControls} onPointerEnter={fetchControls}>
        {areasOf(shown).map(({ area, fields }, i) => (
          <section key={area} className="facts-area">
            {i > 0 && <h3>{labelOfArea(area)}</h3>}
            <dl className="facts">
              {fields.map((field) => (
                <Fact
                  key={field.name}
                  field={field}
                  row={row}
                  editable={may(type, 'update') && writable(field)}
                  save={(value, begun) => save(begun, field, value, begun[field.name])}
                />
              ))}
            </dl>
          </section>
        ))}
      </div>
      {shown.length < fields.length && (
        <button type="button" className="plain muted facts-more" onClick={() => setAll(true)}>
          <Icon name="plus" size={12} /> {t('records.moreFields', { n: fields.length - shown.length })}
        </button>
      )}
      {conflict}
    </>
  )
}

function isEmpty(value: Value): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)
}

function writable(field: Field): boolean {
  return typed(field) && !field.readOnly && (field.access ?? 'write') === 'write'
}

/** `begun`: the record as it was when the editing began, so that what comes in meanwhile hides no conflict. */
type Save = (value: Value, begun: Row) => Promise<unknown>
type FactProps = { field: Field; row: Row; editable: boolean; save: Save }

function Fact({ field, row, editable, save }: FactProps) {
  const [editing, setEditing] = useState(false)
  const value = row[field.name]
  const empty = isEmpty(value)
  const label = t('records.editField', { field: field.label })
  return (
    <div className="fact">
      <dt title={field.help ?? undefined}>{field.label}</dt>
      <dd
        className={editable ? 'fact-editable' : undefined}
        onDoubleClick={editable ? () => setEditing(true) : undefined}
      >
        {editing ? (
          <FactEditor {...{ field, row, save }} value={value} close={() => setEditing(false)} />
        ) : (
          <>
            {empty ? <span className="muted">–</span> : <FieldValue field={field} value={value} row={row} />}
            {editable && (
              <button
                type="button"
                className="plain fact-edit"
                aria-label={label}
                onClick={() => setEditing(true)}
              >
                <Icon name="edit" size={13} />
              </button>
            )}
          </>
        )}
      </dd>
    </div>
  )
}

type EditorProps = {
  field: Field
  row: Row
  value: Value
  save: Save
  close: () => void
}

function FactEditor({ field, row, value, save, close }: EditorProps) {
  const start = flatOf(value) ?? null
  const [begun] = useState(row)
  const [draft, setDraft] = useState<Value>(start)
  const listed = ['choice', 'reference', 'date', 'instant'].includes(field.kind)
  // there Enter begins a line or ticks one of several; Ctrl and Enter is done with it
  const inside = field.kind === 'longText' || several(field)
  function finish(next: Value) {
    close()
    if (JSON.stringify(next) !== JSON.stringify(start)) void save(next, begun)
  }
  function key(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Tab' && several(field)) return finish(draft)
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && !listed && (event.ctrlKey || !inside)) finish(draft)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      onKeyDown={key}
      onBlur={(event) => {
        const to = event.relatedTarget as HTMLElement | null
        const inside =
          event.currentTarget.contains(to) ||
          to?.closest('.ant-select-dropdown, .ant-picker-dropdown, .ant-modal-wrap')
        if (!inside) finish(draft)
      }}
    >
      <FieldInput
        field={field}
        row={row}
        value={draft}
        label={field.label}
        inCell
        onChange={(next) => {
          setDraft(next)
          if (listed || field.kind === 'boolean') finish(next)
        }}
      />
    </div>
  )
}
