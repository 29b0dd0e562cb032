import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { aggregateQuery, rowsQuery } from '@/api/records'
import { duration } from '@/ui/duration'
import { count, money, number } from '@/ui/format'
import { t } from '@/ui/text'
import { BulkBar } from './bulk'
import { addsUp, type Column, measured } from './columns'
import type { Selection } from './grid'
import type { ListView } from './state'

type Props = {
  view: ListView
  selection: Selection
  clear: () => void
  onAll: (selection: Selection) => void
}

/** How many there are, what they add up to, and what to do with the chosen ones. */
export function Footer({ view, selection, clear, onAll }: Props) {
  const { type, question } = view
  const rows = useInfiniteQuery({ ...rowsQuery(type.plural, question), enabled: !view.state.group })
  const total = rows.data?.pages[0]?.count
  const chosen = selection.all ? (total ?? 0) : selection.ids.size
  return (
    <div className="list-foot">
      {chosen > 0 ? (
        <>
          <span>
            <b>{count(chosen)}</b> {t('records.chosen')}
          </span>
          {!selection.all && total !== undefined && total > chosen && (
            <Button size="small" type="text" onClick={() => onAll({ ids: new Map(), all: true })}>
              {t('records.chooseAll', { n: count(total) })}
            </Button>
          )}
          <BulkBar view={view} selection={selection} count={chosen} clear={clear} />
        </>
      ) : (
        total !== undefined && (
          <span>
            <b>{count(total)}</b> {t('records.count', { n: total })}
          </span>
        )
      )}
      <Totals view={view} />
    </div>
  )
}

/** Amounts in several currencies add up only in the company's: their `…Base` field. */
export function summable(view: ListView): Column[] {
  const { type, columns } = view
  return columns.flatMap((column) => {
    if (!measured(column.field) || column.path.endsWith('rfm')) return []
    const own = column.path.split('.').length === 1 && column.field.kind === 'money'
    const base = own && type.fields.find((f) => f.name === `${column.path}Base`)
    if (base) return [{ ...column, path: base.name, field: { ...base, label: column.field.label } }]
    return own && type.fields.some((f) => f.name === 'currency') ? [] : [column]
  })
}

export function showSum(column: Column, value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (column.field.kind === 'duration') return duration(value)
  return column.field.kind === 'money' ? money(Number(value)) : number(Number(value), 2)
}

function Totals({ view }: { view: ListView }) {
  const { type, question } = view
  const columns = summable(view)
  const pairs = columns.flatMap((column, i) => [
    ...(addsUp(column.field) ? [[`sum${i}`, `sum(${column.path})`]] : []),
    [`avg${i}`, `avg(${column.path})`],
  ])
  const { filter, q } = question
  const found = useQuery({
    ...aggregateQuery(type.plural, { measures: Object.fromEntries(pairs), filter, q }),
    enabled: columns.length > 0,
    retry: false,
  })
  const totals = found.data?.items[0]
  if (!totals) return null
  return (
    <span className="push row wrap" style={{ gap: '4px 20px' }}>
      {columns.map((column, i) => (
        <span key={column.path}>
          {column.field.label}{' '}
          {addsUp(column.field) && (
            <>
              Σ <b>{showSum(column, totals[`sum${i}`])}</b>{' '}
            </>
          )}
          <span className="muted">⌀ {showSum(column, totals[`avg${i}`])}</span>
        </span>
      ))}
    </span>
  )
}
