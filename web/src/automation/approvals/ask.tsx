import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { post } from '@/api/client'
import { changed } from '@/api/records'
import { moment } from '@/ui/format'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import type { Waiting } from '../inbox/inbox'
import './approvals.css'

/** One question: who asks, why, the figures, and two large answers. */
export function Ask({ item }: { item: Waiting }) {
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
    <section className="card approval" aria-label={item.title}>
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
    </section>
  )
}
