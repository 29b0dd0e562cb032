import { useInfiniteQuery } from '@tanstack/react-query'
import { type ComponentProps, useState } from 'react'
import { useTypes } from '@/api/queries'
import { groupsQuery } from '@/api/records'
import { type Field, fieldAt, type Value } from '@/api/types'
import { count, day, month } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading, More } from '@/ui/states'
import { t } from '@/ui/text'
import { FieldValue } from '../fields/value'
import { quote } from './celtree'
import { addsUp } from './columns'
import { narrowed } from './filter'
import { showSum, summable } from './footer'
import { Grid } from './grid'
import type { ListView } from './state'
import './groups.css'

export type GridProps = Omit<ComponentProps<typeof Grid>, 'question' | 'empty'>

/** The list gathered by one field: each group with its count and sums, opened to its rows. */
export function Groups({ view, grid }: { view: ListView; grid: GridProps }) {
  const { type, state } = view
  const types = useTypes()
  const path = state.group as string
  const field = fieldAt(types, type, path)
  const sums = summable(view).filter((column) => addsUp(column.field))
  const key = field ? keyOf(field, path) : path
  const found = useInfiniteQuery(
    groupsQuery(type.plural, {
      groupBy: [key],
      measures: {
        n: 'count()',
        ...Object.fromEntries(sums.map((column, i) => [`sum${i}`, `sum(${column.path})`])),
      },
      filter: state.filter,
      q: state.q,
      sort: key === path ? '-n' : `-${key}`,
      limit: 200,
    }),
  )
  const [open, setOpen] = useState<string | null>(null)
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return (
    <>
      <ul className="groups" aria-label={t('records.groupedBy', { field: field?.label ?? path })}>
        {found.data.pages
          .flatMap((page) => page.items)
          .map((item) => {
            const value = item[key] ?? null
            const id = JSON.stringify(value)
            const shown = open === id
            return (
              <li key={id}>
                <button
                  type="button"
                  className="group"
                  aria-expanded={shown}
                  onClick={() => setOpen(shown ? null : id)}
                >
                  <Icon name={shown ? 'down' : 'right'} size={14} />
                  <b>{field ? <GroupValue field={field} value={value} by={key} /> : String(value)}</b>
                  <span className="muted">{count(Number(item.n))}</span>
                  <span className="push row" style={{ gap: 20 }}>
                    {sums.map((column, i) => (
                      <span key={column.path}>
                        <span className="muted">{column.field.label}</span> {showSum(column, item[`sum${i}`])}
                      </span>
                    ))}
                  </span>
                </button>
                {shown && (
                  <div className="group-rows">
                    <Grid
                      {...grid}
                      onGroup={undefined}
                      height={420}
                      question={{
                        ...view.question,
                        filter: narrowed(state.filter, within(field, path, value)),
                      }}
                      empty={<Empty small title={t('ui.nothing')} />}
                    />
                  </div>
                )}
              </li>
            )
          })}
      </ul>
      <More of={found} />
    </>
  )
}

/** Days are gathered by month, references by the record they point to. */
function keyOf(field: Field, path: string): string {
  return field.kind === 'date' || field.kind === 'instant' ? `month(${path})` : path
}

/** The condition that a row of the group fulfils. */
function within(field: Field | undefined, path: string, value: Value): string {
  if (value === null) return `${path} == null`
  if (field?.kind === 'date' || field?.kind === 'instant') return monthRange(path, String(value))
  return `${path} == ${typeof value === 'string' ? quote(value) : String(value)}`
}

function monthRange(path: string, value: string): string {
  const [year = 0, number = 1] = value.slice(0, 7).split('-').map(Number)
  const first = `${value.slice(0, 7)}-01`
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
  return `${path} >= date("${first}") && ${path} < date("${next}")`
}

function GroupValue({ field, value, by }: { field: Field; value: Value; by: string }) {
  if (value === null || value === '') return <span className="muted">{t('records.empty')}</span>
  if (by.startsWith('month(')) return <>{month(String(value))}</>
  if (field.kind === 'date') return <>{day(String(value))}</>
  return <FieldValue field={field} value={value} plain />
}
