import { type CSSProperties, type KeyboardEvent, memo, useRef, useState } from 'react'
import { decimal, number } from '@/ui/format'
import { t, tx } from '@/ui/text'
import { amountOf, type Column, emptyLine, type Line, NUMBERS } from './lines'
import { type Found, ProductLookup } from './lookup'

export type At = { row: number; column: number }

/** The line below the last one, which becomes one when somebody types in it. */
export const EXTRA: Line = { ...emptyLine(), key: 'extra', quantity: null }

/** The least width of each column in pixels, and its share of what is left. */
const WIDTHS: Record<Column, [number, number]> = {
  product: [200, 2.4],
  description: [160, 2],
  quantity: [84, 0],
  unit: [64, 0],
  listPrice: [104, 0],
  discount: [96, 0],
  unitPrice: [104, 0],
  taxRate: [64, 0],
  amount: [120, 0],
  section: [84, 1],
  optional: [80, 0],
  outstanding: [92, 0],
}

export function gridStyle(columns: Column[]): CSSProperties {
  const tracks = columns.map((name) => {
    const [least, share] = WIDTHS[name]
    return share > 0 ? `minmax(${least}px, ${share}fr)` : `${least}px`
  })
  const width = columns.reduce((sum, name) => sum + WIDTHS[name][0], 0)
  return { '--line-columns': tracks.join(' '), '--line-width': `${width}px` } as CSSProperties
}

export function cellId(at: At): string {
  return `line-${at.row}-${at.column}`
}

/** What stands in a cell when one begins to edit it. */
export function shownValue(line: Line, column: Column): string {
  const unread = line.unread?.[column]
  if (unread) return unread
  if (column === 'product') return line.productName ?? ''
  if (column === 'optional') return line.optional ? 'x' : ''
  if (column === 'amount' || column === 'outstanding') return ''
  const value = line[column]
  return value === null ? '' : String(value)
}

type RowProps = {
  line: Line
  row: number
  columns: Column[]
  masked: Column[]
  above: string | null
  /** Offered beside, so that it counts in no total. */
  aside: boolean
  away: number
  column: number
  editing: string | null
  wrong?: string
  advised?: string
  looking: boolean
  decimals: number
  drag: boolean
  acting: {
    current: {
      setActive: (at: At) => void
      begin: () => void
      setDragged: (row: number) => void
      land: (row: number) => void
    }
  }
  done: (typed: string | null, down: number, right: number) => void
  chosen: (product: Found) => void
}

export const LineRow = memo(Row, (a, b) => {
  const still = a.column < 0 && b.column < 0
  return (
    still &&
    a.line === b.line &&
    a.row === b.row &&
    a.columns.length === b.columns.length &&
    a.above === b.above &&
    a.aside === b.aside &&
    a.away === b.away &&
    a.wrong === b.wrong &&
    a.advised === b.advised &&
    (a.looking === b.looking || !a.line.unread) &&
    a.drag === b.drag &&
    a.decimals === b.decimals
  )
})

function Row(props: RowProps) {
  const { line, row, columns, masked, above, aside, away, column, editing, wrong, advised, looking } = props
  const { decimals, drag, acting, done, chosen } = props
  const cannot = [unreadOf(line, looking), wrong].filter(Boolean).join(' ')
  const told = cannot || advised
  return (
    <>
      {line.section !== above && line !== EXTRA && (
        <div className="line-section" role="row">
          <div role="gridcell">{line.section ?? <span className="muted">{t('quotes.noSection')}</span>}</div>
        </div>
      )}
      <div
        className={`line-row${aside ? ' line-optional' : ''}${cannot ? ' line-wrong' : ''}`}
        role="row"
        aria-rowindex={row + 2}
        draggable={drag && editing === null}
        onDragStart={() => acting.current.setDragged(row)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={() => acting.current.land(row)}
      >
        {columns.map((name, i) => {
          const here = i === column
          const classes = [
            `line-cell cell-${name}`,
            NUMBERS.has(name) ? 'num' : '',
            here ? 'line-here' : '',
            line.unread?.[name] && !looking ? 'line-unread' : '',
          ]
          return (
            <div
              key={name}
              id={cellId({ row, column: i })}
              role="gridcell"
              tabIndex={-1}
              aria-selected={here}
              aria-invalid={line.unread?.[name] && !looking ? true : undefined}
              className={classes.filter(Boolean).join(' ')}
              onMouseDown={() => acting.current.setActive({ row, column: i })}
              onDoubleClick={() => acting.current.begin()}
            >
              {here && editing !== null ? (
                name === 'product' ? (
                  <ProductLookup start={editing} choose={chosen} done={done} />
                ) : (
                  <CellInput start={editing} label={tx(`quotes.column.${name}`)} done={done} />
                )
              ) : masked.includes(name) && line !== EXTRA ? (
                '***'
              ) : (
                <Shown line={line} column={name} decimals={decimals} away={away} />
              )}
            </div>
          )
        })}
      </div>
      {told && (
        <div className={cannot ? 'line-told line-refused' : 'line-told'} role="row">
          <div role="gridcell">{told}</div>
        </div>
      )}
    </>
  )
}

/** What is wrong with the cells of a line that nobody understands. */
function unreadOf(line: Line, looking: boolean): string {
  return Object.entries(line.unread ?? {})
    .filter(([name]) => name !== 'product' || !looking)
    .map(([name, value]) => {
      if (name === 'product') return t('quotes.unread.product', { value })
      if (name === 'unit') return t('quotes.unread.unit', { value })
      return t('quotes.unread.number', { value, column: tx(`quotes.column.${name}`) })
    })
    .join(' ')
}

type ShownProps = { line: Line; column: Column; decimals: number; away: number }

function Shown({ line, column, decimals, away }: ShownProps) {
  if (line === EXTRA)
    return column === 'product' ? <span className="muted">{t('quotes.newLine')}</span> : null
  const unread = line.unread?.[column]
  if (unread) return unread
  switch (column) {
    case 'product':
      return (
        <>
          {line.productName} {line.sku && <span className="muted">{line.sku}</span>}
        </>
      )
    case 'amount':
      return line.unitPrice === null && typeof line.amount !== 'number'
        ? null
        : decimal(amountOf(line, decimals), decimals)
    case 'listPrice':
    case 'unitPrice': {
      const price = line[column]
      return price === null ? null : decimal(price, decimals, 6)
    }
    case 'optional':
      return line.optional ? '✓' : null
    case 'outstanding':
      return line.quantity === null ? null : number(line.quantity - away)
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
