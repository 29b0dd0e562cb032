import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { post } from '@/api/client'
import { useType } from '@/api/queries'
import { changed } from '@/api/records'
import { may } from '@/api/types'
import { moment } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { useWaiting, type Waiting } from '../inbox/inbox'
import './approvals.css'

/** What waits for one's word, made for a thumb: reason and figures, then yes or no. */
export default function Approvals() {
  const waiting = useWaiting()
  const deputies = useType('deputies')
  const navigate = useNavigate()
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('automation.approvals')}</h1>
        <div className="acts">
          <Button onClick={() => navigate({ to: '/$plural', params: { plural: 'approvals' } })}>
            {t('automation.approvals.all')}
          </Button>
          {may(deputies, 'create') && (
            <Button onClick={() => navigate({ to: '/$plural', params: { plural: 'deputies' } })}>
              {deputies?.pluralLabel}
            </Button>
          )}
        </div>
      </div>
      {waiting.isPending && <Loading />}
      {waiting.isError && <Failed error={waiting.error} again={() => waiting.refetch()} />}
      {waiting.data?.items.length === 0 && (
        <Empty icon="check" title={t('automation.approvals.none')}>
          {t('automation.approvals.none.hint')}
        </Empty>
      )}
      <ul className="approvals">
        {waiting.data?.items.map((item) => (
          <Ask key={item.id} item={item} />
        ))}
      </ul>
    </div>
  )
}

function Ask({ item }: { item: Waiting }) {
  const [refusing, setRefusing] = useState(false)
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  async function decide(verb: 'approve' | 'reject') {
    setBusy(true)
    try {
      await post(`/approvals/${item.id}/${verb}`, comment ? { comment } : {})
      const said = { title: item.title }
      say(verb === 'approve' ? t('automation.approved', said) : t('automation.rejected', said))
      void changed()
    } catch (problem) {
      complain(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className="card approval">
      <h2>
        {item.subjectPlural ? (
          <Link to="/$plural/$id" params={{ plural: item.subjectPlural, id: item.subject }}>
            {item.title}
          </Link>
        ) : (
          item.title
        )}
      </h2>
      <p className="muted">
        {item.owner?.name} · {item.createdAt && moment(item.createdAt)}
      </p>
      {item.reason && <p>{item.reason}</p>}
      {item.facts && item.facts.length > 0 && (
        <dl>
          {item.facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {refusing && (
        <Input.TextArea
          autoFocus
          rows={3}
          aria-label={t('automation.why')}
          placeholder={t('automation.why')}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      )}
      <div className="approval-acts">
        {refusing ? (
          <>
            <Button size="large" onClick={() => setRefusing(false)}>
              {t('ui.cancel')}
            </Button>
            <Button
              size="large"
              danger
              type="primary"
              disabled={busy || !comment.trim()}
              onClick={() => decide('reject')}
            >
              {t('automation.reject')}
            </Button>
          </>
        ) : (
          <>
            <Button size="large" onClick={() => setRefusing(true)}>
              {t('automation.reject')}
            </Button>
            <Button size="large" type="primary" disabled={busy} onClick={() => decide('approve')}>
              {t('automation.approve')}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}
