import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { type Row, type Type, valueAt } from '@/api/types'
import { FieldValue } from '@/records/fields/value'
import type { ListView } from '@/records/lists/state'
import { Icon } from '@/ui/icons'
import { Menu } from '@/ui/menu'
import { t } from '@/ui/text'
import type { Mover } from './board'
import { type Column, staleFor } from './pipeline'

type Props = {
  view: ListView
  types: Type[]
  row: Row
  column: Column
  columns: Column[]
  onMove?: Mover
  /** Whether it has just come here: it takes the focus. */
  arrived: boolean
  onKeyDown: (event: React.KeyboardEvent) => void
}

/** One opportunity on the board: its name, then the fields that the list's columns chose. */
export function Card({ view, row, column, columns, onMove, arrived, onKeyDown }: Props) {
  const own = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (arrived) own.current?.focus()
  }, [arrived])
  const stale = column.kind === 'open' ? staleFor(row, column.staleDays) : null
  const fields = view.columns.filter(({ path }) => path !== 'name' && path !== 'stage')
  return (
    <li
      ref={own}
      className={stale ? 'board-card board-stale' : 'board-card'}
      tabIndex={0}
      draggable={Boolean(onMove)}
      onDragStart={(event) =>
        event.dataTransfer.setData('application/json', JSON.stringify({ row, from: column.stage }))
      }
      onKeyDown={onKeyDown}
    >
      <div className="row board-title">
        <Link
          to="/$plural/$id"
          params={{ plural: 'opportunities', id: row.id }}
          className="link"
          tabIndex={-1}
        >
          {String(row.name ?? '')}
        </Link>
        {onMove && (
          <Menu
            menu={{
              items: columns
                .filter((each) => each.stage !== column.stage)
                .map((each) => ({
                  key: each.stage,
                  label: t('sales.move', { stage: each.name }),
                  onClick: () => onMove(row, column.stage, each),
                })),
            }}
          >
            <Button
              size="small"
              type="text"
              tabIndex={-1}
              className="push"
              aria-label={t('records.more')}
              icon={<Icon name="more" size={14} />}
            />
          </Menu>
        )}
      </div>
      <div className="board-facts">
        {fields.map(({ path, field }) => {
          const value = valueAt(row, path)
          if (value === null || value === undefined || value === '') return null
          return (
            <span
              key={path}
              title={field.label}
              className={field.kind === 'money' ? 'board-money' : undefined}
            >
              <FieldValue field={field} value={value} row={row} plain />
              {field.kind === 'number' && field.label.includes('%') && ' %'}
            </span>
          )
        })}
      </div>
      {stale !== null && (
        <p className="board-mark">
          <Icon name="warn" size={12} /> {t('sales.board.stale', { days: stale })}
        </p>
      )}
    </li>
  )
}
