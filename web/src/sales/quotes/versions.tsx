import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { RecordPage } from '@/api/records'
import { idOf, type Row, type Type } from '@/api/types'
import { t } from '@/ui/text'

const Compare = lazy(() => import('./compare'))

/** The versions beside this one, and what changed between them. */
export function Versions({ type, row, page }: { type: Type; row: Row; page: RecordPage }) {
  const [comparing, setComparing] = useState<string | null>(null)
  const later = page.lists?.revisions?.items ?? []
  const before = row.revises ? idOf(row.revises) : null
  if (!before && later.length === 0) return null
  const others = [...(before ? [{ id: before, label: t('quotes.before') }] : [])].concat(
    later.map((each) => ({ id: each.id, label: String(each.number) })),
  )
  return (
    <section className="card" aria-label={t('quotes.versions')}>
      <h2>{t('quotes.versions')}</h2>
      <ul className="quote-versions">
        {others.map((other) => (
          <li key={other.id} className="row">
            <Link to="/$plural/$id" params={{ plural: 'quotes', id: other.id }} className="link">
              {other.label}
            </Link>
            <Button size="small" className="push" onClick={() => setComparing(other.id)}>
              {t('quotes.compare')}
            </Button>
          </li>
        ))}
      </ul>
      {comparing && (
        <Suspense>
          <Compare type={type} one={comparing} other={row.id} close={() => setComparing(null)} />
        </Suspense>
      )}
    </section>
  )
}
