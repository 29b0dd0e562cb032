import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { withWords } from '@/app/texts'
import { day, dayOf, money, number } from '@/ui/format'
import { t } from '@/ui/text'
import type { Line } from './lines'
import { memoryQuery, type Remembered } from './quote'

const rules = withWords('catalog', () => import('@/catalog/rules'))
const Rules = lazy(async () => ({ default: (await rules()).Rules }))

/** `quote`: the record that is being written, which is no memory. */
type Props = { quote: string; account: string; currency: string; line: Line | undefined }

/** At the moment of quoting: what this customer heard and paid before, what is the floor, and why this price. */
export function PriceMemory({ quote, account, currency, line }: Props) {
  const memory = useQuery(memoryQuery(account, currency, line))
  if (!line?.product || memory.isError || !memory.data) return null
  const known = memory.data
  const others = known.others.filter((other) => other.record !== quote)
  return (
    <section className="card" aria-label={t('quotes.memory')}>
      <h2>
        {t('quotes.memory')} <span className="muted">{line.productName}</span>
      </h2>
      {!known.forSale && (
        <p className="wrong memory-unsold" role="note">
          {t('quotes.memory.notForSale')}
        </p>
      )}
      <dl className="memory">
        {known.price !== null && (
          <Fact label={t('quotes.memory.price')} value={money(known.price, currency)} />
        )}
        {known.floor && (
          <Fact
            label={t('quotes.memory.floor')}
            value={money(known.floor.price, currency)}
            wrong={known.deviation?.belowFloor}
          />
        )}
        {known.paid && known.paid.record !== quote && (
          <Earlier label={t('quotes.memory.paid')} earlier={known.paid} percent={known.deviation?.fromPaid} />
        )}
        {known.offered && known.offered.record !== quote && (
          <Earlier
            label={t('quotes.memory.offered')}
            earlier={known.offered}
            percent={known.deviation?.fromOffered}
          />
        )}
        {others.map((other) => (
          <Earlier
            key={other.record}
            label={other.status === 'sent' ? t('quotes.memory.colleague') : t('quotes.memory.preparing')}
            earlier={other}
            wrong={known.deviation?.undercuts}
          />
        ))}
        {known.peers && known.peers.times > 0 && (
          <Fact
            label={t('quotes.memory.peers')}
            value={`${money(known.peers.low, currency)} – ${money(known.peers.high, currency)}`}
            note={t('quotes.memory.median', {
              price: money(known.peers.middle, currency),
              n: known.peers.times,
            })}
          />
        )}
      </dl>
      {known.rules.length > 0 && (
        <details className="memory-why">
          <summary>{t('quotes.memory.why')}</summary>
          <Suspense>
            <Rules key={known.product} rules={known.rules} />
          </Suspense>
        </details>
      )}
    </section>
  )
}

type FactProps = { label: string; value: string; note?: string; wrong?: boolean }

function Fact({ label, value, note, wrong }: FactProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={wrong ? 'wrong' : undefined}>
        {value}
        {note && <span className="muted"> {note}</span>}
      </dd>
    </>
  )
}

type EarlierProps = { label: string; earlier: Remembered; percent?: number | null; wrong?: boolean }

function Earlier({ label, earlier, percent, wrong }: EarlierProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={wrong ? 'wrong' : undefined}>
        {money(earlier.price, earlier.currency)}
        {percent !== null && percent !== undefined && percent !== 0 && (
          <span className={percent < 0 ? 'wrong' : 'muted'}>
            {' '}
            {percent > 0 ? '+' : ''}
            {number(percent, 1)} %
          </span>
        )}
        <span className="muted">
          {' '}
          {day(dayOf(new Date(earlier.at)))}
          {earlier.by && ` · ${earlier.by}`} ·{' '}
          <Link
            to="/$plural/$id"
            params={{ plural: earlier.status === null ? 'orders' : 'quotes', id: earlier.record }}
            className="link"
          >
            {earlier.number}
          </Link>
        </span>
      </dd>
    </>
  )
}
