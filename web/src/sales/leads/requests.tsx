import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { someQuery } from '@/api/records'
import { type Row, valueAt } from '@/api/types'
import { Labelled } from '@/ui/form'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { act } from './leads'

const MINE = 'owner == me() && status == "open"'
const PLURAL = 'cooperation-requests'

/** Who asks to work on what is mine; nothing at all while nobody does. */
export function CooperationRequests() {
  const found = useQuery(
    someQuery(PLURAL, { select: 'id,title,reason,asker.name', filter: MINE, sort: 'createdAt' }, 20),
  )
  if (!found.data?.items.length) return null
  return (
    <section className="card" aria-label={t('leads.requests')}>
      <header>
        <h2>{t('leads.requests')}</h2>
      </header>
      <ul className="home-list">
        {found.data.items.map((row) => (
          <Request key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Request({ row }: { row: Row }) {
  const [declining, setDeclining] = useState(false)
  const [why, setWhy] = useState('')
  const navigate = useNavigate()
  const title = String(row.title ?? '')
  async function accept(write: boolean) {
    const { link } = await act<{ link: string }>(PLURAL, row.id, 'accept', { write })
    say(t('leads.requests.accepted', { title }))
    await navigate({ to: link })
  }
  async function decline() {
    await act(PLURAL, row.id, 'decline', { reason: why })
    say(t('leads.requests.declined'))
  }
  return (
    <li>
      <div className="row wrap">
        <span className="home-text">
          <Link to="/$plural/$id" params={{ plural: PLURAL, id: row.id }} className="link">
            {title}
          </Link>{' '}
          <span className="muted">
            {t('leads.requests.by', { name: String(valueAt(row, 'asker.name') ?? '') })}
          </span>
        </span>
        <Button size="small" type="primary" onClick={() => accept(true).catch(complain)}>
          {t('leads.requests.write')}
        </Button>
        <Button size="small" onClick={() => accept(false).catch(complain)}>
          {t('leads.requests.read')}
        </Button>
        <Button size="small" aria-expanded={declining} onClick={() => setDeclining(!declining)}>
          {t('leads.requests.decline')}
        </Button>
      </div>
      <p className="muted">{String(row.reason ?? '')}</p>
      {declining && (
        <form
          className="row wrap"
          onSubmit={(event) => {
            event.preventDefault()
            decline().catch(complain)
          }}
        >
          <Labelled label={t('leads.requests.why')} required>
            {(id) => <Input id={id} autoFocus value={why} onChange={(e) => setWhy(e.target.value)} />}
          </Labelled>
          <Button htmlType="submit" size="small" disabled={!why.trim()}>
            {t('leads.requests.decline')}
          </Button>
        </form>
      )}
    </li>
  )
}
