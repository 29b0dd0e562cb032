import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useSession, useTypeNamed } from '@/api/queries'
import { pageQuery, useTypeOf } from '@/api/records'
import { idOf, type Row } from '@/api/types'
import { labelOf } from '@/records/fields/value'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { useWaiting } from '../inbox/inbox'
import { Ask } from './ask'
import '@/records/record/record.css'

const LINKED = ['subjectType', 'subject', 'subjectVersion', 'currentStep']
const ASKED = ['title', 'reason', 'facts', 'state']

/** One approval: the question with its two answers while it waits for the reader, then how it went. */
export default function ApprovalPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('approvals', id))
  const type = useTypeOf('approvals', found.data)
  const waiting = useWaiting()
  const { user, administrator } = useSession()
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const page = found.data
  const row = page.record
  const asked = waiting.data?.items.find((item) => item.id === id)
  const waits = row.state === 'pending'
  const mine = administrator || idOf(row.owner) === user.id
  const handled = ['approve', 'reject', ...(asked ? [] : ['pass']), ...(waits && mine ? [] : ['withdraw'])]
  const state = type.fields.find((field) => field.name === 'state')
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        handled={handled}
        marks={state && <span className="mark">{labelOf(state, String(row.state ?? ''))}</span>}
        next={<Subject row={row} />}
      />
      <div className="record-columns record-two">
        <section className="card" aria-label={t('records.fields')}>
          <h2>{t('records.fields')}</h2>
          <Facts type={type} row={row} without={asked ? [...LINKED, ...ASKED] : LINKED} hideEmpty />
        </section>
        <div className={asked ? 'stack approval-first' : 'stack'}>
          {asked && <Ask item={asked} />}
          <RelatedLists type={type} page={page} />
          {page.timeline && <Timeline type={type} row={row} first={page.timeline} />}
        </div>
      </div>
    </div>
  )
}

/** The way to what the approval is about. */
function Subject({ row }: { row: Row }) {
  const subject = useTypeNamed(String(row.subjectType ?? ''))
  if (!subject) return null
  return (
    <Link
      to="/$plural/$id"
      params={{ plural: subject.plural, id: String(row.subject) }}
      className="reference"
    >
      {subject.label}
    </Link>
  )
}
