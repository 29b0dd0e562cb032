import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTypeNamed } from '@/api/queries'
import { aggregateQuery, type RecordPage, someQuery } from '@/api/records'
import { idOf, may, type Row } from '@/api/types'
import { partsOf } from '@/records/record/parts'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { act } from './pipeline'

/** The play of the stage for this class of customer: what to do, say and send, and how often it worked. */
export function Plays({ page, customerClass }: { page: RecordPage; customerClass?: string }) {
  const row = page.record
  const stage = idOf(row.stage)
  const reads = may(useTypeNamed('play'), 'read')
  const found = useQuery({
    ...someQuery(
      'plays',
      {
        select: 'id,name,todo,say,send,customerClass',
        filter: `stage == "${stage}" && active == true`,
        sort: 'name',
      },
      20,
    ),
    enabled: reads,
  })
  const counted = useQuery({
    ...aggregateQuery('play-uses', {
      groupBy: ['play', 'opportunity.stage.kind'],
      measures: { n: 'count()' },
      filter: `play.stage == "${stage}"`,
      limit: 200,
    }),
    enabled: reads,
  })
  const used = new Set(partsOf(page, 'plays').map((part) => idOf(part.play)))
  const fitting = (found.data?.items ?? []).filter(
    (play) => !play.customerClass || play.customerClass === customerClass,
  )
  if (fitting.length === 0) return null
  const count = (play: Row, ...kinds: string[]) =>
    (counted.data?.items ?? [])
      .filter((g) => idOf(g.play) === play.id && kinds.includes(String(g['opportunity.stage.kind'])))
      .reduce((sum, g) => sum + Number(g.n), 0)
  return (
    <section className="card" aria-label={t('sales.play')}>
      <h2>{t('sales.play')}</h2>
      {fitting.map((play) => (
        <article key={play.id} className="play">
          <h3>{String(play.name)}</h3>
          <dl>
            {(['todo', 'say', 'send'] as const).map(
              (part) =>
                Boolean(play[part]) && (
                  <div key={part}>
                    <dt className="muted">{PARTS[part]()}</dt>
                    <dd>{String(play[part])}</dd>
                  </div>
                ),
            )}
          </dl>
          <div className="row wrap">
            <Button
              size="small"
              onClick={() =>
                act(row.id, 'play', { play: play.id })
                  .then(() => say(t('sales.play.used', { play: String(play.name) })))
                  .catch(complain)
              }
            >
              {t('sales.play.use')}
            </Button>
            {used.has(play.id) && <span className="mark">{t('sales.play.usedHere')}</span>}
            <span className="muted">
              {t('sales.play.success', {
                won: count(play, 'won'),
                closed: count(play, 'won', 'lost'),
                used: count(play, 'open', 'won', 'lost'),
              })}
            </span>
          </div>
        </article>
      ))}
    </section>
  )
}

const PARTS = {
  todo: () => t('sales.play.do'),
  say: () => t('sales.play.say'),
  send: () => t('sales.play.send'),
}
