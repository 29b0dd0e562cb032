import { type PointerEvent, useState } from 'react'
import type { Row, Type } from '@/api/types'
import { Icon } from '@/ui/icons'
import { Menu, type MenuItems } from '@/ui/menu'
import { t } from '@/ui/text'
import { type Column, numeric } from './columns'
import { CHECK, type Selection } from './grid'

type Props = {
  type: Type
  columns: Column[]
  sort?: string
  rows: Row[]
  width: number
  selection?: Selection
  onSelect?: (selection: Selection) => void
  onSort?: (sort: string) => void
  onColumns?: (columns: Column[]) => void
  onGroup?: (path: string) => void
  /** Where the frozen columns stand. */
  lefts: number[]
  onFreeze?: (frozen: number) => void
}

/** The column heads: click to sort, drag to move, pull the edge to resize, the small menu for the rest. */
export function Header(props: Props) {
  const { columns, selection, onSelect, rows, width } = props
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const everyone = rows.length > 0 && rows.every((row) => selection?.ids.has(row.id))
  function drop(onto: number) {
    if (dragged === null || dragged === onto) return
    const next = columns.filter((_, i) => i !== dragged)
    next.splice(onto, 0, columns[dragged] as Column)
    props.onColumns?.(next)
  }
  return (
    <div role="rowgroup" className="grid-head" style={{ width }}>
      <div role="row" aria-rowindex={1} className="grid-headrow">
        {onSelect && (
          <div role="columnheader" className="grid-check" style={{ width: CHECK }}>
            <input
              type="checkbox"
              aria-label={t('records.select.loaded')}
              checked={everyone || Boolean(selection?.all)}
              onChange={() =>
                onSelect({
                  ids: everyone ? new Map() : new Map(rows.map((row) => [row.id, row.version])),
                  all: false,
                })
              }
            />
          </div>
        )}
        {columns.map((column, i) => (
          <Head
            key={column.path}
            {...props}
            column={column}
            left={props.lefts[i]}
            edge={props.lefts.length > 1 && i === props.lefts.length - 1}
            marked={over === i && dragged !== null && dragged !== i}
            onDragStart={() => setDragged(i)}
            onDragOver={() => setOver(i)}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
            onDropHere={() => drop(i)}
          />
        ))}
      </div>
    </div>
  )
}

type HeadProps = Props & {
  column: Column
  left?: number
  edge: boolean
  marked: boolean
  onDragStart: () => void
  onDragOver: () => void
  onDragEnd: () => void
  onDropHere: () => void
}

function sortPath(column: Column, type: Type): string | null {
  const { field, path } = column
  if (field.kind === 'reference' && !field.many) return null
  return field.sortable === false && type ? null : path
}

function Head(props: HeadProps) {
  const { column, type, sort, onSort, left, marked } = props
  const path = sortPath(column, type)
  const first = sort?.split(',')[0] ?? ''
  const descending = first.startsWith('-')
  const sorted = path !== null && first.replace(/^-/, '') === path
  const order = sorted ? (descending ? 'descending' : 'ascending') : undefined
  function turn() {
    if (path && onSort)
      onSort(sorted && !descending ? `-${path}` : sorted ? path : numeric(column.field) ? `-${path}` : path)
  }
  const classes = ['grid-th']
  if (numeric(column.field)) classes.push('num')
  if (left !== undefined) classes.push('grid-frozen')
  if (props.edge) classes.push('grid-frozen-edge')
  if (marked) classes.push('grid-th-over')
  return (
    <div
      role="columnheader"
      aria-sort={order}
      className={classes.join(' ')}
      style={{ width: column.width, left }}
      draggable={Boolean(props.onColumns)}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', column.path)
        props.onDragStart()
      }}
      onDragOver={(event) => {
        event.preventDefault()
        props.onDragOver()
      }}
      onDragEnd={props.onDragEnd}
      onDrop={(event) => {
        event.preventDefault()
        props.onDropHere()
      }}
    >
      {path && onSort ? (
        <button type="button" className="plain cut" onClick={turn} title={column.field.label}>
          {column.field.label}
          {sorted && <Icon name={descending ? 'down' : 'up'} size={12} />}
        </button>
      ) : (
        <span className="cut" title={column.field.label}>
          {column.field.label}
        </span>
      )}
      {props.onColumns && <HeadMenu {...props} path={path} />}
      {props.onColumns && <Edge {...props} />}
    </div>
  )
}

function HeadMenu({
  column,
  columns,
  path,
  onSort,
  onColumns,
  onGroup,
  lefts,
  onFreeze,
}: HeadProps & { path: string | null }) {
  const at = columns.findIndex((each) => each.path === column.path)
  const shift = (by: number) => {
    const next = columns.filter((each) => each.path !== column.path)
    next.splice(at + by, 0, column)
    onColumns?.(next)
  }
  const items: MenuItems = [
    ...(path && onSort
      ? [
          { key: 'up', label: t('records.sort.up'), onClick: () => onSort(path) },
          { key: 'down', label: t('records.sort.down'), onClick: () => onSort(`-${path}`) },
        ]
      : []),
    ...(onGroup ? [{ key: 'group', label: t('records.groupBy'), onClick: () => onGroup(column.path) }] : []),
    { key: 'left', label: t('records.column.left'), disabled: at === 0, onClick: () => shift(-1) },
    {
      key: 'right',
      label: t('records.column.right'),
      disabled: at === columns.length - 1,
      onClick: () => shift(1),
    },
    ...(onFreeze
      ? [
          at > 0 && at === lefts.length - 1
            ? { key: 'freeze', label: t('records.column.unfreeze'), onClick: () => onFreeze(1) }
            : { key: 'freeze', label: t('records.column.freeze'), onClick: () => onFreeze(at + 1) },
        ]
      : []),
    {
      key: 'hide',
      label: t('records.column.hide'),
      disabled: columns.length === 1,
      onClick: () => onColumns?.(columns.filter((each) => each.path !== column.path)),
    },
  ]
  return (
    <Menu menu={{ items }}>
      <button
        type="button"
        className="plain grid-headmenu"
        aria-label={t('records.column.menu', { name: column.field.label })}
      >
        <Icon name="down" size={12} />
      </button>
    </Menu>
  )
}

/** The edge one pulls. The width is written once, when it is let go. */
function Edge({ column, columns, onColumns }: HeadProps) {
  function start(event: PointerEvent<HTMLElement>) {
    event.preventDefault()
    event.stopPropagation()
    const head = event.currentTarget.parentElement as HTMLElement
    const from = event.clientX
    const wide = (to: number) => Math.max(56, column.width + to - from)
    const pull = (to: globalThis.PointerEvent) => {
      head.style.width = `${wide(to.clientX)}px`
    }
    const release = (to: globalThis.PointerEvent) => {
      document.removeEventListener('pointermove', pull)
      onColumns?.(
        columns.map((each) => (each.path === column.path ? { ...each, width: wide(to.clientX) } : each)),
      )
    }
    document.addEventListener('pointermove', pull)
    document.addEventListener('pointerup', release, { once: true })
  }
  return <span className="grid-edge" onPointerDown={start} aria-hidden="true" />
}
