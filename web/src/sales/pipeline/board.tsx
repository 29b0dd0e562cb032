import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTypes } from '@/api/queries'
import { changed, recordQuery } from '@/api/records'
import { idOf, may, type Row } from '@/api/types'
import type { ListView } from '@/records/lists/state'
import { count, money } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { Card } from './card'
import type { Moving } from './movedialog'
import { Moves, useMoving } from './moves'
import { type BoardAsk, boardQuery, type Column, isBlocked, moreOf, move } from './pipeline'
import { Pipelines } from './pipelines'
import './pipeline.css'

const ALWAYS = ['id', 'version', 'name', 'stageSince', 'updatedAt', 'account.name', 'amount', 'currency']

/** The pipeline as columns of cards: dragged by mouse, moved by keyboard or by the card's menu. */
export default function Board({ view }: { view: ListView }) {
  const { state, change, question, type } = view
  const ask: BoardAsk = {
    pipeline: state.at,
    filter: question.filter,
    q: question.q,
    select: [...new Set([...ALWAYS, ...(question.select ?? '').split(',')])].filter(Boolean).join(','),
  }
  const found = useQuery({ ...boardQuery(ask), placeholderData: (before) => before })
  const { moving, open, close } = useMoving()
  const [moved, setMoved] = useState<Row | null>(null)
  const mover = useMover(open, setMoved)
  const there = useNow(moved)
  useEffect(() => setMoved(null), [state.at, question.filter, question.q])
  if (found.isPending) return <Loading rows={8} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const { columns, pipeline } = found.data
  const listed = columns.some((column) => column.items.some((row) => row.id === moved?.id))
  if (columns.length === 0)
    return (
      <Empty icon="columns" title={t('sales.board.empty')}>
        {t('sales.board.empty.hint')}
      </Empty>
    )
  const writes = may(type, 'update')
  return (
    <div className="board-side">
      <div className="board-tools row">
        <Pipelines value={pipeline ?? undefined} onChange={(at) => change({ at })} />
        <span className="muted board-keys">{t('sales.board.keys')}</span>
      </div>
      <div className="board">
        {columns.map((column, i) => (
          <BoardColumn
            key={column.stage}
            view={view}
            ask={ask}
            column={column}
            columns={columns}
            at={i}
            onMove={writes ? mover : undefined}
            moved={moved}
            further={listed ? null : there}
          />
        ))}
      </div>
      <Moves moving={moving} close={close} moved={(row) => moving && setMoved({ ...moving.row, ...row })} />
    </div>
  )
}

/** What was moved as it is now, wherever others moved it on; nothing once it is gone. */
function useNow(moved: Row | null): Row | null {
  const found = useQuery({
    ...recordQuery('opportunities', moved?.id ?? ''),
    enabled: moved !== null,
    retry: false,
  })
  if (!moved || found.isError) return null
  return found.data && found.data.version >= moved.version ? { ...moved, stage: found.data.stage } : moved
}

export type Mover = (row: Row, from: string, to: { stage: string; name: string; kind: string }) => void

/** Moves; where the stage asks for something, or a reason is wanted, a dialog does. */
export function useMover(open: (moving: Moving) => void, moved?: (row: Row | null) => void): Mover {
  return (row, from, to) => {
    if (to.kind !== 'open') return open({ kind: 'end', row, end: to.kind === 'won' ? 'won' : 'lost' })
    const back = async () => {
      const answer = await move(row.id, from)
      await changed()
      moved?.({ ...row, ...answer })
    }
    move(row.id, to.stage)
      .then(async (answer) => {
        say(t('sales.board.moved', { stage: to.name }), back)
        await changed()
        moved?.({ ...row, ...answer })
      })
      .catch((error) => {
        if (isBlocked(error)) open({ kind: 'ask', row, stage: to.stage, name: to.name, error })
        else complain(error)
      })
  }
}

type ColumnProps = {
  view: ListView
  ask: BoardAsk
  column: Column
  columns: Column[]
  at: number
  onMove?: Mover
  /** What was moved last: it keeps the focus where it came to. */
  moved: Row | null
  /** The same, where no column lists it this far up: it is seen all the same. */
  further: Row | null
}

function BoardColumn({ view, ask, column, columns, at, onMove, moved, further }: ColumnProps) {
  const navigate = useNavigate()
  const types = useTypes()
  const [more, setMore] = useState<{ of: Column; items: Row[]; next: string | null } | null>(null)
  const [over, setOver] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const extra = more?.of === column ? more : { of: column, items: [], next: column.next }
  const listed = [...column.items, ...extra.items]
  const apart =
    further && idOf(further.stage) === column.stage && !listed.some((row) => row.id === further.id)
  const items = apart ? [further, ...listed] : listed
  async function next() {
    const page = (await moreOf(ask, column.stage, extra.next ?? '')).columns[0]
    if (page) setMore({ of: column, items: [...extra.items, ...page.items], next: page.next })
  }
  function drop(event: React.DragEvent) {
    event.preventDefault()
    setOver(false)
    const { row, from } = JSON.parse(event.dataTransfer.getData('application/json')) as {
      row: Row
      from: string
    }
    if (from !== column.stage) onMove?.(row, from, column)
  }
  function walk(event: React.KeyboardEvent, row: Row, index: number) {
    if (event.target !== event.currentTarget) return
    const side = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const beside = columns[at + side]
    if (side !== 0 && event.shiftKey && beside) {
      event.preventDefault()
      onMove?.(row, column.stage, beside)
    } else if (side !== 0 || step !== 0) {
      event.preventDefault()
      focusCard(list.current, side, step, index)
    } else if (event.key === 'Enter') {
      void navigate({ to: '/$plural/$id', params: { plural: 'opportunities', id: row.id } })
    }
  }
  return (
    <section
      className={over ? `board-column board-${column.kind} board-over` : `board-column board-${column.kind}`}
      aria-label={column.name}
      onDragOver={(event) => {
        if (onMove) event.preventDefault()
        setOver(Boolean(onMove))
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <header>
        <h2>{column.name}</h2>
        <span className="muted num" title={t('sales.board.count', { n: count(column.count) })}>
          {count(column.count)}
        </span>
        {column.amount !== undefined && column.amount !== null && (
          <span className="board-sum">
            {money(Number(column.amount), null, true)}
            {column.kind === 'open' && column.weighted !== null && (
              <span className="muted">
                {' '}
                {t('sales.board.weighted', { amount: money(Number(column.weighted), null, true) })}
              </span>
            )}
          </span>
        )}
        {column.kind !== 'open' && <span className="muted">{t('sales.board.closed')}</span>}
      </header>
      <ul ref={list}>
        {items.map((row, index) => (
          <Card
            key={row.id}
            view={view}
            types={types}
            row={row}
            column={column}
            columns={columns}
            onMove={onMove}
            arrived={moved?.id === row.id && idOf(moved.stage) === column.stage}
            onKeyDown={(event) => walk(event, row, index)}
          />
        ))}
        {items.length === 0 && <li className="muted board-none">{t('sales.board.none')}</li>}
      </ul>
      {extra.next && (
        <Button type="text" size="small" onClick={() => next().catch(complain)}>
          {t('sales.board.more')}
        </Button>
      )}
    </section>
  )
}

/** The card beside, over empty columns, or the one above or below. */
function focusCard(list: HTMLUListElement | null, side: number, step: number, index: number): void {
  let column = list?.closest('.board-column')
  const beside = () => (side > 0 ? column?.nextElementSibling : column?.previousElementSibling)
  let cards: HTMLElement[] = []
  do {
    if (side !== 0) column = beside()
    cards = [...(column?.querySelectorAll<HTMLElement>('.board-card') ?? [])]
  } while (side !== 0 && column && cards.length === 0)
  cards[Math.min(Math.max(index + step, 0), cards.length - 1)]?.focus()
}
