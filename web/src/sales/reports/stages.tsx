import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { someQuery } from '@/api/records'
import { count, number, percent } from '@/ui/format'
import { t } from '@/ui/text'

export type StageRow = {
  stage: string
  name: string
  kind: string
  pipeline: string
  opportunities: number
  meanDays?: number
  medianDays?: number
}

/** How many came into each stage, how many of them came on to the next, and how long they stayed. */
export function StagesCard({ stages }: { stages: StageRow[] }) {
  const found = useQuery(someQuery('pipelines', { select: 'id,name', sort: 'position' }, 50))
  const order = found.data?.items ?? []
  const place = (id: string) => order.findIndex((each) => each.id === id)
  const pipelines = [...new Set(stages.map((row) => row.pipeline))].sort((a, b) => place(a) - place(b))
  return (
    <section className="card ledger-scroll" aria-label={t('sales.report.stages')}>
      <h2>{t('sales.report.stages')}</h2>
      <table className="ledger">
        <thead>
          <tr>
            <th>{t('sales.report.name')}</th>
            <th className="num">{t('sales.report.came')}</th>
            <th className="num" title={t('sales.report.on.hint')}>
              {t('sales.report.on')}
            </th>
            <th className="num">{t('sales.report.mean')}</th>
            <th className="num">{t('sales.report.median')}</th>
          </tr>
        </thead>
        <tbody>
          {pipelines.map((pipeline) => (
            <Fragment key={pipeline}>
              {pipelines.length > 1 && (
                <tr>
                  <th colSpan={5} scope="rowgroup">
                    {String(order[place(pipeline)]?.name ?? '')}
                  </th>
                </tr>
              )}
              <Stages rows={stages.filter((row) => row.pipeline === pipeline)} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Stages({ rows }: { rows: StageRow[] }) {
  const days = (value?: number) => (value === undefined ? '–' : number(Number(value), 1))
  return rows.map((row, i) => {
    const next = row.kind === 'open' ? rows.slice(i + 1).find((each) => each.kind !== 'lost') : undefined
    return (
      <tr key={row.stage}>
        <td>
          <Link
            to="/$plural"
            params={{ plural: 'opportunities' }}
            search={{ filter: `stage == "${row.stage}"` } as never}
          >
            {row.name}
          </Link>
        </td>
        <td className="num">{count(row.opportunities)}</td>
        <td className="num">
          {next && row.opportunities > 0 ? percent(next.opportunities / row.opportunities) : '–'}
        </td>
        <td className="num">{days(row.meanDays)}</td>
        <td className="num">{days(row.medianDays)}</td>
      </tr>
    )
  })
}
