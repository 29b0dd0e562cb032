import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { type RecordPage, someQuery } from '@/api/records'
import type { Row, Type } from '@/api/types'
import { FieldValue } from '@/records/fields/value'
import { t } from '@/ui/text'

const Compare = lazy(() => import('./compare'))

/** More than anybody makes of one quote. */
const MOST = 50

/** The versions beside this one, and what changed between them and it. */
export function Versions({ type, row, page }: { type: Type; row: Row; page: RecordPage }) {
  const [comparing, setComparing] = useState<string | null>(null)
  const alone = !row.revises && !page.lists?.revisions?.items.length
  const first = JSON.stringify(String(row.number).replace(/-v\d+$/, ''))
  const filter = `number == ${first} || number.startsWith(${first} + "-v")`
  const found = useQuery({
    ...someQuery('quotes', { select: 'id,number,status', filter, sort: 'revision' }, MOST),
    enabled: !alone,
  })
  const others = found.data?.items.filter(({ id }) => id !== row.id) ?? []
  const status = type.fields.find(({ name }) => name === 'status')
  if (alone || others.length === 0) return null
  return (
    <section className="card" aria-label={t('quotes.versions')}>
      <h2>{t('quotes.versions')}</h2>
      <ul className="quote-versions">
        {others.map((other) => (
          <li key={other.id} className="row">
            <Link to="/$plural/$id" params={{ plural: 'quotes', id: other.id }} className="link">
              {String(other.number)}
            </Link>
            {status && <FieldValue field={status} value={other.status} row={other} />}
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
