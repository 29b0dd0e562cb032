import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { InputNumber } from 'antd'
import { useType } from '@/api/queries'
import { recordQuery } from '@/api/records'
import { Labelled } from '@/ui/form'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { PriceAnswer } from './answer'
import { priceQuery } from './api'
import { Levels } from './levels'
import { Pick } from './pick'
import './catalog.css'

type Asked = { account?: string; product?: string; quantity?: string; price?: string }

/** On the road: this customer, this product: what does it cost, and is it there? */
export default function LookUp() {
  const asked = useSearch({ strict: false }) as Asked
  const navigate = useNavigate()
  const priced = useType('price-entries')
  const product = asked.product
  const quantity = Number(asked.quantity ?? 1) || 1
  const change = (next: Asked) =>
    navigate({ to: '/look-up', search: { ...asked, ...next } as never, replace: true })
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('app.lookUp')}</h1>
      </div>
      <div className="look-up">
        <div className="card look-up-ask">
          <Pick
            target="account"
            label={t('catalog.customer')}
            value={asked.account}
            onChange={(account) => change({ account })}
          />
          <Pick
            target="product"
            label={t('catalog.product')}
            value={product}
            onChange={(chosen) => change({ product: chosen })}
          />
          <Labelled label={t('catalog.quantity')}>
            {(id) => (
              <InputNumber<number>
                id={id}
                inputMode="decimal"
                min={0}
                className="field-input"
                value={quantity}
                onChange={(n) => change({ quantity: n ? String(n) : undefined })}
              />
            )}
          </Labelled>
          <Labelled label={t('catalog.proposed')}>
            {(id) => (
              <InputNumber<number>
                id={id}
                inputMode="decimal"
                min={0}
                className="field-input"
                value={asked.price ? Number(asked.price) : null}
                onChange={(n) => change({ price: n === null ? undefined : String(n) })}
              />
            )}
          </Labelled>
        </div>
        {product ? (
          <div className="stack">
            {priced && (
              <Price account={asked.account} product={product} quantity={quantity} price={asked.price} />
            )}
            <Levels product={product} />
          </div>
        ) : (
          <Empty icon="search" title={t('catalog.lookUp.none')} />
        )}
      </div>
    </div>
  )
}

type PriceProps = { account?: string; product: string; quantity: number; price?: string }

/** The price of one product for one customer, as far as the reader may know it. */
export function Price({ account, product, quantity, price }: PriceProps) {
  const line = { product, quantity, price: price ? Number(price) : undefined }
  const found = useQuery({
    ...priceQuery({ account, lines: [line] }),
    placeholderData: (before) => before,
  })
  const record = useQuery(recordQuery('products', product))
  if (found.isPending) return <Loading rows={4} />
  if (found.isError) return <Failed small error={found.error} again={() => found.refetch()} />
  const answer = found.data.lines[0]
  const unit = record.data?.unit
  return answer ? <PriceAnswer line={answer} unit={unit ? String(unit) : null} /> : null
}
