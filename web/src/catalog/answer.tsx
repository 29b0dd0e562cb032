import { Link } from '@tanstack/react-router'
import { day, dayOf, money, number, percent } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import type { PricedLine, Remembered } from './api'
import { amount, Rules } from './rules'
import './catalog.css'

/** What something costs this customer, what he heard before, and why. */
export function PriceAnswer({ line, unit }: { line: PricedLine; unit?: string | null }) {
  if (line.price === null) {
    return (
      <section className="card price" aria-label={t('catalog.price')}>
        <NotForSale line={line} />
        <p className="state-title">{t('catalog.noPrice')}</p>
        <p className="muted">{t('catalog.noPrice.hint')}</p>
        <h3 className="price-because">{t('catalog.why')}</h3>
        <Rules rules={line.rules} open />
      </section>
    )
  }
  const promoted = line.before !== null && line.before !== line.price
  return (
    <section className="card price" aria-label={t('catalog.price')}>
      <NotForSale line={line} />
      <p>
        <span className="figure">{amount(line.price, line.currency)}</span>{' '}
        {promoted && <s className="muted">{amount(line.before ?? 0, line.currency)}</s>}{' '}
        <span className="muted">
          {[(line.unit ?? unit) && t('catalog.each', { unit: line.unit ?? unit ?? '' }), tax(line)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {line.quantity !== 1 && (
        <p className="second">
          {t('catalog.times', {
            n: number(line.quantity),
            total: money(line.price * line.quantity, line.currency),
          })}
        </p>
      )}
      <dl className="price-facts">
        {line.floor && (
          <Fact label={t('catalog.floor')} title={line.floor.rule}>
            {amount(line.floor.price, line.currency)}
          </Fact>
        )}
        <Earlier label={t('catalog.paid')} of={line.paid} plural="orders" from={line.deviation?.fromPaid} />
        <Earlier
          label={t('catalog.offered')}
          of={line.offered}
          plural="quotes"
          from={line.deviation?.fromOffered}
        />
        {line.peers && (
          <Fact label={t('catalog.peers')} title={t('catalog.peers.hint', { n: line.peers.times })}>
            {amount(line.peers.low, line.currency)} – {amount(line.peers.high, line.currency)}
            <span className="muted">
              {' '}
              {t('catalog.middle', { price: amount(line.peers.middle, line.currency) })}
            </span>
          </Fact>
        )}
      </dl>
      <Others others={line.others ?? []} undercuts={line.deviation?.undercuts ?? false} />
      <h3 className="price-because">{t('catalog.why')}</h3>
      <Rules rules={line.rules} />
    </section>
  )
}

function NotForSale({ line }: { line: PricedLine }) {
  return line.forSale ? null : (
    <p>
      <span className="mark mark-warm">{t('catalog.notForSale')}</span>
    </p>
  )
}

function tax(line: PricedLine): string {
  return line.tax ? t('catalog.tax', { name: line.tax.name, percent: number(line.tax.percent) }) : ''
}

function Fact({ label, title, children }: { label: string; title?: string; children: React.ReactNode }) {
  return (
    <div title={title}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

type EarlierProps = { label: string; of?: Remembered | null; plural: string; from?: number | null }

function Earlier({ label, of, plural, from }: EarlierProps) {
  if (!of) return null
  return (
    <Fact label={label}>
      <Link to="/$plural/$id" params={{ plural, id: of.record }} className="link">
        {amount(of.price, of.currency)}
      </Link>{' '}
      {from !== null && from !== undefined && from !== 0 && (
        <span className={from < 0 ? 'mark mark-warm' : 'mark'}>{signed(from)}</span>
      )}
      <span className="muted">
        {' '}
        {[day(dayOf(new Date(of.at))), of.by, of.number].filter(Boolean).join(' · ')}
      </span>
    </Fact>
  )
}

function signed(points: number): string {
  return `${points > 0 ? '+' : '−'}${percent(Math.abs(points) / 100, 1)}`
}

/** What colleagues have on offer to the same customer: nobody should hear two prices. */
function Others({ others, undercuts }: { others: Remembered[]; undercuts: boolean }) {
  if (others.length === 0) return null
  return (
    <div className={undercuts ? 'price-others price-others-wrong' : 'price-others'} role="note">
      <Icon name="warn" />
      <div>
        <p>{undercuts ? t('catalog.undercuts') : t('catalog.others')}</p>
        <ul>
          {others.slice(0, 3).map((offer) => (
            <li key={offer.record}>
              <Link to="/$plural/$id" params={{ plural: 'quotes', id: offer.record }} className="link">
                {offer.number}
              </Link>{' '}
              {amount(offer.price, offer.currency)}
              <span className="muted">
                {' '}
                {[offer.by, day(dayOf(new Date(offer.at)))].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
