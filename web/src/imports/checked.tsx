import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { get, queryString } from '@/api/client'
import { count } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Segmented } from '@/ui/segmented'
import { Failed, Loading, More } from '@/ui/states'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import { Figures, Made } from './figures'
import { change, type Failure, type Import, step, type Warning } from './import'
import { MappingStep } from './mapping'

/** Refused rows are shown in pages of so many. */
const AT_ONCE = 100

/** What most likely is a mistake of the columns or of the file. */
const LOUD = ['customers-missing', 'date-ahead']

/** What the run would do, row for row, before anything is written; wrong cells are mended here. */
export function Checked({ given }: { given: Import }) {
  const [remap, setRemap] = useState(false)
  const failed = given.counters?.failed ?? 0
  const good = (given.counters?.rows ?? 0) - failed
  if (remap) return <MappingStep given={given} />
  return (
    <div className="stack">
      <section className="card">
        <h2>{t('imports.foretold')}</h2>
        <Figures counters={given.counters} />
        <Made given={given} />
        <Warnings given={given} />
      </section>
      {failed > 0 && <Mending given={given} failed={failed} />}
      <div className="row wrap">
        <Button type="primary" disabled={good === 0} onClick={() => step(given.id, 'start').catch(complain)}>
          {failed > 0 ? t('imports.startGood', { n: count(good) }) : t('imports.start')}
        </Button>
        <Button onClick={() => setRemap(true)}>{t('imports.remap')}</Button>
      </div>
    </div>
  )
}

/** What one should know of the file; an open question of dates is answered right here. */
export function Warnings({ given }: { given: Import }) {
  const warnings = given.warnings ?? []
  if (warnings.length === 0) return null
  const answer = (column: string, order: string) => {
    const dateOrder = { ...given.mapping.dateOrder, [column]: order }
    change(given, { mapping: { ...given.mapping, dateOrder } }).catch(complain)
  }
  const ofRows = warnings.some(({ column, rows }) => column && rows)
  return (
    <ul className="import-warnings">
      {warnings.map((warning) => (
        <li
          key={`${warning.code}${warning.column}`}
          className={LOUD.includes(warning.code) ? 'row wrap import-loud' : 'row wrap'}
        >
          <Icon name="info" size={14} /> <span className="import-said">{warning.message}</span>
          {warning.column && warning.rows && <Noted warning={warning} />}
          {warning.code === 'date-order-open' && warning.column && given.state === 'checked' && (
            <Segmented
              size="small"
              value={given.mapping.dateOrder?.[warning.column] ?? ''}
              options={(['dmy', 'mdy', 'ymd'] as const).map((value) => ({
                value,
                label: t(`imports.order.${value}`),
              }))}
              onChange={(order) => answer(warning.column as string, order)}
            />
          )}
        </li>
      ))}
      {ofRows && (
        <li>
          <a className="reference" href={`/api/v1/imports/${given.id}/warnings.csv`} download>
            <Icon name="download" size={14} /> {t('imports.warningFile')}
          </a>
        </li>
      )}
    </ul>
  )
}

/** Where a doubt stands, how often, and in which other cells. */
function Noted({ warning }: { warning: Warning }) {
  const others = (warning.examples ?? []).slice(1)
  return (
    <span className="muted">
      {t('imports.noted', { column: warning.column ?? '', n: count(warning.rows ?? 0) })}
      {others.length > 0 && ` ${t('imports.noted.also', { examples: others.join(t('imports.noted.and')) })}`}
    </span>
  )
}

/** The refused rows as a grid: wrong cells marked, typed over, and checked again. */
function Mending({ given, failed }: { given: Import; failed: number }) {
  const [mended, setMended] = useState<Record<string, string>>({})
  const found = useInfiniteQuery({
    queryKey: ['imports', given.id, 'errors', given.version],
    queryFn: ({ pageParam }) =>
      get<{ items: Failure[] }>(
        `/imports/${given.id}/errors${queryString({ after: pageParam, limit: AT_ONCE })}`,
      ),
    initialPageParam: 0,
    getNextPageParam: ({ items }) => (items.length < AT_ONCE ? undefined : items[AT_ONCE - 1]?.row),
  })
  const rows = found.data?.pages.flatMap(({ items }) => items)
  const columns = given.columns.map(({ name }) => name).filter((name) => name in given.mapping.columns)
  const changes = Object.keys(mended).length
  async function send() {
    const rows = new Map<number, Record<string, string>>()
    for (const [place, value] of Object.entries(mended)) {
      const [row = '', ...column] = place.split('/')
      rows.set(Number(row), { ...rows.get(Number(row)), [column.join('/')]: value })
    }
    await change(given, { mended: [...rows].map(([row, cells]) => ({ row, cells })) })
  }
  return (
    <section className="card">
      <header>
        <h2 className="wrong">{t('imports.refused', { n: count(failed) })}</h2>
        <a className="push reference" href={`/api/v1/imports/${given.id}/errors.csv`} download>
          <Icon name="download" size={14} /> {t('imports.errorFile')}
        </a>
      </header>
      {found.isPending && <Loading rows={3} />}
      {found.isError && <Failed error={found.error} small />}
      {rows && (
        <div className="ledger-scroll mending">
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t('imports.row')}
                </th>
                <th scope="col">{t('imports.why')}</th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((failure) => (
                <FailedRow
                  key={failure.row}
                  failure={failure}
                  columns={columns}
                  mended={mended}
                  onMend={(place, value) => setMended({ ...mended, [place]: value })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More of={found} />
      <Button disabled={changes === 0} onClick={() => send().catch(complain)}>
        {changes > 0 ? t('imports.mend', { n: changes }) : t('imports.mend.none')}
      </Button>
    </section>
  )
}

type RowProps = {
  failure: Failure
  columns: string[]
  mended: Record<string, string>
  onMend: (place: string, value: string) => void
}

function FailedRow({ failure, columns, mended, onMend }: RowProps) {
  const wrong = new Map(failure.problems.map((problem) => [problem.column, problem.message]))
  const whole = !failure.problems.some(({ column }) => column && columns.includes(column))
  return (
    <tr>
      <td className="num muted">{failure.line}</td>
      <td className="wrong mending-why">{failure.problems.map((problem) => problem.message).join(' ')}</td>
      {columns.map((column) => {
        const place = `${failure.row}/${column}`
        const message = wrong.get(column)
        if (!message && !whole) return <td key={column}>{failure.cells[column]}</td>
        return (
          <td key={column}>
            <Input
              size="small"
              status={message ? 'error' : undefined}
              title={message}
              aria-label={`${column}, ${t('imports.row')} ${failure.line}`}
              value={mended[place] ?? failure.cells[column] ?? ''}
              onChange={(event) => onMend(place, event.target.value)}
            />
          </td>
        )
      })}
    </tr>
  )
}
