import { type ClipboardEvent, type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import { number } from '@/ui/format'
import { t, tx } from '@/ui/text'
import {
  amountOf,
  COLUMNS,
  type Column,
  emptyLine,
  type Line,
  moved,
  NUMBERS,
  parseBlock,
  withBlock,
  withCell,
} from './lines'
import { type Found, ProductLookup } from './lookup'

type At = { row: number; column: number }
type Props = {
  lines: Line[]
  decimals: number
  editable: boolean
  wrong: Record<string, string>
  advised: Record<string, string>
  change: (lines: Line[]) => void
  choose: (row: number, product: Found) => void
  at: (row: number) => void
}

/** The lines as a spreadsheet: arrows walk, typing writes, Enter and Tab go on, a pasted block fills cells. */
export function LineGrid({ lines, decimals, editable, wrong, advised, change, choose, at }: Props) {
  const [active, setActive] = useState<At>({ row: 0, column: 0 })
  const [editing, setEditing] = useState<string | null>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const shown = editable ? [...lines, EXTRA] : lines
  useEffect(() => at(active.row), [active.row, at])
  useEffect(() => {
    box.current
      ?.querySelector(`[id="${cellId(active)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [active])
  function go(down: number, right: number) {
    setEditing(null)
    setActive((from) => {
      let column = from.column + right
      let row = from.row + down
      if (column >= COLUMNS.length) {
        column = 0
        row++
      } else if (column < 0) {
        column = row > 0 ? COLUMNS.length - 1 : 0
        row--
      }
      return { row: Math.max(0, Math.min(row, shown.length - 1)), column }
    })
    box.current?.focus()
  }
  function write(place: At, typed: string) {
    const name = COLUMNS[place.column]
    if (!name) return
    const before = lines[place.row] ?? emptyLine(lines.at(-1)?.section ?? null)
    const next = [...lines]
    next[place.row] = withCell(before, name, typed, decimals)
    change(next)
  }
  function begin(typed?: string) {
    const name = COLUMNS[active.column]
    if (!editable || !name || name === 'amount') return
    if (name === 'optional') toggle()
    else setEditing(typed ?? shownValue(lines[active.row] ?? EXTRA, name))
  }
  function toggle() {
    const line = lines[active.row]
    if (line)
      change(lines.map((each, i) => (i === active.row ? { ...line, optional: !line.optional } : each)))
  }
  function move(by: number) {
    const to = active.row + by
    if (lines[active.row] && lines[to]) {
      change(moved(lines, active.row, to))
      setActive({ ...active, row: to })
    }
  }
  function key(event: KeyboardEvent) {
    if (editing !== null || event.nativeEvent.isComposing) return
    const run = acts(event)
    if (!run) return
    event.preventDefault()
    event.stopPropagation()
    run()
  }
  function acts(event: KeyboardEvent): (() => void) | undefined {
    const mod = event.ctrlKey || event.metaKey
    const walk: Record<string, [number, number]> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    }
    const step = walk[event.key]
    if (event.altKey && editable && step && step[0] !== 0) return () => move(step[0])
    if (step && !mod && !event.altKey) return () => go(...step)
    if (event.key === 'Tab') {
      const first = active.row === 0 && active.column === 0 && event.shiftKey
      const last = active.row === shown.length - 1 && active.column === COLUMNS.length - 1 && !event.shiftKey
      return first || last ? undefined : () => go(0, event.shiftKey ? -1 : 1)
    }
    if (event.key === 'Home') return () => setActive({ row: mod ? 0 : active.row, column: 0 })
    if (event.key === 'End')
      return () => setActive({ row: mod ? shown.length - 1 : active.row, column: COLUMNS.length - 1 })
    if (!editable) return undefined
    if (event.key === 'Enter' && mod) return insert
    if (event.key === 'Enter' || event.key === 'F2') return () => begin()
    if (event.key === 'Delete' && mod) return drop
    if (event.key === 'Delete' || event.key === 'Backspace') return () => write(active, '')
    if (event.key === ' ' && COLUMNS[active.column] === 'optional') return toggle
    if (event.key.length === 1 && !mod && !event.altKey) return () => begin(event.key)
    return undefined
  }
  function insert() {
    const next = [...lines]
    next.splice(active.row + 1, 0, emptyLine(lines[active.row]?.section ?? null))
    change(next)
    setActive({ row: Math.min(active.row + 1, next.length), column: 0 })
  }
  function drop() {
    if (!lines[active.row]) return
    change(lines.filter((_, i) => i !== active.row))
    setActive({ ...active, row: Math.max(0, Math.min(active.row, lines.length - 2)) })
  }
  function paste(event: ClipboardEvent) {
    if (!editable || editing !== null) return
    const block = parseBlock(event.clipboardData.getData('text/plain'))
    event.preventDefault()
    change(withBlock(lines, block, active.row, active.column, decimals))
  }
  function copy(event: ClipboardEvent) {
    const line = lines[active.row]
    const name = COLUMNS[active.column]
    if (editing !== null || !line || !name || String(getSelection())) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', shownValue(line, name))
  }
  const act = { setActive, begin, setDragged }
  const acting = useRef(act)
  acting.current = act
  return (
    <div
      ref={box}
      className="line-grid"
      role="grid"
      aria-label={t('quotes.lines')}
      aria-rowcount={shown.length + 1}
      aria-activedescendant={cellId(active)}
      tabIndex={0}
      onKeyDown={key}
      onPaste={paste}
      onCopy={copy}
    >
      <div className="line-row line-head" role="row">
        {COLUMNS.map((name) => (
          <div
            key={name}
            role="columnheader"
            className={`line-cell cell-${name}${NUMBERS.has(name) ? ' num' : ''}`}
          >
            {tx(`quotes.column.${name}`)}
          </div>
        ))}
      </div>
      {shown.map((line, row) => (
        <LineRow
          key={line.key}
          line={line}
          row={row}
          above={shown[row - 1]?.section ?? null}
          column={active.row === row ? active.column : -1}
          editing={active.row === row ? editing : null}
          wrong={wrong[String(row)]}
          advised={advised[String(row)]}
          decimals={decimals}
          acting={acting}
          drag={editable && line !== EXTRA}
          dropped={() => {
            if (dragged !== null && lines[row]) change(moved(lines, dragged, row))
            setDragged(null)
          }}
          done={(typed, down, right) => {
            if (typed !== null) write({ row, column: active.column }, typed)
            go(down, right)
          }}
          chosen={(product) => {
            choose(row, product)
            setEditing(null)
            setActive({ row, column: COLUMNS.indexOf('quantity') })
            box.current?.focus()
          }}
        />
      ))}
    </div>
  )
}

const EXTRA: Line = { ...emptyLine(), key: 'extra', quantity: null }

function cellId(at: At): string {
  return `line-${at.row}-${at.column}`
}

/** What stands in a cell when one begins to edit it. */
function shownValue(line: Line, column: Column): string {
  if (column === 'product') return line.productName ?? ''
  if (column === 'optional') return line.optional ? 'x' : ''
  if (column === 'amount') return ''
  const value = line[column]
  return value === null ? '' : String(value)
}

type RowProps = {
  line: Line
  row: number
  above: string | null
  column: number
  editing: string | null
  wrong?: string
  advised?: string
  decimals: number
  drag: boolean
  acting: { current: { setActive: (at: At) => void; begin: () => void; setDragged: (row: number) => void } }
  dropped: () => void
  done: (typed: string | null, down: number, right: number) => void
  chosen: (product: Found) => void
}

const LineRow = memo(Row, (a, b) => {
  const still = a.column < 0 && b.column < 0
  return (
    still &&
    a.line === b.line &&
    a.row === b.row &&
    a.above === b.above &&
    a.wrong === b.wrong &&
    a.advised === b.advised &&
    a.decimals === b.decimals
  )
})

function Row(props: RowProps) {
  const { line, row, above, column, editing, wrong, advised, decimals, drag, acting, dropped, done, chosen } =
    props
  const heading = line.section !== null && line.section !== above
  return (
    <>
      {heading && (
        <div className="line-section" role="row">
          <div role="gridcell">{line.section}</div>
        </div>
      )}
      <div
        className={`line-row${line.optional ? ' line-optional' : ''}${wrong ? ' line-wrong' : ''}`}
        role="row"
        aria-rowindex={row + 2}
        draggable={drag && editing === null}
        onDragStart={() => acting.current.setDragged(row)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={dropped}
      >
        {COLUMNS.map((name, i) => {
          const here = i === column
          return (
            <div
              key={name}
              id={`line-${row}-${i}`}
              role="gridcell"
              tabIndex={-1}
              aria-selected={here}
              className={`line-cell cell-${name}${NUMBERS.has(name) ? ' num' : ''}${here ? ' line-here' : ''}`}
              onMouseDown={() => acting.current.setActive({ row, column: i })}
              onDoubleClick={() => acting.current.begin()}
            >
              {here && editing !== null ? (
                name === 'product' ? (
                  <ProductLookup start={editing} choose={chosen} done={done} />
                ) : (
                  <CellInput start={editing} label={tx(`quotes.column.${name}`)} done={done} />
                )
              ) : (
                <Shown line={line} column={name} decimals={decimals} />
              )}
            </div>
          )
        })}
      </div>
      {(wrong || advised) && (
        <div className={wrong ? 'line-told line-refused' : 'line-told'} role="row">
          <div role="gridcell">{wrong ?? advised}</div>
        </div>
      )}
    </>
  )
}

function Shown({ line, column, decimals }: { line: Line; column: Column; decimals: number }) {
  if (line.key === 'extra')
    return column === 'product' ? <span className="muted">{t('quotes.newLine')}</span> : null
  switch (column) {
    case 'product':
      return (
        <>
          {line.productName} {line.sku && <span className="muted">{line.sku}</span>}
        </>
      )
    case 'amount':
      return line.unitPrice === null
        ? null
        : amountOf(line, decimals).toLocaleString(undefined, {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          })
    case 'optional':
      return line.optional ? '✓' : null
    default: {
      const value = line[column]
      return typeof value === 'number' ? number(value) : value
    }
  }
}

type CellProps = {
  start: string
  label: string
  done: (typed: string | null, down: number, right: number) => void
}

function CellInput({ start, label, done }: CellProps) {
  const [typed, setTyped] = useState(start)
  const left = useRef(false)
  function leave(value: string | null, down: number, right: number) {
    if (left.current) return
    left.current = true
    done(value, down, right)
  }
  function key(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') leave(typed, event.shiftKey ? -1 : 1, 0)
    else if (event.key === 'Tab') leave(typed, 0, event.shiftKey ? -1 : 1)
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      leave(typed, event.key === 'ArrowDown' ? 1 : -1, 0)
    else if (event.key === 'Escape') leave(null, 0, 0)
    else return event.stopPropagation()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <input
      className="line-input"
      autoFocus
      aria-label={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={key}
      onBlur={() => leave(typed, 0, 0)}
    />
  )
}
