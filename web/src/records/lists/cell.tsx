import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, memo, useState } from 'react'
import { type Field, type Row, type Type, type Value, valueAt } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { FieldInput } from '../fields/input'
import { several, typed } from '../fields/told'
import { FieldValue, titleOf } from '../fields/value'
import { type Column, numeric } from './columns'
import type { Move } from './grid'
import { flatOf } from './save'

type Props = {
  type: Type
  row: Row
  column: Column
  col: number
  /** Where it stays while one scrolls; undefined where it does not. */
  left: number | undefined
  /** Is it the last that stays? */
  edge: boolean
  active: boolean
  /** Where the tab key enters the grid while no cell is active. */
  entry: boolean
  editing: boolean
  /** The key that began the editing: it takes the place of what was there. */
  typed: string | null
  onFocus: () => void
  onEdit: () => void
  onDone: (value: Value | undefined, move: Move) => void
  onPeek?: (id: string) => void
}

/** Whether a column's cells can be edited in place: own plain fields that one may write. */
export function editableIn(column: Column): boolean {
  const { field, path } = column
  return typed(field) && !path.includes('.') && !field.readOnly && (field.access ?? 'write') === 'write'
}

/** Whether what one types is the value itself. */
export function textual(field: Field): boolean {
  return ['text', 'longText', 'email', 'phone', 'url'].includes(field.kind)
}

function begin(field: Field, typed: string | null, value: Value): Value {
  if (typed !== null && textual(field)) return typed
  if (typed !== null && numeric(field) && /\d/.test(typed)) return Number(typed)
  return flatOf(value) ?? null
}

function same(a: Props, b: Props): boolean {
  const keys: (keyof Props)[] = ['row', 'column', 'active', 'entry', 'editing', 'left', 'edge', 'type']
  return keys.every((key) => a[key] === b[key])
}

export const Cell = memo(function Cell(props: Props) {
  const { type, row, column, left, active, editing } = props
  const value = valueAt(row, column.path)
  const title = column.path === type.title
  const classes = ['grid-cell']
  if (numeric(column.field)) classes.push('num')
  if (left !== undefined) classes.push('grid-frozen')
  if (props.edge) classes.push('grid-frozen-edge')
  if (active) classes.push('grid-active')
  if (editing) classes.push('grid-editing')
  return (
    <div
      role="gridcell"
      data-col={props.col}
      tabIndex={active || props.entry ? 0 : -1}
      className={classes.join(' ')}
      style={{ width: column.width, left }}
      onFocus={props.onFocus}
      onMouseDown={props.onFocus}
      onDoubleClick={props.onEdit}
    >
      {editing ? (
        <CellEditor {...props} value={value} />
      ) : title ? (
        <>
          <Link
            to="/$plural/$id"
            params={{ plural: type.plural, id: row.id }}
            className="grid-title cut"
            tabIndex={-1}
          >
            {titleOf(type, row)}
          </Link>
          {props.onPeek && (
            <button
              type="button"
              tabIndex={-1}
              className="plain grid-peek"
              aria-label={t('records.peek')}
              title={`${t('records.peek')} (p)`}
              onClick={() => props.onPeek?.(row.id)}
            >
              <Icon name="eye" size={14} />
            </button>
          )}
        </>
      ) : (
        <span className="cut">
          <FieldValue field={column.field} value={value} row={row} tabIndex={-1} />
        </span>
      )}
    </div>
  )
}, same)

function CellEditor({ column, row, value, typed, onDone }: Props & { value: Value }) {
  const [draft, setDraft] = useState<Value>(begin(column.field, typed, value))
  const { kind } = column.field
  const listed = ['choice', 'reference', 'date', 'instant'].includes(kind)
  function key(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    event.stopPropagation()
    // in a list of several, Enter ticks one; Ctrl and Enter is done with it
    const choosing = event.key === 'Enter' && (listed || (several(column.field) && !event.ctrlKey))
    if (event.key === 'Escape') onDone(undefined, 'stay')
    else if (event.key === 'Tab') onDone(draft, event.shiftKey ? 'left' : 'right')
    else if (event.key === 'Enter' && !choosing && !(kind === 'longText' && event.shiftKey))
      onDone(draft, 'down')
    else return
    event.preventDefault()
  }
  return (
    <div
      className="grid-editor"
      onKeyDown={key}
      onBlur={(event) => {
        const to = event.relatedTarget as HTMLElement | null
        if (
          !event.currentTarget.contains(to) &&
          !to?.closest('.ant-select-dropdown, .ant-picker-dropdown, .ant-modal-wrap')
        ) {
          onDone(draft, 'leave')
        }
      }}
    >
      <FieldInput
        field={column.field}
        row={row}
        value={draft}
        label={column.field.label}
        inCell
        onChange={(next) => {
          setDraft(next)
          if (listed || kind === 'boolean') onDone(next, 'stay')
        }}
      />
    </div>
  )
}
