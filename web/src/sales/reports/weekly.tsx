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
import '../plans/plans.css'

type Totals = { won: number; lost: number; wonAmount: number; weighted: number; conversion?: number }
type Answer = {
  week: string
  weeks: string[]
  from: string
  until: string
  kept: boolean
  openToday: boolean
  totals: Totals
  before: Totals
  won: Record[]
  lost: Record[]
  coming: Record[]
  quiet: Record[]
}

const LISTS = {
  won: () => t('sales.weekly.won'),
  lost: () => t('sales.weekly.lost'),
  coming: () => t('sales.weekly.coming'),
  quiet: () => t('sales.weekly.quiet'),
} as const

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
        <h1>{t('sales.weekly')}</h1>
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
        <Figure label={t('sales.report.open')} value={money(Number(totals.weighted), null, true)} />
      </div>
      <div className="reports">
        {(Object.keys(LISTS) as (keyof typeof LISTS)[]).map((name) => (
          <section key={name} className="card" aria-label={LISTS[name]()}>
            <h2>{LISTS[name]()}</h2>
            {report[name].length === 0 && <p className="muted">{t('sales.weekly.none')}</p>}
            <ul className="home-list">
              {report[name].map((row) => (
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
        ))}
      </div>
    </div>
  )
}

function Figure({ label, value, children }: { label: string; value: string; children?: React.ReactNode }) {
  return (
    <section className="card" aria-label={label}>
      <h3>{label}</h3>
      <p className="figure">{value}</p>
      <p className="muted">{children}</p>
    </section>
  )
}
