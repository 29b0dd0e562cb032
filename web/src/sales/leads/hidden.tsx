import { Button, Input } from 'antd'
import { useState } from 'react'
import { useType } from '@/api/queries'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import { act } from './leads'

/** Ask to work on it together, or say that it is one's own. */
const WAYS = ['cooperate', 'contest'] as const
type Way = (typeof WAYS)[number]

/** What others have already: nothing of it is shown, but whoever has it can be asked, or have it disputed. */
export function Hidden({ lead: id, team }: { lead: string; team: string }) {
  const lead = useType('leads')
  const [asking, setAsking] = useState<Way | null>(null)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const ways = WAYS.filter((way) => lead?.verbs.some((verb) => verb.name === way))
  function cancel() {
    setAsking(null)
    setError(null)
  }
  async function ask(way: Way) {
    try {
      await act('leads', id, way, { team, reason })
      cancel()
      setReason('')
      say(t(`leads.way.${way}.done`))
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <div className="stack">
      <div className="row wrap">
        <span>{team ? t('leads.hidden', { team }) : t('leads.hiddenNoTeam')}</span>
        {!asking &&
          ways.map((way) => (
            <Button key={way} size="small" onClick={() => setAsking(way)}>
              {t(`leads.way.${way}`)}
            </Button>
          ))}
      </div>
      {asking && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void ask(asking)
          }}
        >
          <WhatIsWrong error={error} />
          <Labelled label={t(`leads.way.${asking}.reason`)} required>
            {(field) => (
              <Input id={field} autoFocus value={reason} onChange={(e) => setReason(e.target.value)} />
            )}
          </Labelled>
          <div className="row">
            <Button htmlType="submit" size="small" type="primary" disabled={!reason.trim()}>
              {t(`leads.way.${asking}.send`)}
            </Button>
            <Button size="small" onClick={cancel}>
              {t('ui.cancel')}
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
