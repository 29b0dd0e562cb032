import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { get, queryString } from '@/api/client'
import { useType } from '@/api/queries'
import type { Type } from '@/api/types'
import { ButtonLink } from '@/ui/buttonlink'
import { count, dayOf, money, month, number, percent } from '@/ui/format'
import { Segmented } from '@/ui/segmented'
import { Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { Pipelines } from '../pipeline/pipelines'
import { ReportBars } from './bars'
import { Figure } from './figure'
import { type StageRow, StagesCard } from './stages'
import '../plans/plans.css'

export type Row = { key: string | null; name: string | null; won: number; lost: number; wonAmount: number }
type Totals = {
  won: number
  lost: number
  open: number
  wonAmount: number
  openAmount: number
  weighted: number
  conversion?: number
  cycleMean?: number
  cycleMedian?: number
  velocity?: number
}
type Answer = { totals: Totals; by: Record<string, Row[]>; stages: StageRow[] }

const SHOWN = ['quarter', 'product', 'owner', 'source', 'lostReason', 'wonReason']

function since(span: string): string | undefined {
  const today = dayOf(new Date())
  if (span === 'year') return `${today.slice(0, 4)}-01-01`
  if (span !== 'quarter') return undefined
  const first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${today.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

function next(yearMonth: string, months: number): string {
  const [year = 0, at = 1] = yearMonth.split('-').map(Number)
  return new Date(Date.UTC(year, at - 1 + months, 1)).toISOString().slice(0, 10)
}

/** The condition that opens the closed opportunities that a bar counts. */
function behind(by: string, row: Row, from: string | undefined, within: string | undefined): string {
  const span = by === 'quarter' ? 3 : 1
  const about =
    by === 'quarter' || by === 'month'
      ? `closeDate >= date("${row.key}") && closeDate < date("${next(String(row.key), span)}")`
      : row.key === null
        ? `${by} == null`
        : by === 'owner'
          ? `(owner == "${row.key}" || members.exists(m, (m.user == "${row.key}" || m.team == "${row.key}") && m.credit > 0))`
          : `${by} == ${JSON.stringify(row.key)}`
  return `stage.kind != "open" && ${about}${from ? ` && closeDate >= date("${from}")` : ''}${within ? ` && ${within}` : ''}`
}

export function nameOf(by: string, row: Row): string {
  if (by === 'quarter' && row.key)
    return `${row.key.slice(0, 4)} Q${Math.ceil(Number(row.key.slice(5, 7)) / 3)}`
  if (by === 'month' && row.key) return month(row.key)
  return row.name ?? t('sales.report.none')
}

/** Groups of a choice are called as the choice is. */
function called(type: Type | undefined, by: string, rows: Row[]): Row[] {
  const choices = type?.fields.find((field) => field.name === by)?.choices
  return choices
    ? rows.map((row) => ({ ...row, name: choices.find(({ value }) => value === row.key)?.label ?? row.name }))
    : rows
}

/** Reasons are told of what they are reasons for, the weightiest first. */
export function answering(by: string, rows: Row[]): Row[] {
  if (by === 'lostReason') return rows.filter((row) => row.lost > 0).sort((a, b) => b.lost - a.lost)
  return by === 'wonReason' ? rows.filter((row) => row.won > 0) : rows
}

/** The sales cycle measured; every bar opens the records behind it. */
export default function SalesReportPage() {
  const search = useSearch({ strict: false }) as { span?: string; pipeline?: string }
  const navigate = useNavigate()
  const span = search.span ?? 'all'
  const from = since(span)
  const { pipeline } = search
  const type = useType('opportunities')
  const filter = pipeline && `pipeline == "${pipeline}"`
  const go = (next: typeof search) =>
    void navigate({ to: '.', search: { ...search, ...next } as never, replace: true })
  const found = useQuery({
    queryKey: ['records', 'opportunities', 'report', from, filter],
    queryFn: () => get<Answer>(`/reports/sales${queryString({ from, filter })}`),
    placeholderData: (before) => before,
  })
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const { totals, by, stages } = found.data
  const open = (each: string, row: Row) => ({
    plural: 'opportunities',
    search: { filter: behind(each, row, from, filter), sort: '-amountBase' },
  })
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.sales.report')}</h1>
        <Segmented
          aria-label={t('sales.period')}
          value={span}
          onChange={(value) => go({ span: value })}
          options={[
            { value: 'quarter', label: t('sales.report.quarter') },
            { value: 'year', label: t('sales.report.year') },
            { value: 'all', label: t('sales.report.all') },
          ]}
        />
        <Pipelines
          value={pipeline}
          all={t('sales.report.pipelines')}
          onChange={(id) => go({ pipeline: id })}
        />
        <div className="acts">
          <ButtonLink to="/sales/weekly">{t('app.sales.weekly')}</ButtonLink>
        </div>
      </div>
      <FigureRow totals={totals} />
      <div className="reports">
        {SHOWN.map((each) => {
          const rows = answering(each, called(type, each, by[each] ?? []))
          return rows.length > 0 ? <ReportCard key={each} by={each} rows={rows} open={open} /> : null
        })}
        <StagesCard stages={pipeline ? stages.filter((row) => row.pipeline === pipeline) : stages} />
      </div>
    </div>
  )
}

function FigureRow({ totals }: { totals: Totals }) {
  const cycle = totals.cycleMean
  return (
    <div className="figures">
      <Figure label={t('sales.report.won')} value={money(Number(totals.wonAmount), null, true)}>
        {t('sales.report.deals', { n: totals.won })}
      </Figure>
      <Figure
        label={t('sales.report.conversion')}
        value={totals.conversion === undefined ? '–' : percent(Number(totals.conversion), 1)}
      >
        {t('sales.report.lost')} {count(totals.lost)}
      </Figure>
      <Figure
        label={t('sales.report.cycle')}
        value={cycle === undefined ? '–' : t('sales.path.days', { n: number(Number(cycle), 1) })}
      >
        {cycle !== undefined &&
          t('sales.report.days', {
            mean: number(Number(cycle), 1),
            median: number(Number(totals.cycleMedian), 1),
          })}
      </Figure>
      <Figure
        label={t('sales.report.velocity')}
        value={totals.velocity === undefined ? '–' : money(Number(totals.velocity), null, true)}
      />
      <Figure label={t('sales.report.open')} value={money(Number(totals.openAmount), null, true)}>
        {t('sales.report.weighted', { amount: money(Number(totals.weighted), null, true) })}
      </Figure>
    </div>
  )
}

type Opened = { plural: string; search: { filter: string; sort: string } }
type CardProps = { by: string; rows: Row[]; open: (by: string, row: Row) => Opened }

function ReportCard({ by, rows, open }: CardProps) {
  const [table, setTable] = useState(false)
  const title = tx(`sales.report.by.${by}`)
  return (
    <section className="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Button
          size="small"
          type="text"
          className="push"
          aria-pressed={table}
          onClick={() => setTable(!table)}
        >
          {t('sales.report.table')}
        </Button>
      </header>
      {table ? (
        <div className="ledger-scroll">
          <table className="ledger">
            <thead>
              <tr>
                <th>{t('sales.report.name')}</th>
                <th className="num">{t('sales.report.won')}</th>
                <th className="num">{t('sales.report.lost')}</th>
                <th className="num">{t('sales.report.conversion')}</th>
                <th className="num">{t('sales.forecast.won')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={String(row.key)}>
                  <td>
                    <Link
                      to="/$plural"
                      params={{ plural: 'opportunities' }}
                      search={open(by, row).search as never}
                    >
                      {nameOf(by, row)}
                    </Link>
                  </td>
                  <td className="num">{count(row.won)}</td>
                  <td className="num">{count(row.lost)}</td>
                  <td className="num">{percent(row.won / Math.max(1, row.won + row.lost), 1)}</td>
                  <td className="num">{money(Number(row.wonAmount), null, true)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <ReportBars
          by={by}
          title={title}
          rows={by === 'quarter' ? rows.slice(-16) : rows.slice(0, 12)}
          behind={(row) => open(by, row)}
        />
      )}
    </section>
  )
}
