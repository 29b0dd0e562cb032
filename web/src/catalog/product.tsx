import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useType } from '@/api/queries'
import { aggregateQuery, pageQuery, type RecordPage, someQuery, useTypeOf } from '@/api/records'
import { may, sees, type Type, valueAt } from '@/api/types'
import { Attachments } from '@/customers/attachments'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { count, day, dayOf, number } from '@/ui/format'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { Levels } from './levels'
import { Price } from './lookup'
import { Pick } from './pick'
import { amount } from './rules'
import '@/records/record/record.css'

/** A product with its price and why, its stock, who buys it, and what they paid last. */
export default function ProductPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('products', id))
  const type = useTypeOf('products', found.data)
  const name = found.data ? String(found.data.record.name ?? '') : ''
  useEffect(() => {
    if (name) remember({ type: 'product', id, title: name })
  }, [name])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return <Sheet type={type} page={found.data} />
}

/** In which book a price stands, and from what quantity on. */
const BOOKS = { priceEntries: ['priceBook', 'minQuantity', 'price', 'from', 'until'] }

const HANDLED = ['stockLevels', 'stockMovements', 'orderLines', 'quoteLines', 'priceEntries', 'attachments']

function Sheet({ type, page }: { type: Type; page: RecordPage }) {
  const row = page.record
  const [account, setAccount] = useState<string>()
  const priced = useType('price-entries')
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        lead={<Lead type={type} row={row} names={['sku', 'category', 'brand', 'unit', 'listPrice']} />}
      />
      <div className="record-columns">
        <div>
          <Pictures product={row.id} />
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} hideEmpty />
          </section>
        </div>
        <div>
          {priced && (
            <>
              <div className="card">
                <Pick target="account" label={t('catalog.priceFor')} value={account} onChange={setAccount} />
              </div>
              <Price account={account} product={row.id} quantity={1} />
            </>
          )}
          <LastPrices product={row.id} />
        </div>
        <div>
          <Levels product={row.id} unit={row.unit ? String(row.unit) : null} />
          <Buyers product={row.id} />
          <Attachments field="product" id={row.id} closed={!may(type, 'update')} />
          <RelatedLists type={type} page={page} only={['priceEntries']} show={BOOKS} />
          <RelatedLists type={type} page={page} without={HANDLED} narrow />
        </div>
      </div>
    </div>
  )
}

/** What it looks like, from the files that are pictures. */
function Pictures({ product }: { product: string }) {
  const files = useType('attachments')
  const found = useQuery({
    ...someQuery(
      'attachments',
      {
        select: 'id,name',
        filter: `product == "${product}" && mediaType.startsWith("image/")`,
        sort: 'createdAt',
      },
      6,
    ),
    enabled: Boolean(files),
  })
  const rows = found.data?.items ?? []
  if (rows.length === 0) return null
  return (
    <div className="product-pictures">
      {rows.map((row) => {
        const address = `/api/v1/attachments/${row.id}/picture`
        return (
          <a key={row.id} href={address} target="_blank" rel="noreferrer">
            <img src={address} alt={String(row.name ?? '')} />
          </a>
        )
      })}
    </div>
  )
}

function Buyers({ product }: { product: string }) {
  const dated = sees(useType('orders'), 'placedAt')
  const found = useQuery({
    ...aggregateQuery('order-lines', {
      groupBy: ['order.account', 'order.account.name'],
      measures: {
        orders: 'countDistinct(order)',
        quantity: 'sum(quantity)',
        last: 'max(order.placedAt)',
      },
      filter: `product == "${product}" && quantity > 0 && order.account != null`,
      sort: '-quantity',
      limit: 8,
    }),
    enabled: dated,
  })
  const buyers = found.data?.items ?? []
  if (buyers.length === 0) return null
  return (
    <section className="card" aria-label={t('catalog.buyers')}>
      <h2>{t('catalog.buyers')}</h2>
      <ol className="usual">
        {buyers.map((buyer) => (
          <li key={String(buyer['order.account'])}>
            <Link
              to="/$plural/$id"
              params={{ plural: 'accounts', id: String(buyer['order.account']) }}
              className="link cut"
            >
              {String(buyer['order.account.name'] ?? '–')}
            </Link>
            <b className="num">{number(Number(buyer.quantity))}</b>
            <span className="muted">
              {t('catalog.orders', { n: count(Number(buyer.orders)) })} ·{' '}
              {day(dayOf(new Date(String(buyer.last))))}
            </span>
            <span />
          </li>
        ))}
      </ol>
    </section>
  )
}

function LastPrices({ product }: { product: string }) {
  const dated = sees(useType('orders'), 'placedAt')
  const found = useQuery({
    ...someQuery(
      'order-lines',
      {
        select: 'id,quantity,unitPrice,currency,order.id,order.number,order.placedAt,order.account.name',
        filter: `product == "${product}" && quantity > 0`,
        sort: '-order.placedAt',
      },
      10,
    ),
    enabled: dated,
  })
  const rows = found.data?.items ?? []
  if (rows.length === 0) return null
  return (
    <section className="card" aria-label={t('catalog.lastPrices')}>
      <h2>{t('catalog.lastPrices')}</h2>
      <div className="ledger-scroll">
        <table className="ledger">
          <thead>
            <tr>
              <th>{t('catalog.when')}</th>
              <th>{t('catalog.customer')}</th>
              <th className="num">{t('catalog.quantity')}</th>
              <th className="num">{t('catalog.price')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Link
                    to="/$plural/$id"
                    params={{ plural: 'orders', id: String(valueAt(row, 'order.id')) }}
                    className="link"
                  >
                    {day(dayOf(new Date(String(valueAt(row, 'order.placedAt')))))}
                  </Link>
                </td>
                <td className="ledger-rest">{String(valueAt(row, 'order.account.name') ?? '–')}</td>
                <td className="num">{number(Number(row.quantity))}</td>
                <td className="num">
                  {row.unitPrice === null ? '–' : amount(Number(row.unitPrice), String(row.currency))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
