import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTypes } from '@/api/queries'
import { pageQuery, useTypeOf } from '@/api/records'
import type { Relation, Row } from '@/api/types'
import { remember } from '@/ui/recent'
import { Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { Closed } from '../closed'
import { Facts } from './facts'
import { RecordHead } from './head'
import { RelatedLists, RelatedTable } from './related'
import { Timeline } from './timeline'
import './record.css'

/** The page of any record: its fields, what happened, and what refers to it. */
export default function RecordPage() {
  const { plural = '', id = '' } = useParams({ strict: false }) as { plural?: string; id?: string }
  const found = useQuery(pageQuery(plural, id))
  const type = useTypeOf(plural, found.data)
  const title = found.data && type ? String(found.data.record[type.title] ?? '') : ''
  useEffect(() => {
    if (title && type) remember({ type: type.name, id, title })
  }, [title])
  if (!type) return <Closed />
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const page = found.data
  return (
    <div className="page record">
      <RecordHead type={type} row={page.record} />
      <div className="record-columns record-two">
        <section className="card record-side" aria-label={t('records.fields')}>
          <Facts type={type} row={page.record} />
        </section>
        <div className="stack">
          {type.relations.map(
            (relation) =>
              relation.part && <Parts key={relation.name} relation={relation} row={page.record} />,
          )}
          {page.timeline && <Timeline type={type} row={page.record} first={page.timeline} />}
          <RelatedLists type={type} page={page} />
        </div>
      </div>
    </div>
  )
}

/** What the record is made up of, such as the lines of a shipment. */
function Parts({ relation, row }: { relation: Relation; row: Row }) {
  const types = useTypes()
  const target = types.find((each) => each.name === relation.target)
  const rows = row[relation.name]
  if (!target || !Array.isArray(rows) || rows.length === 0) return null
  return (
    <section className="card" aria-label={relation.label}>
      <h2>{relation.label}</h2>
      <RelatedTable {...{ types, target }} hide={relation.field} rows={rows as Row[]} open={false} />
    </section>
  )
}
