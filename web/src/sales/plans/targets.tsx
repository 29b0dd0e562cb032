import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { get, queryString } from '@/api/client'
import { useType } from '@/api/queries'
import { type Field, may } from '@/api/types'
import { labelOf } from '@/records/fields/value'
import { CreateInside } from '@/records/record/inside'
import { count, money, percent } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { usePeriod } from './period'
import './plans.css'

type Named = { id: string; name: string } | null
type Item = {
  target: {
    id: string
    measure: 'amount' | 'margin' | 'count'
    amount: number
    territory?: string | null
    owner?: Named
    team?: Named
    product?: Named
  }
  behind: string
  filter: string
  achieved: number | null
  open: number | null
}
type Answer = { elapsed: number; items: Item[] }

/** How far the targets of a period are reached, against how much of it has passed. */
export default function TargetsPage() {
  const { period, chooser } = usePeriod()
  const type = useType('targets')
  const [making, setMaking] = useState(false)
  const found = useQuery({
    queryKey: ['records', 'targets', 'attainment', period],
    queryFn: () => get<Answer>(`/targets/attainment${queryString({ period })}`),
    placeholderData: (before) => before,
  })
  if (found.isPending) return <Loading rows={8} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const { items, elapsed } = found.data
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.sales.targets')}</h1>
        {chooser}
        <div className="acts">
          {may(type, 'create') && (
            <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setMaking(true)}>
              {t('sales.targets.add')}
            </Button>
          )}
        </div>
      </div>
      <p className="muted plan-hint">{t('sales.targets.elapsed', { share: percent(elapsed) })}</p>
      {items.length === 0 ? (
        <Empty icon="chart" title={t('sales.targets.none')} />
      ) : (
        <section className="card ledger-scroll" aria-label={t('app.sales.targets')}>
          <table className="ledger">
            <thead>
              <tr>
                <th>{t('sales.targets.whose')}</th>
                <th className="num">{t('sales.targets.target')}</th>
                <th className="num">{t('sales.targets.achieved')}</th>
                <th>{t('sales.targets.share')}</th>
                <th className="num">{t('sales.targets.open')}</th>
              </tr>
            </thead>
            <tbody>
              {known(items).map((item) => (
                <Line
                  key={item.target.id}
                  item={item}
                  elapsed={elapsed}
                  measured={type?.fields.find((field) => field.name === 'measure')}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {making && type && (
        <CreateInside
          type={type}
          start={{ period }}
          close={() => setMaking(false)}
          made={() => setMaking(false)}
        />
      )}
    </div>
  )
}

/** What the reader knows the outcome of comes first. */
function known(items: Item[]): Item[] {
  return [...items].sort((a, b) => Number(a.achieved === null) - Number(b.achieved === null))
}

function Line({ item, elapsed, measured }: { item: Item; elapsed: number; measured?: Field }) {
  const { target, achieved } = item
  const show = (value: number) => (target.measure === 'count' ? count(value) : money(value, null, true))
  const share = achieved === null ? null : Number(achieved) / Number(target.amount)
  const behind = share !== null && share < elapsed - 0.05
  return (
    <tr>
      <td>
        <Link to="/$plural/$id" params={{ plural: 'targets', id: target.id }} className="link">
          {target.owner?.name ?? target.team?.name ?? target.territory}
        </Link>{' '}
        <span className="muted">
          {target.product?.name}
          {target.measure !== 'amount' && measured && labelOf(measured, target.measure)}
        </span>
      </td>
      <td className="num">{show(Number(target.amount))}</td>
      <td className="num">
        {achieved === null ? (
          <span className="muted">{t('sales.targets.unknown')}</span>
        ) : (
          <Link
            to="/$plural"
            params={{ plural: item.behind }}
            search={
              { filter: item.filter, sort: item.behind === 'orders' ? '-totalBase' : '-amountBase' } as never
            }
          >
            {show(Number(achieved))}
          </Link>
        )}
      </td>
      <td>
        {share !== null && (
          <span className="row">
            <span className="meter" aria-hidden="true">
              <i
                className={behind ? 'meter-behind' : undefined}
                style={{ width: `${Math.min(share, 1) * 100}%` }}
              />
              <b style={{ left: `${elapsed * 100}%` }} />
            </span>
            {percent(share)}
            {behind && <span className="mark mark-wrong">{t('sales.targets.behind')}</span>}
          </span>
        )}
      </td>
      <td className="num">{item.open === null ? '' : show(Number(item.open))}</td>
    </tr>
  )
}
