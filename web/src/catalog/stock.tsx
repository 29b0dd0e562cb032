import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { DatePicker, Input } from 'antd'
import { useType } from '@/api/queries'
import dayjs from '@/ui/dayjs'
import { Labelled } from '@/ui/form'
import { money, number } from '@/ui/format'
import { Segmented } from '@/ui/segmented'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { type PeriodRow, periodQuery } from './api'
import { Pick } from './pick'
import { amount } from './rules'
import './catalog.css'

type Asked = { from?: string; until?: string; warehouse?: string; q?: string; cursor?: string }

const SPANS = { month: 0, quarter: 2, year: 11 } as const

function span(months: number): { from: string; until: string } {
  return {
    from: dayjs().startOf('month').subtract(months, 'month').format('YYYY-MM-DD'),
    until: dayjs().format('YYYY-MM-DD'),
  }
}

/** Product, price, stock and shipments of a period on one page. */
export default function StockPage() {
  const search = useSearch({ strict: false }) as Asked
  const navigate = useNavigate()
  const warehouses = useType('warehouses')
  const asked = { ...span(SPANS.quarter), ...search }
  const found = useQuery(periodQuery(asked))
  const change = (next: Asked) =>
    navigate({ to: '/stock', search: { ...search, cursor: undefined, ...next } as never, replace: true })
  const chosen = (Object.keys(SPANS) as (keyof typeof SPANS)[]).find(
    (name) => span(SPANS[name]).from === asked.from && span(SPANS[name]).until === asked.until,
  )
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('catalog.periods')}</h1>
        <div className="acts">
          <Segmented
            value={chosen ?? 'own'}
            onChange={(name) => name in SPANS && change(span(SPANS[name as keyof typeof SPANS]))}
            options={[
              { value: 'month', label: t('catalog.month') },
              { value: 'quarter', label: t('catalog.quarter') },
              { value: 'year', label: t('catalog.year') },
            ]}
          />
        </div>
      </div>
      <div className="stock-ask">
        <Labelled label={t('catalog.fromDay')}>
          {(id) => (
            <Day id={id} value={asked.from} onChange={(from) => change({ from, until: asked.until })} />
          )}
        </Labelled>
        <Labelled label={t('catalog.untilDay')}>
          {(id) => (
            <Day id={id} value={asked.until} onChange={(until) => change({ from: asked.from, until })} />
          )}
        </Labelled>
        {warehouses && (
          <Pick
            target="warehouse"
            label={t('catalog.warehouse')}
            value={asked.warehouse}
            onChange={(warehouse) => change({ warehouse })}
          />
        )}
        <Labelled label={t('catalog.find')}>
          {(id) => (
            <Input
              id={id}
              allowClear
              defaultValue={asked.q}
              onChange={(event) => change({ q: event.target.value || undefined })}
            />
          )}
        </Labelled>
      </div>
      {found.isPending && <Loading rows={12} />}
      {found.isError && <Failed error={found.error} again={() => found.refetch()} />}
      {found.data &&
        (found.data.items.length === 0 ? (
          <Empty icon="box" title={t('catalog.periods.none')} />
        ) : (
          <>
            <Table rows={found.data.items} />
            {found.data.next && (
              <button
                type="button"
                className="plain second"
                onClick={() => change({ cursor: found.data.next ?? undefined })}
              >
                {t('catalog.more')}
              </button>
            )}
          </>
        ))}
    </div>
  )
}

type DayProps = { id: string; value: string; onChange: (day: string) => void }

function Day({ id, value, onChange }: DayProps) {
  return (
    <DatePicker
      id={id}
      allowClear={false}
      value={dayjs(value)}
      onChange={(at) => at && onChange(at.format('YYYY-MM-DD'))}
    />
  )
}

const FIGURES = ['opening', 'received', 'shipped', 'other', 'closing', 'reserved', 'promised'] as const

function Table({ rows }: { rows: PeriodRow[] }) {
  const sold = rows.some((row) => row.ordered !== null)
  return (
    <div className="card ledger-scroll">
      <table className="ledger stock">
        <thead>
          <tr>
            <th>{t('catalog.product')}</th>
            <th className="num">{t('catalog.listPrice')}</th>
            {FIGURES.map((name) => (
              <th key={name} className="num">
                {t(`catalog.${name}`)}
              </th>
            ))}
            {sold && <th className="num">{t('catalog.ordered')}</th>}
            {sold && <th className="num">{t('catalog.orderedAmount')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Link to="/$plural/$id" params={{ plural: 'products', id: row.id }} className="link">
                  {row.name}
                </Link>
                <div className="muted">{[row.sku, row.unit].filter(Boolean).join(' · ')}</div>
              </td>
              <td className="num">
                {row.listPrice === null ? '–' : amount(row.listPrice, row.currency ?? '')}
              </td>
              {FIGURES.map((name) => (
                <td key={name} className={name === 'closing' ? 'num stock-closing' : 'num'}>
                  {row[name] === null ? '–' : number(row[name])}
                </td>
              ))}
              {sold && <td className="num">{row.ordered === null ? '–' : number(row.ordered)}</td>}
              {sold && (
                <td className="num">
                  {row.orderedAmount === null ? '–' : money(row.orderedAmount, undefined, true)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
