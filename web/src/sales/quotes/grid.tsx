import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { t, tx } from '@/ui/text'
import { type At, cellId, EXTRA, gridStyle, LineRow, shownValue } from './cells'
import { type Column, emptyLine, type Line, moved, NUMBERS, withCell } from './lines'
import type { Found } from './lookup'
import { readBlock, withBlock } from './paste'
import type { TakeBack } from './takeback'
import type { Told } from './uselines'

type Props = {
  lines: Line[]
  columns: Column[]
  /** Columns whose values are kept from the reader. */
  masked?: Column[]
  /** The numbers of the optional lines that were taken. */
  taken?: number[]
  /** How much of a line is with the customer, by its id. */
  away?: Record<string, number>
  decimals: number
  editable: boolean
  wrong: Told
  advised: Told
  /** Products are being looked up, so that none of them is missing yet. */
  looking: boolean
  change: (lines: Line[]) => void
  choose: (row: number, product: Found) => void
  pasted: () => void
  at: (row: number) => void
  history: TakeBack
  /** Where to leave how the next line that cannot be saved is come to. */
  toWrong: RefObject<() => void>
}

/** The lines as a spreadsheet: arrows walk, typing writes, Enter and Tab go on, a pasted block fills cells. Read only, Tab leaves it. */
export function LineGrid(props: Props) {
  const { lines, columns, masked = [], taken = [], away, decimals, editable } = props
  const { wrong, advised, looking, change, choose, at, history } = props
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
      if (column >= columns.length) {
        column = 0
        row++
      } else if (column < 0) {
        column = row > 0 ? columns.length - 1 : 0
        row--
      }
      return { row: Math.max(0, Math.min(row, shown.length - 1)), column }
    })
    box.current?.focus()
  }
  function write(place: At, typed: string) {
    const name = columns[place.column]
    if (!name) return
    const before = lines[place.row] ?? emptyLine(lines.at(-1)?.section ?? null)
    const next = [...lines]
    next[place.row] = withCell(before, name, typed, decimals)
    change(next)
  }
  function begin(typed?: string) {
    const name = columns[active.column]
    if (!editable || !name || name === 'amount' || name === 'outstanding') return
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
    const end = columns.length - 1
    if (event.altKey && editable && step && step[0] !== 0) return () => move(step[0])
    if (step && !mod && !event.altKey) return () => go(...step)
    if (event.key === 'Tab' && editable) {
      const first = active.row === 0 && active.column === 0 && event.shiftKey
      const last = active.row === shown.length - 1 && active.column === end && !event.shiftKey
      return first || last ? undefined : () => go(0, event.shiftKey ? -1 : 1)
    }
    if (event.key === 'F8') return nextWrong
    if (event.key === 'Home') return () => setActive({ row: mod ? 0 : active.row, column: 0 })
    if (event.key === 'End') return () => setActive({ row: mod ? shown.length - 1 : active.row, column: end })
    if (!editable) return undefined
    if (mod && event.key === 'z' && history.any()) return history.back
    if (mod && /^(y|Z)$/.test(event.key)) return history.again
    if (event.key === 'Enter' && mod) return insert
    if (event.key === 'Enter' || event.key === 'F2') return () => begin()
    if (event.key === 'Delete' && mod) return drop
    if (event.key === 'Delete' || event.key === 'Backspace') return () => write(active, '')
    if (event.key === ' ' && columns[active.column] === 'optional') return toggle
    if (event.key.length === 1 && !mod && !event.altKey) return () => begin(event.key)
    return undefined
  }
  function nextWrong() {
    const rows = lines.flatMap((line, row) => (line.unread || wrong[line.key] ? [row] : []))
    const row = rows.find((each) => each > active.row) ?? rows[0]
    if (row === undefined) return
    const column = columns.findIndex((name) => lines[row]?.unread?.[name])
    setActive({ row, column: Math.max(0, column) })
    box.current?.focus()
  }
  props.toWrong.current = nextWrong
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
    const from = columns[active.column]
    if (!editable || editing !== null || !from) return
    const block = readBlock(event.clipboardData.getData('text/plain'), from, columns)
    event.preventDefault()
    change(withBlock(lines, block, active.row, decimals))
    props.pasted()
  }
  function copy(event: ClipboardEvent) {
    const line = lines[active.row]
    const name = columns[active.column]
    if (editing !== null || !line || !name || String(getSelection())) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', shownValue(line, name))
  }
  function land(row: number) {
    if (dragged !== null && lines[row]) change(moved(lines, dragged, row))
    setDragged(null)
  }
  const act = { setActive, begin, setDragged, land }
  const acting = useRef(act)
  acting.current = act
  return (
    <div
      ref={box}
      className="line-grid"
      style={gridStyle(columns)}
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
        {columns.map((name) => (
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
          columns={columns}
          masked={masked}
          above={shown[row - 1]?.section ?? null}
          aside={line.optional && !taken.includes(row + 1)}
          away={away?.[line.id ?? ''] ?? 0}
          column={active.row === row ? active.column : -1}
          editing={active.row === row ? editing : null}
          wrong={wrong[line.key]}
          advised={advised[line.key]}
          looking={looking}
          decimals={decimals}
          acting={acting}
          drag={editable && line !== EXTRA}
          done={(typed, down, right) => {
            if (typed !== null) write({ row, column: active.column }, typed)
            go(down, right)
          }}
          chosen={(product) => {
            choose(row, product)
            setEditing(null)
            setActive({ row, column: columns.indexOf('quantity') })
            box.current?.focus()
          }}
        />
      ))}
    </div>
  )
}
