import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useType } from '@/api/queries'
import { pageQuery, someQuery, useTypeOf } from '@/api/records'
import { type Row, valueAt } from '@/api/types'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { decimalsOf } from '@/ui/format'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { EntryGrid } from './entries'
import type { Entry } from './paste'
import '@/records/record/record.css'
import './catalog.css'

const MOST = 500

/** A price book: for whom it is, and its prices in a grid made for the keyboard. */
export default function BookPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const entries = useType('price-entries')
  const found = useQuery(pageQuery('price-books', id))
  const type = useTypeOf('price-books', found.data)
  const prices = useQuery({
    ...someQuery(
      'price-entries',
      {
        select: 'id,version,product.id,product.sku,product.name,minQuantity,price,from,until',
        filter: `priceBook == "${id}"`,
        sort: 'product.sku,minQuantity',
      },
      MOST,
      true,
    ),
    enabled: Boolean(entries),
  })
  const name = found.data ? String(found.data.record.name ?? '') : ''
  useEffect(() => {
    if (name) remember({ type: 'price-book', id, title: name })
  }, [name])
  if (!type || !entries) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const book = found.data.record
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={book}
        lead={
          <Lead
            type={type}
            row={book}
            names={['currency', 'account', 'customerClass', 'country', 'region', 'from', 'until']}
          />
        }
      />
      <div className="book-columns">
        <section className="card" aria-label={t('catalog.entries')}>
          {prices.isPending && <Loading rows={8} />}
          {prices.isError && <Failed error={prices.error} again={() => prices.refetch()} />}
          {prices.data && (
            <EntryGrid
              key={book.id}
              book={book}
              type={entries}
              stored={prices.data.items.map((row) => entryOf(row, String(book.currency)))}
              beyond={(prices.data.count ?? 0) - prices.data.items.length}
            />
          )}
        </section>
        <section className="card" aria-label={t('records.fields')}>
          <h2>{t('records.fields')}</h2>
          <Facts type={type} row={book} hideEmpty />
        </section>
      </div>
    </div>
  )
}

function entryOf(row: Row, currency: string): Entry {
  const text = (path: string) => String(valueAt(row, path) ?? '')
  const decimals = Math.max(text('price').split('.')[1]?.length ?? 0, decimalsOf(currency))
  return {
    id: row.id,
    version: row.version,
    product: text('product.id'),
    sku: text('product.sku'),
    name: text('product.name'),
    minQuantity: text('minQuantity') === '0' ? '' : text('minQuantity'),
    price: typeof row.price === 'number' ? row.price.toFixed(decimals) : text('price'),
    from: text('from'),
    until: text('until'),
  }
}
