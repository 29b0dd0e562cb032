import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { pageQuery, type RecordPage, useTypeOf } from '@/api/records'
import type { Row, Type } from '@/api/types'
import { WriteMail } from '@/channels/write'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { RelatedLists } from '@/records/record/related'
import { Timeline } from '@/records/record/timeline'
import { remember } from '@/ui/recent'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { Attachments } from '../attachments'
import { Addressing, AddressList, Dates, People } from '../person'
import { Claim, Holders, Returns } from '../pooled'
import { Relations } from '../relations'
import { Team } from '../team'
import { NextAction } from './next'
import { Usual } from './usual'
import { ClassMarks, ValueCard } from './value'
import '@/records/record/record.css'

/** Everything about one customer on one page: how to address them, what happened, what they are worth. */
export default function AccountPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('accounts', id))
  const type = useTypeOf('accounts', found.data)
  const name = found.data ? String(found.data.record.name ?? '') : ''
  useEffect(() => {
    if (name) remember({ type: 'account', id, title: name })
  }, [name])
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return <AccountSheet type={type} page={found.data} />
}

function AccountSheet({ type, page }: { type: Type; page: RecordPage }) {
  const row = page.record
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={<ClassMarks type={type} row={row} />}
        lead={<AccountLead type={type} row={row} />}
        handled={['claim']}
        next={
          <>
            <WriteMail type={type} row={row} />
            <NextAction page={page} />
            <Claim plural="accounts" row={row} />
          </>
        }
      />
      <Returns row={row} />
      <div className="record-columns">
        <div>
          <Addressing type={type} page={page} />
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={['formOfAddress', 'preferredChannel']} hideEmpty />
          </section>
          <People page={page} />
          <Team type={type} page={page} />
          <Dates type={type} page={page} />
          <Relations type={type} page={page} />
          <AddressList type={type} page={page} />
        </div>
        <div>{page.timeline && <Timeline type={type} row={row} first={page.timeline} field="account" />}</div>
        <div>
          <ValueCard type={type} page={page} />
          <Usual page={page} />
          <RelatedLists type={type} page={page} only={['orders']} narrow />
          <RelatedLists type={type} page={page} without={[...HANDLED, 'orders']} narrow />
          <Holders plural="accounts" id={row.id} />
          <Attachments field="account" id={row.id} />
        </div>
      </div>
    </div>
  )
}

/** What has a place of its own on the page. */
const HANDLED = [
  'contacts',
  'members',
  'activities',
  'dates',
  'preferences',
  'relations',
  'relatedContacts',
  'relatedAccounts',
  'addresses',
  'attachments',
  'value',
]

function AccountLead({ type, row }: { type: Type; row: Row }) {
  return (
    <Lead type={type} row={row} names={['kind', 'city', 'country', 'industry', 'owner', 'pool', 'tags']} />
  )
}
