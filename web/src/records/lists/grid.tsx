import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type Question, rowsQuery } from '@/api/records'
import { may, type Row, type Type, type Value, valueAt } from '@/api/types'
import { Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { fetchControls } from '../fields/input'
import { Cell, editableIn, textual } from './cell'
import { type Column, frozenAt } from './columns'
import { Header } from './header'
import { useSaving } from './save'
import './grid.css'

export type Selection = { ids: Map<string, number>; all: boolean }
type Props = {
  type: Type
  columns: Column[]
  question: Question
  sort?: string
  selection?: Selection
  onSelect?: (selection: Selection) => void
  onSort?: (sort: string) => void
  onColumns?: (columns: Column[]) => void
  onGroup?: (path: string) => void
  /** How many of the first columns stay in sight while one scrolls. */
  frozen?: number
  onFreeze?: (frozen: number) => void
  onPeek?: (id: string) => void
  onOpen?: (id: string) => void
  empty: ReactNode
  height?: number
}
type At = { row: number; col: number }

export const CHECK = 36
/** What is left free before the first column. */
const EDGE = 12

function rowHeight(): number {
  return document.documentElement.dataset.density === 'roomy' ? 40 : 32
}

/** Rows of records as a spreadsheet would show them: only those in sight exist, more are asked for as one scrolls. */
export function Grid(props: Props) {
  const { type, columns, question, selection, onSelect, empty } = props
  const scroller = useRef<HTMLDivElement>(null)
  const found = useInfiniteQuery(rowsQuery(type.plural, question))
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: 12,
    scrollPaddingStart: 34,
  })
  const visible = virtual.getVirtualItems()
  const lastSeen = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (found.hasNextPage && !found.isFetching && lastSeen >= rows.length - 40) void found.fetchNextPage()
  }, [lastSeen, rows.length, found.hasNextPage, found.isFetching])
  const lefts = frozenAt(columns, props.frozen ?? 1, onSelect ? CHECK : 0)
  const cells = useCells(props, rows, (row) => virtual.scrollToIndex(row), scroller, lefts.length)
  const width = EDGE + (onSelect ? CHECK : 0) + columns.reduce((sum, column) => sum + column.width, 0)

  if (found.isPending) return <Loading rows={12} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  if (rows.length === 0) return <>{empty}</>
  const count = found.data.pages[0]?.count ?? rows.length
  return (
    <div
      ref={scroller}
      className={props.height ? 'grid grid-inside' : 'grid'}
      style={props.height ? { maxHeight: props.height } : undefined}
      role="grid"
      aria-label={type.pluralLabel}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-multiselectable={onSelect ? true : undefined}
      onKeyDown={cells.onKey}
      onCopy={cells.onCopy}
      onPaste={cells.onPaste}
      onFocus={fetchControls}
      onPointerEnter={fetchControls}
    >
      <Header {...props} width={width} rows={rows} lefts={lefts} />
      <div role="rowgroup" className="grid-rows" style={{ height: virtual.getTotalSize(), width }}>
        {visible.map((item) => {
          const row = rows[item.index] as Row
          const chosen = Boolean(selection?.all || selection?.ids.has(row.id))
          return (
            <div
              key={row.id}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={onSelect ? chosen : undefined}
              className={chosen ? 'grid-row grid-row-chosen' : 'grid-row'}
              style={{ transform: `translateY(${item.start}px)`, height: item.size, width }}
            >
              {onSelect && (
                <div role="gridcell" className="grid-check" style={{ width: CHECK }}>
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    checked={chosen}
                    aria-label={t('records.select', { name: String(row[type.title] ?? '') })}
                    onChange={() => cells.toggle(item.index)}
                    onClick={(event) => event.shiftKey && cells.toggleTo(item.index)}
                  />
                </div>
              )}
              {columns.map((column, col) => (
                <Cell
                  key={column.path}
                  type={type}
                  row={row}
                  column={column}
                  col={col}
                  left={lefts[col]}
                  edge={lefts.length > 1 && col === lefts.length - 1}
                  active={cells.at?.row === item.index && cells.at.col === col}
                  entry={cells.at === null && item.index === 0 && col === 0}
                  editing={cells.editing && cells.at?.row === item.index && cells.at.col === col}
                  typed={cells.typed}
                  onFocus={() => cells.go({ row: item.index, col })}
                  onEdit={() => cells.edit({ row: item.index, col })}
                  onDone={(value, move) => cells.done(row, column, value, move)}
                  onPeek={props.onPeek}
                />
              ))}
            </div>
          )
        })}
      </div>
      {found.isFetchingNextPage && <p className="grid-more muted">{t('ui.loading')}</p>}
      {cells.conflict}
    </div>
  )
}

export type Move = 'leave' | 'stay' | 'down' | 'right' | 'left'

/** Where one is in the grid: at a record, wherever a fresher list has it. */
function usePlace(rows: Row[]) {
  const [kept, keep] = useState<(At & { id?: string }) | null>(null)
  const at = useMemo(() => {
    if (!kept || rows[kept.row]?.id === kept.id) return kept
    const row = rows.findIndex((each) => each.id === kept.id)
    return row < 0 ? kept : { ...kept, row }
  }, [kept, rows])
  function setAt({ row, col }: At) {
    const id = rows[row]?.id
    keep((before) =>
      before?.id === id && before?.row === row && before.col === col ? before : { row, col, id },
    )
  }
  return { at, setAt }
}

/** Where one is in the grid, and what the keys do there. */
function useCells(
  { type, columns, selection, onSelect, onPeek, onOpen }: Props,
  rows: Row[],
  scrollTo: (row: number) => void,
  grid: React.RefObject<HTMLDivElement | null>,
  frozen: number,
) {
  const { at, setAt } = usePlace(rows)
  const [editing, setEditing] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const anchor = useRef(0)
  /** The row as it was when its editing began: what comes in meanwhile must not hide a conflict. */
  const begun = useRef<Row | null>(null)
  const { save, conflict } = useSaving(type.plural)

  function move(rowBy: number, colBy: number) {
    if (!at) return
    const row = Math.min(Math.max(at.row + rowBy, 0), rows.length - 1)
    const col = Math.min(Math.max(at.col + colBy, 0), columns.length - 1)
    scrollTo(row)
    setAt({ row, col })
    setEditing(false)
    requestAnimationFrame(() => focusOn(grid.current, row, col, frozen))
  }
  function editable({ row, col }: At): boolean {
    const column = columns[col]
    return Boolean(rows[row] && column && may(type, 'update') && editableIn(column))
  }
  function edit(where: At, first: string | null = null) {
    setAt(where)
    begun.current = rows[where.row] ?? null
    setTyped(first)
    setEditing(editable(where))
  }
  /** Gives the cell one is on another value, as deleting and pasting do. */
  function put(value: Value) {
    const row = at && rows[at.row]
    const column = at && columns[at.col]
    if (!row || !column || !editable(at)) return
    begun.current = row
    done(row, column, value, 'leave')
  }
  function done(now: Row, column: Column, value: Value | undefined, next: Move) {
    const row = begun.current?.id === now.id ? begun.current : now
    const before = valueAt(row, column.path)
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(before))
      void save(row, column.field, value, before)
    setEditing(false)
    if (next === 'leave') return
    move(next === 'down' ? 1 : 0, next === 'right' ? 1 : next === 'left' ? -1 : 0)
  }
  function choose(indexes: number[], on: boolean) {
    if (!selection || !onSelect) return
    const ids = new Map(selection.ids)
    for (const index of indexes) {
      const row = rows[index]
      if (row && on) ids.set(row.id, row.version)
      else if (row) ids.delete(row.id)
    }
    onSelect({ ids, all: false })
  }
  function toggle(index: number) {
    anchor.current = index
    choose([index], !selection?.ids.has(rows[index]?.id ?? ''))
  }
  function toggleTo(index: number) {
    const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)]
    choose(
      Array.from({ length: to - from + 1 }, (_, i) => from + i),
      true,
    )
  }
  function onKey(event: KeyboardEvent) {
    if (editing || !at || (event.target as HTMLElement).closest('.grid-head')) return
    const page = Math.max(1, Math.floor((grid.current?.clientHeight ?? 400) / rowHeight()) - 2)
    const row = rows[at.row]
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(1, 0),
      ArrowUp: () => move(-1, 0),
      ArrowRight: () => move(0, 1),
      ArrowLeft: () => move(0, -1),
      PageDown: () => move(page, 0),
      PageUp: () => move(-page, 0),
      Home: () => move(event.ctrlKey ? -rows.length : 0, -columns.length),
      End: () => move(event.ctrlKey ? rows.length : 0, columns.length),
      Enter: () => (event.ctrlKey || event.metaKey ? row && onOpen?.(row.id) : edit(at)),
      F2: () => edit(at),
      Delete: () => !columns[at.col]?.field.required && put(null),
      Backspace: () => !columns[at.col]?.field.required && put(null),
      ' ': () => (event.shiftKey ? toggleTo(at.row) : toggle(at.row)),
      p: () => row && onPeek?.(row.id),
      o: () => row && onOpen?.(row.id),
    }
    const column = columns[at.col]
    const letter = event.key.length === 1 && event.key !== ' '
    if (letter && (event.ctrlKey || event.metaKey || event.altKey)) return
    const types = letter && column?.path !== type.title && editable(at)
    const act = types ? () => edit(at, event.key) : keys[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  function onCopy(event: ClipboardEvent) {
    const column = at && columns[at.col]
    if (editing || !column || getSelection()?.toString()) return
    const cell = (event.target as HTMLElement).closest('[role=gridcell]')
    event.clipboardData.setData('text/plain', cell?.textContent ?? '')
    event.preventDefault()
  }
  function onPaste(event: ClipboardEvent) {
    const column = at && columns[at.col]
    if (editing || !column || !textual(column.field)) return
    event.preventDefault()
    put(event.clipboardData.getData('text/plain').trim() || null)
  }
  return { at, editing, typed, go: setAt, edit, done, toggle, toggleTo, onKey, onCopy, onPaste, conflict }
}

/** A cell that is not frozen is brought out from under those that are. */
function focusOn(grid: HTMLElement | null, row: number, col: number, frozen: number): void {
  const cells = grid?.querySelector(`[aria-rowindex="${row + 2}"]`)
  const of = (at: number) => cells?.querySelector<HTMLElement>(`[data-col="${at}"]`)
  const cell = of(col)
  const last = of(frozen - 1)
  cell?.focus({ preventScroll: true })
  if (!grid || !cell || !last || col < frozen) return
  const hidden = last.getBoundingClientRect().right - cell.getBoundingClientRect().left
  const beyond = cell.getBoundingClientRect().right - grid.getBoundingClientRect().right
  if (hidden > 0) grid.scrollLeft -= hidden
  else if (beyond > 0) grid.scrollLeft += beyond
}
