import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { get } from '@/api/client'
import { undoUnit } from '@/api/records'
import { moment } from '@/ui/format'
import { Segmented } from '@/ui/segmented'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import type { Run } from './rule'

const OUTCOMES = ['', 'fired', 'false', 'refused']

/** What became of a web hook that the rule called. */
function told({ url, state, tries, problem }: Run['calls'][number]): string {
  const words = [tx(`automation.call.${state}`, { host: url.split('/')[2] ?? url })]
  if (problem) words.push(problem)
  if (tries > 0 && state !== 'delivered') words.push(t('automation.call.tries', { n: tries }))
  return words.join(' · ')
}

/** What the rule made of each event, and why; what it did in one go can be taken back. */
export function Runs({ rule }: { rule: string }) {
  const [outcome, setOutcome] = useState('')
  const runs = useQuery({
    queryKey: ['records', 'rules', 'runs', rule, outcome],
    queryFn: () => get<{ items: Run[] }>(`/rules/${rule}/runs${outcome ? `?outcome=${outcome}` : ''}`),
    refetchInterval: 5_000,
  })
  const undo = (unit: string) =>
    undoUnit(unit)
      .then(() => say(t('automation.undone')))
      .catch(complain)
  return (
    <section className="card stack" aria-label={t('automation.runs')}>
      <header className="row wrap">
        <h2>{t('automation.runs')}</h2>
        <Segmented
          size="small"
          value={outcome}
          options={OUTCOMES.map((each) => ({
            value: each,
            label: tx(`automation.outcome.${each || 'all'}`),
          }))}
          onChange={setOutcome}
        />
      </header>
      {runs.isPending && <Loading rows={4} />}
      {runs.isError && <Failed error={runs.error} again={() => runs.refetch()} small />}
      {runs.data?.items.length === 0 && <Empty icon="history" title={t('automation.runs.none')} small />}
      {runs.data && runs.data.items.length > 0 && (
        <div className="ledger-scroll">
          <table className="ledger">
            <tbody>
              {runs.data.items.map((run, i) => (
                <tr key={`${run.record}${run.at}${i}`}>
                  <td className="muted">{moment(run.at)}</td>
                  <td>
                    {run.plural ? (
                      <Link to="/$plural/$id" params={{ plural: run.plural, id: run.record }}>
                        {run.title ?? '…'}
                      </Link>
                    ) : (
                      (run.title ?? '…')
                    )}
                  </td>
                  <td>
                    <div className="rule-run">
                      <div>
                        {tx(`automation.outcome.${run.outcome}`)}
                        {run.reason && <span className="muted"> · {run.reason}</span>}
                        {run.calls.map((call, n) => (
                          <p key={n} className={call.state === 'failed' ? 'wrong' : 'muted'}>
                            {told(call)}
                          </p>
                        ))}
                      </div>
                      {run.unit && (
                        <Button size="small" onClick={() => undo(run.unit as string)}>
                          {t('automation.undo')}
                        </Button>
                      )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
