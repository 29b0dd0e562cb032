import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { pageQuery, useTypeOf } from '@/api/records'
import { WriteMail } from '@/channels/write'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { NextAction } from '../accounts/next'
import { Attachments } from '../attachments'
import { Addressing, AddressList, Dates } from '../person'
import { Relations } from '../relations'
import '@/records/record/record.css'

const HANDLED = [
  'activities',
  'dates',
  'preferences',
  'relations',
  'relatedContacts',
  'relatedAccounts',
  'addresses',
  'attachments',
]

/** One person: how to address them, how to reach them, what was talked about. */
export default function ContactPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('contacts', id))
  const type = useTypeOf('contacts', found.data)
  const name = found.data ? String(found.data.record.name ?? '') : ''
  useEffect(() => {
    if (name) remember({ type: 'contact', id, title: name })
  }, [name])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const page = found.data
  const row = page.record
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        lead={<Lead type={type} row={row} names={['jobTitle', 'account', 'phone', 'email']} />}
        next={
          <>
            <WriteMail type={type} row={row} />
            <NextAction page={page} />
          </>
        }
      />
      <div className="record-columns">
        <div>
          <Addressing type={type} page={page} />
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={['formOfAddress', 'preferredChannel']} hideEmpty />
          </section>
        </div>
        <div>{page.timeline && <Timeline type={type} row={row} first={page.timeline} field="contact" />}</div>
        <div>
          <Dates type={type} page={page} />
          <Relations type={type} page={page} />
          <AddressList type={type} page={page} />
          <RelatedLists type={type} page={page} without={HANDLED} />
          <Attachments field="contact" id={row.id} />
        </div>
      </div>
    </div>
  )
}
