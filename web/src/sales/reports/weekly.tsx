import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { get, queryString } from '@/api/client'
import type { Row as Record } from '@/api/types'
import { valueAt } from '@/api/types'
import { count, day, money, percent, plainDay } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { ReportBars } from './bars'
import { Figure } from './figure'
import { answering, nameOf, type Row } from './page'
import '../plans/plans.css'

type Totals = {
  won: number
  lost: number
  wonAmount: number
  openAmount?: number
  weighted: number
  conversion?: number
}
type Answer = {
  week: string
  weeks: string[]
  from: string
  until: string
  kept: boolean
  openToday: boolean
  totals: Totals
  before: Totals
  byOwner?: Row[]
  byReason?: Row[]
  won: Record[]
  lost: Record[]
  coming: Record[]
  quiet: Record[]
}

/** The report has so many of each list, the largest ones. */
const MOST = 15

const LISTS = {
  won: () => t('sales.weekly.won'),
  lost: () => t('sales.weekly.lost'),
  coming: () => t('sales.weekly.coming'),
  quiet: () => t('sales.weekly.quiet'),
} as const
type List = keyof typeof LISTS

/** What the whole list is, as it stands today. */
function whole(name: List, { from, until }: Answer): string {
  const closed = `closeDate >= date("${from}") && closeDate <= date("${until}")`
  return {
    won: `stage.kind == "won" && ${closed}`,
    lost: `stage.kind == "lost" && ${closed}`,
    coming: 'stage.kind == "open" && closeDate >= today() && closeDate <= daysAgo(-14)',
    quiet: 'stage.kind == "open" && updatedAt < daysAgo(30)',
  }[name]
}

/** The week's report, as it makes itself every Monday; also on paper. */
export default function WeeklyPage() {
  const search = useSearch({ strict: false }) as { week?: string }
  const navigate = useNavigate()
  const found = useQuery({
    queryKey: ['records', 'opportunities', 'weekly', search.week],
    queryFn: () => get<Answer>(`/reports/weekly${queryString({ week: search.week })}`),
    placeholderData: (before) => before,
  })
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const report = found.data
  const { totals, before } = report
  const share = (value?: number) => (value === undefined ? '–' : percent(Number(value), 1))
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.sales.weekly')}</h1>
        <Select
          aria-label={t('sales.weekly.week')}
          value={report.week}
          onChange={(week) => navigate({ to: '.', search: { week } as never, replace: true })}
          options={[...new Set([report.week, ...report.weeks])].map((week) => ({ value: week, label: week }))}
        />
        <span className="muted">
          {plainDay(report.from)} – {plainDay(report.until)}
          {report.kept && ` · ${t('sales.weekly.kept')}`}
          {report.openToday && ` · ${t('sales.weekly.openToday')}`}
        </span>
        <div className="acts">
          <Button
            icon={<Icon name="download" size={14} />}
            href={`/api/v1/reports/weekly.pdf${queryString({ week: report.week })}`}
            target="_blank"
          >
            {t('sales.weekly.pdf')}
          </Button>
        </div>
      </div>
      <div className="figures">
        <Figure label={t('sales.report.won')} value={money(Number(totals.wonAmount), null, true)}>
          {t('sales.weekly.before', { value: money(Number(before.wonAmount), null, true) })}
        </Figure>
        <Figure
          label={`${t('sales.report.won')} / ${t('sales.report.lost')}`}
          value={`${count(totals.won)} / ${count(totals.lost)}`}
        >
          {t('sales.weekly.before', { value: `${count(before.won)} / ${count(before.lost)}` })}
        </Figure>
        <Figure label={t('sales.report.conversion')} value={share(totals.conversion)}>
          {t('sales.weekly.before', { value: share(before.conversion) })}
        </Figure>
        <Figure label={t('sales.targets.open')} value={money(Number(totals.weighted), null, true)}>
          {totals.openAmount !== undefined &&
            t('sales.weekly.open', { amount: money(Number(totals.openAmount), null, true) })}
        </Figure>
      </div>
      <div className="reports">
        {(Object.keys(LISTS) as List[]).map((name) => (
          <Deals key={name} name={name} report={report} />
        ))}
        <People rows={report.byOwner ?? []} />
        <Reasons report={report} />
      </div>
    </div>
  )
}

function Deals({ name, report }: { name: List; report: Answer }) {
  const rows = report[name]
  return (
    <section className="card" aria-label={LISTS[name]()}>
      <header>
        <h2>{LISTS[name]()}</h2>
        {rows.length >= MOST && (
          <span className="push muted">
            {t('sales.weekly.most', { n: MOST })}{' '}
            <Link
              to="/$plural"
              params={{ plural: 'opportunities' }}
              search={{ filter: whole(name, report), sort: '-amountBase' } as never}
            >
              {t('sales.weekly.whole')}
            </Link>
          </span>
        )}
      </header>
      {rows.length === 0 && <p className="muted">{t('sales.weekly.none')}</p>}
      <ul className="home-list">
        {rows.map((row) => (
          <li key={row.id} className="row">
            <span className="home-text">
              <Link to="/$plural/$id" params={{ plural: 'opportunities', id: row.id }} className="link">
                {String(row.name)}
              </Link>{' '}
              <span className="muted">
                {[valueAt(row, 'account.name'), valueAt(row, 'owner.name')].filter(Boolean).join(' · ')}
              </span>
            </span>
            {Boolean(row.closeDate) && <span className="muted num">{day(String(row.closeDate))}</span>}
            <span>{money(Number(row.amountBase ?? 0), null, true)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function People({ rows }: { rows: Row[] }) {
  if (rows.length === 0) return null
  return (
    <section className="card ledger-scroll" aria-label={t('sales.report.by.owner')}>
      <h2>{t('sales.report.by.owner')}</h2>
      <table className="ledger">
        <thead>
          <tr>
            <th>{t('sales.report.name')}</th>
            <th className="num">{t('sales.report.won')}</th>
            <th className="num">{t('sales.report.lost')}</th>
            <th className="num">{t('sales.report.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row.key)}>
              <td>{nameOf('owner', row)}</td>
              <td className="num">{count(row.won)}</td>
              <td className="num">{count(row.lost)}</td>
              <td className="num">{money(Number(row.wonAmount), null, true)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Reasons({ report }: { report: Answer }) {
  const rows = answering('lostReason', report.byReason ?? [])
  if (rows.length === 0) return null
  const title = t('sales.report.by.lostReason')
  const within = `closeDate >= date("${report.from}") && closeDate <= date("${report.until}")`
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <ReportBars
        by="lostReason"
        title={title}
        rows={rows}
        behind={({ key }) => ({
          plural: 'opportunities',
          search: {
            filter: `stage.kind == "lost" && ${within} && lostReason == ${JSON.stringify(key)}`,
            sort: '-amountBase',
          },
        })}
      />
    </section>
  )
}
