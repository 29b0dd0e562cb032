import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Usual as Item, RecordPage } from '@/api/records'
import { count, day, dayOf } from '@/ui/format'
import { Segmented } from '@/ui/segmented'
import { t } from '@/ui/text'

/** "The usual?": what they order most, and what they ordered last. */
export function Usual({ page }: { page: RecordPage }) {
  const [which, setWhich] = useState<'top' | 'last'>('top')
  const usual = page.usual
  if (!usual || usual.top.length === 0) return null
  return (
    <section className="card" aria-label={t('customers.usual')}>
      <header>
        <h2>{t('customers.usual')}</h2>
        <Segmented
          className="push"
          size="small"
          value={which}
          onChange={setWhich}
          options={[
            { value: 'top', label: t('customers.usual.top') },
            { value: 'last', label: t('customers.usual.last') },
          ]}
        />
      </header>
      <ol className="usual">
        {usual[which].map((item) => (
          <UsualLine key={item.product} item={item} which={which} />
        ))}
      </ol>
    </section>
  )
}

function UsualLine({ item, which }: { item: Item; which: 'top' | 'last' }) {
  const last = item.last.length > 10 ? dayOf(new Date(item.last)) : item.last
  return (
    <li>
      <Link to="/$plural/$id" params={{ plural: 'products', id: item.product }} className="link cut">
        {item.name || item.sku}
      </Link>
      <b>{which === 'top' ? t('customers.usual.times', { n: count(item.orders) }) : day(last)}</b>
      <span className="muted">{item.sku}</span>
      <span className="muted num">
        {t('customers.usual.pieces', { n: count(item.quantity) })}
        {which === 'top' && ` · ${day(last)}`}
      </span>
    </li>
  )
}
