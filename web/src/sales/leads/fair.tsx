import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useType } from '@/api/queries'
import { aggregateQuery, pageQuery, rowsQuery, useTypeOf } from '@/api/records'
import { nameOf, type Row } from '@/api/types'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { moment, money, number } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import '@/records/record/record.css'
import './leads.css'

/** A fair on one page: what it cost and brought, who was called, who took what, what comes next. */
export default function FairPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('events', id))
  const type = useTypeOf('events', found.data)
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
          <Met
            title={t('fairs.toCall')}
            filter={`event == "${id}" && respondedAt == null && status != "disqualified"`}
            sort="respondBy,-score"
          />
          <Met
            title={t('fairs.people')}
            filter={`event == "${id}" && (respondedAt != null || status == "disqualified")`}
            sort="-score"
            none={t('fairs.nobody')}
          />
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

/** People who were met: whom nobody has called yet, and the others. */
function Met({
  title,
  filter,
  sort,
  none,
}: {
  title: string
  filter: string
  sort: string
  /** What is said where there are none; nothing where absent. */
  none?: string
}) {
  const leads = useType('leads')
  const found = useInfiniteQuery({
    ...rowsQuery('leads', {
      select: 'id,name,company,status,nextStep,respondedAt,respondBy,owner.name',
      filter,
      sort,
    }),
    enabled: Boolean(leads),
  })
  if (!leads || !found.data) return null
  const rows = found.data.pages.flatMap((page) => page.items)
  const total = found.data.pages[0]?.count ?? rows.length
  const choices = leads.fields.find((f) => f.name === 'status')?.choices ?? []
  if (rows.length === 0 && !none) return null
  return (
    <section className="card" aria-label={title}>
      <h2>
        {title} <span className="muted">{number(total)}</span>
      </h2>
      {rows.length === 0 && <p className="muted">{none}</p>}
      <ul className="leads-list">
        {rows.map((row) => (
          <li key={row.id} className="row wrap">
            <Link to="/$plural/$id" params={{ plural: 'leads', id: row.id }}>
              {String(row.name ?? '')}
            </Link>
            <span className="muted">{String(row.company ?? '')}</span>
            <span className="muted">{row.nextStep ? String(row.nextStep) : nameOf(row.owner)}</span>
            <Standing row={row} status={choices.find((c) => c.value === row.status)?.label ?? ''} />
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

/** How far one is with somebody; by when he must hear of us, where he has not yet. */
function Standing({ row, status }: { row: Row; status: string }) {
  if (row.respondedAt || row.status === 'disqualified') {
    return (
      <span className={row.status === 'disqualified' ? 'mark push' : 'mark mark-good push'}>{status}</span>
    )
  }
  const due = row.respondBy ? new Date(String(row.respondBy)) : null
  if (!due) return <span className="mark push">{t('fairs.notCalled')}</span>
  return (
    <span className={due < new Date() ? 'mark mark-wrong push' : 'mark push'}>
      {t('fairs.until', { at: moment(String(row.respondBy)) })}
    </span>
  )
}
