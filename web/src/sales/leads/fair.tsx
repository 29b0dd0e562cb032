import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useType } from '@/api/queries'
import { aggregateQuery, pageQuery, rowsQuery } from '@/api/records'
import { nameOf } from '@/api/types'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { money, number } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import '@/records/record/record.css'
import './leads.css'

/** A fair on one page: what it cost and brought, who was called, who took what, what comes next. */
export default function FairPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const type = useType('events')
  const found = useQuery(pageQuery('events', id))
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const row = found.data.record
  return (
    <div className="page record">
      <RecordHead type={type} row={row} />
      <Brought id={id} cost={Number(row.cost ?? 0)} currency={String(row.currency ?? '')} />
      <div className="record-columns record-two">
        <div>
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} hideEmpty />
          </section>
          <Taken id={id} />
        </div>
        <div>
          <Met id={id} />
        </div>
      </div>
    </div>
  )
}

function useCount(id: string, more: string): number | undefined {
  const found = useQuery(
    aggregateQuery('leads', { measures: { n: 'count()' }, filter: `event == "${id}"${more}` }),
  )
  return found.data ? Number(found.data.items[0]?.n ?? 0) : undefined
}

function Brought({ id, cost, currency }: { id: string; cost: number; currency: string }) {
  const met = useCount(id, '')
  const called = useCount(id, ' && respondedAt != null')
  const real = useCount(id, ' && (status == "qualified" || status == "converted")')
  const late = useCount(id, ' && respondedAt == null && respondBy != null && respondBy < now()')
  if (met === undefined || called === undefined || real === undefined) return <Loading rows={2} />
  const figures = [
    [t('fairs.met'), number(met)],
    [t('fairs.called'), met ? `${number(called)} (${Math.round((100 * called) / met)} %)` : '–'],
    [t('fairs.late'), number(late ?? 0)],
    [t('fairs.real'), number(real)],
    [t('fairs.each'), real && cost ? money(cost / real, currency || undefined) : '–'],
  ]
  return (
    <section className="card" aria-label={t('fairs.brought')}>
      <dl className="row wrap fair-figures">
        {figures.map(([label, value]) => (
          <div key={label} className="stack">
            <dt className="muted">{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Taken({ id }: { id: string }) {
  const type = useType('hand-outs')
  const found = useQuery({
    ...aggregateQuery('hand-outs', {
      groupBy: ['material.name'],
      measures: { n: 'sum(quantity)' },
      filter: `event == "${id}"`,
      sort: '-n',
    }),
    enabled: Boolean(type),
  })
  if (!type || !found.data?.items.length) return null
  return (
    <section className="card" aria-label={t('fairs.taken')}>
      <h2>{t('fairs.taken')}</h2>
      <ul className="leads-list">
        {found.data.items.map((group) => (
          <li key={String(group['material.name'])} className="row">
            <span>{String(group['material.name'] ?? '')}</span>
            <span className="push num">{number(Number(group.n))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Met({ id }: { id: string }) {
  const leads = useType('leads')
  const found = useInfiniteQuery({
    ...rowsQuery('leads', {
      select: 'id,name,company,status,nextStep,respondedAt,respondBy,owner.name',
      filter: `event == "${id}"`,
      sort: 'respondedAt,-score',
    }),
    enabled: Boolean(leads),
  })
  if (!leads || !found.data) return null
  const rows = found.data.pages.flatMap((page) => page.items)
  const total = found.data.pages[0]?.count ?? rows.length
  const choices = leads.fields.find((f) => f.name === 'status')?.choices ?? []
  return (
    <section className="card" aria-label={t('fairs.people')}>
      <h2>{t('fairs.people')}</h2>
      {rows.length === 0 && <p className="muted">{t('fairs.nobody')}</p>}
      <ul className="leads-list">
        {rows.map((row) => (
          <li key={row.id} className="row wrap">
            <Link to="/$plural/$id" params={{ plural: 'leads', id: row.id }}>
              {String(row.name ?? '')}
            </Link>
            <span className="muted">{String(row.company ?? '')}</span>
            <span className="muted">{row.nextStep ? String(row.nextStep) : nameOf(row.owner)}</span>
            <span
              className={
                row.respondedAt && row.status !== 'disqualified' ? 'mark mark-good push' : 'mark push'
              }
            >
              {row.respondedAt
                ? (choices.find((c) => c.value === row.status)?.label ?? '')
                : t('fairs.notCalled')}
            </span>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button type="text" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
          {t('fairs.more', { n: total - rows.length })}
        </Button>
      )}
    </section>
  )
}
