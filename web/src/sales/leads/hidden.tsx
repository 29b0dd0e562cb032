import { Button, Input } from 'antd'
import { useState } from 'react'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import { act } from './leads'

/** What others have already: nothing of it is shown, but whoever has it can be asked to work on it together. */
export function Hidden({ lead, team }: { lead: string; team: string }) {
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  async function ask() {
    try {
      await act('leads', lead, 'cooperate', { team, reason })
      setAsking(false)
      say(t('leads.asked'))
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <div className="stack">
      <div className="row wrap">
        <span>{team ? t('leads.hidden', { team }) : t('leads.hiddenNoTeam')}</span>
        {!asking && (
          <Button size="small" onClick={() => setAsking(true)}>
            {t('leads.ask')}
          </Button>
        )}
      </div>
      {asking && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void ask()
          }}
        >
          <WhatIsWrong error={error} />
          <Labelled label={t('leads.ask.reason')} required>
            {(id) => <Input id={id} autoFocus value={reason} onChange={(e) => setReason(e.target.value)} />}
          </Labelled>
          <div>
            <Button htmlType="submit" size="small" type="primary" disabled={!reason.trim()}>
              {t('leads.ask.send')}
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
