import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { newKey, post } from '@/api/client'
import { changed, pageQuery, useTypeOf } from '@/api/records'
import { may, type Row, type Type } from '@/api/types'
import { type Sending, upload } from '@/api/upload'
import { Facts } from '@/records/record/facts'
import { Lead, RecordHead } from '@/records/record/head'
import { FileButton } from '@/ui/filebutton'
import { moment, number } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import '@/records/record/record.css'
import './diary.css'

/** One activity, made for the phone: check in, take a picture, write what came of it. */
export default function ActivityPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('activities', id))
  const type = useTypeOf('activities', found.data)
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={8} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const row = found.data.record
  const visits = row.kind === 'visit' || row.kind === 'meeting'
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        lead={<Lead type={type} row={row} names={['kind', 'account', 'contact', 'at', 'owner']} />}
        handled={['complete', 'check-in']}
      />
      <div className="record-columns record-two">
        <div>
          {visits && <CheckIn type={type} row={row} />}
          {may(type, 'update') && !row.done && <Complete row={row} />}
        </div>
        <section className="card" aria-label={t('records.fields')}>
          <Facts type={type} row={row} without={['photo', 'latitude', 'longitude', 'accuracy']} hideEmpty />
        </section>
      </div>
    </div>
  )
}

function position(): Promise<GeolocationPosition | null> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) resolve(null)
    else
      navigator.geolocation.getCurrentPosition(resolve, () => resolve(null), {
        enableHighAccuracy: true,
        timeout: 15_000,
      })
  })
}

function CheckIn({ type, row }: { type: Type; row: Row }) {
  const [place, setPlace] = useState(String(row.place ?? ''))
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState(false)
  async function go() {
    setAsking(true)
    const here = await position()
    setAsking(false)
    if (!here && !place.trim()) return setRefused(true)
    const where = here && {
      latitude: here.coords.latitude,
      longitude: here.coords.longitude,
      accuracy: Math.round(here.coords.accuracy),
    }
    await post(
      `/activities/${row.id}/check-in`,
      { ...where, place: place.trim() || undefined },
      { idempotencyKey: newKey() },
    )
    await changed('activities')
  }
  const writes = may(type, 'update')
  return (
    <section className="card stack" aria-label={t('customers.checkin')}>
      <h2>{t('customers.checkin')}</h2>
      {row.checkedInAt ? (
        <p>
          <Icon name="check" size={14} />{' '}
          {t('customers.checkin.done', { at: moment(String(row.checkedInAt)) })}{' '}
          {Boolean(row.place) && <b>{String(row.place)}</b>}{' '}
          {row.accuracy !== null && row.accuracy !== undefined && (
            <span className="muted">
              {number(Number(row.latitude), 4)}, {number(Number(row.longitude), 4)} ·{' '}
              {t('customers.checkin.near', { metres: number(Number(row.accuracy), 0) })}
            </span>
          )}
        </p>
      ) : (
        writes && (
          <>
            <Input
              aria-label={t('customers.checkin.where')}
              placeholder={t('customers.checkin.where')}
              value={place}
              onChange={(event) => setPlace(event.target.value)}
            />
            {refused && <p className="wrong">{t('customers.checkin.refused')}</p>}
            <Button type="primary" size="large" loading={asking} onClick={() => go().catch(complain)}>
              {asking ? t('customers.checkin.asking') : t('customers.checkin.now')}
            </Button>
          </>
        )
      )}
      <Photo row={row} writes={writes} />
    </section>
  )
}

function Photo({ row, writes }: { row: Row; writes: boolean }) {
  async function keep(file: File, how: Sending) {
    await upload(`/activities/${row.id}/photo`, file, how)
    await changed('activities')
    say(t('customers.checkin.kept'))
  }
  return (
    <>
      {Boolean(row.photo) && (
        <img
          className="visit-photo"
          src={`/api/v1/activities/${row.id}/photo?v=${row.version}`}
          alt={t('customers.checkin.picture')}
        />
      )}
      {writes && <FileButton label={t('customers.checkin.photo')} accept="image/*" camera take={keep} />}
    </>
  )
}

function Complete({ row }: { row: Row }) {
  const [outcome, setOutcome] = useState('')
  async function done() {
    await post(
      `/activities/${row.id}/complete`,
      { outcome: outcome || undefined },
      { idempotencyKey: newKey() },
    )
    await changed()
    say(t('customers.day.done', { task: String(row.subject ?? '') }))
  }
  return (
    <section className="card stack" aria-label={t('customers.complete')}>
      <Input.TextArea
        aria-label={t('customers.complete.outcome')}
        placeholder={t('customers.complete.outcome')}
        rows={3}
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
      />
      <div className="row">
        <Button onClick={() => done().catch(complain)}>{t('customers.complete')}</Button>
      </div>
    </section>
  )
}
