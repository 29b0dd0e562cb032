import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { get, post } from '@/api/client'
import { changed } from '@/api/records'
import type { Job } from '@/platform/job'
import { ButtonLink } from '@/ui/buttonlink'
import { count, moment, money, percent, plainDay } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { Classes } from './classes'
import { Months } from './months'
import { behind, type Overview, overviewQuery } from './overview'
import { Pareto } from './pareto'
import { RfmGrid } from './rfm'
import { SLIPPING } from './slipping'
import './value.css'

/** Which customers carry the business, and who of them is slipping away. */
export default function WhoMatters() {
  const found = useQuery(overviewQuery)
  const [running, setRunning] = useState(false)
  async function run() {
    setRunning(true)
    try {
      const { job } = await post<{ job: string }>('/insight/value/run')
      await finished(job)
      await changed()
      say(t('insight.ran'))
    } catch (error) {
      complain(error)
    } finally {
      setRunning(false)
    }
  }
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const seen = found.data
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('insight.title')}</h1>
        <p className="muted">{facts(seen)}</p>
        <div className="acts">
          <Button loading={running} icon={<Icon name="play" size={12} />} onClick={run}>
            {t('insight.run')}
          </Button>
        </div>
      </div>
      {seen.accounts === 0 ? (
        <Empty icon="chart" title={t('insight.none')}>
          <p>{t('insight.none.hint')}</p>
          <ButtonLink to="/imports/new" primary>
            {t('insight.none.import')}
          </ButtonLink>
        </Empty>
      ) : (
        <Pictures seen={seen} />
      )}
    </div>
  )
}

async function finished(id: string): Promise<void> {
  for (;;) {
    const job = await get<Job>(`/jobs/${id}`)
    if (job.state === 'failed') throw new Error(job.message ?? t('ui.failed'))
    if (job.state === 'done' || job.state === 'cancelled') return
    await new Promise((wait) => setTimeout(wait, 600))
  }
}

function facts(seen: Overview): string {
  return [
    seen.asOf && t('insight.asOf', { day: plainDay(seen.asOf) }),
    seen.returns && tx(`insight.returns.${seen.returns}`),
    seen.ranAt && t('insight.ranAt', { at: moment(seen.ranAt) }),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Pictures({ seen }: { seen: Overview }) {
  const total = seen.classes.reduce((sum, each) => sum + each.monetary, 0)
  return (
    <div className="stack">
      <div className="tiles">
        {seen.classes.map((each) => (
          <Link
            key={each.class}
            to="/$plural"
            params={{ plural: 'accounts' }}
            search={behind(`value.class == "${each.class}"`) as never}
            className="card tile"
          >
            <span className="tile-name">{tx(`insight.class.${each.class}`, {}, each.class)}</span>
            <span>
              <span className="figure">{count(each.accounts)}</span>{' '}
              <span className="muted">
                {t('insight.share', {
                  customers: percent(each.accounts / seen.accounts),
                  revenue: percent(total ? each.monetary / total : 0),
                })}
              </span>
            </span>
          </Link>
        ))}
        <SlippingGold />
      </div>
      <div className="pictures">
        <RfmGrid seen={seen} />
        <Pareto seen={seen} />
      </div>
      <Months seen={seen} />
      <Classes seen={seen} />
      <Stages seen={seen} />
    </div>
  )
}

/** The gold ones who are slipping away: the one figure to act on. */
function SlippingGold() {
  const found = useQuery({
    queryKey: ['records', 'accounts', 'slipping'],
    queryFn: () =>
      post<{ items: { n: number; monetary: number | null }[] }>('/accounts/aggregate', {
        measures: { n: 'count()', monetary: 'sum(value.monetary)' },
        filter: SLIPPING,
      }),
  })
  const item = found.data?.items[0]
  return (
    <Link
      to="/$plural"
      params={{ plural: 'accounts' }}
      search={behind(SLIPPING) as never}
      className="card tile"
    >
      <span className="tile-name">{t('insight.slipping')}</span>
      <span>
        <span className="figure wrong">{item ? count(Number(item.n)) : '–'}</span>{' '}
        <span className="muted">{item?.monetary ? money(Number(item.monetary), undefined, true) : ''}</span>
      </span>
    </Link>
  )
}

function Stages({ seen }: { seen: Overview }) {
  const most = Math.max(...seen.stages.map((each) => each.accounts), 1)
  return (
    <section className="card" aria-label={t('insight.stages')}>
      <h2>{t('insight.stages')}</h2>
      <p className="muted">{t('insight.stages.hint')}</p>
      <table className="ledger stages">
        <tbody>
          {seen.stages.map((each) => (
            <tr key={each.stage}>
              <th scope="row">
                <Link
                  to="/$plural"
                  params={{ plural: 'accounts' }}
                  search={behind(`value.stage == "${each.stage}"`) as never}
                  className="link"
                >
                  {tx(`insight.stage.${each.stage}`, {}, each.stage)}
                </Link>
              </th>
              <td className="stage-bar">
                <i style={{ width: `${(each.accounts / most) * 100}%` }} />
              </td>
              <td className="num">{count(each.accounts)}</td>
              <td className="num">{money(each.monetary, seen.currency, true)}</td>
              <td className="muted">{tx(`insight.stage.${each.stage}.says`, {}, '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
