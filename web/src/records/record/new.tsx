import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useType } from '@/api/queries'
import { create } from '@/api/records'
import { makes } from '@/api/types'
import { begin } from '@/ui/focus'
import { Empty } from '@/ui/states'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import { Closed } from '../closed'
import { tellAdvice } from './advised'
import { RecordForm } from './form'

/** Makes a record of any kind. */
export default function NewRecord() {
  const { plural = '' } = useParams({ strict: false }) as { plural?: string }
  const type = useType(plural)
  const navigate = useNavigate()
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => begin(page.current), [plural])
  if (!type) return <Closed />
  if (!makes(type)) {
    return (
      <Empty icon="lock" title={t('ui.forbidden')}>
        {t('ui.forbidden.hint')}
      </Empty>
    )
  }
  const back = () => void navigate({ to: '/$plural', params: { plural } })
  return (
    <div ref={page} className="page page-narrow">
      <div className="page-head">
        <h1>{t('records.new', { type: type.label })}</h1>
      </div>
      <RecordForm
        type={type}
        draft={`${plural}/new`}
        submitLabel={t('records.create')}
        send={(values, key) => create(plural, values, key)}
        done={(row) => {
          say(t('records.created', { name: String(row[type.title] ?? '') }))
          tellAdvice(row)
          void navigate({ to: '/$plural/$id', params: { plural, id: row.id } })
        }}
        cancel={back}
      />
    </div>
  )
}
