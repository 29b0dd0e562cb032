import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { typesQuery, useType, useTypes } from '@/api/queries'
import { pageQuery, recordQuery, update, useTypeOf } from '@/api/records'
import { idOf, may } from '@/api/types'
import { useNames } from '@/records/fields/names'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { type Preview, previewOf, sayUndone, takeBack, UndoDialog } from '@/records/units/undo'
import { number } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { act } from '../leads/leads'
import { Rules } from './rules'
import '@/records/record/record.css'
import '../leads/leads.css'

type Going = { type: string; field: string; count: number; to: Record<string, number> }

/** Everything of a leaver: first what would go, then the deed, with its way back. */
export default function HandOverPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const types = useQuery(typesQuery)
  const found = useQuery(pageQuery('hand-overs', id))
  const type = useTypeOf('hand-overs', found.data)
  const [going, setGoing] = useState<Going[] | null>(null)
  const [unsaved, setUnsaved] = useState(false)
  const [back, setBack] = useState<Preview | null>(null)
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading rows={10} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const row = found.data.record
  const draft = row.status === 'draft'
  const label = (name: string) => types.data?.find((each) => each.name === name)?.pluralLabel ?? name
  async function look() {
    setGoing((await act<{ items: Going[] }>('hand-overs', id, 'preview')).items)
  }
  async function run() {
    const done = await act<{ unit: string }>('hand-overs', id, 'run')
    say(t('leads.handOver.done'), () => takeBack(done.unit))
    setGoing(null)
  }
  return (
    <div className="page record">
      <RecordHead
        type={type}
        row={row}
        marks={<span className="mark">{draft ? t('leads.handOver.draft') : t('leads.handOver.isDone')}</span>}
        handled={['preview', 'run']}
        next={
          <>
            {draft && (
              <Button
                disabled={unsaved}
                onClick={() => look().catch(complain)}
                type={going ? 'default' : 'primary'}
              >
                {t('leads.handOver.preview')}
              </Button>
            )}
            {draft && going && may(type, 'update') && (
              <Button type="primary" disabled={unsaved} onClick={() => run().catch(complain)}>
                {t('leads.handOver.run')}
              </Button>
            )}
            {!draft && <Leaver id={idOf(row.from)} />}
            {!draft && row.unit && (
              <Button onClick={() => previewOf(String(row.unit)).then(setBack).catch(complain)}>
                {t('leads.handOver.undo')}
              </Button>
            )}
          </>
        }
      />
      {back && (
        <UndoDialog
          preview={back}
          title={t('leads.handOver.undo')}
          close={() => setBack(null)}
          done={sayUndone}
        />
      )}
      <div className="record-columns record-two">
        <div>
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} without={['unit', 'counts', 'rules']} hideEmpty />
          </section>
        </div>
        <div>
          {draft && may(type, 'update') && (
            <Rules key={row.version} row={row} saved={() => setGoing(null)} unsaved={setUnsaved} />
          )}
          {!draft && <Went counts={row.counts} label={label} />}
          {going && (
            <section className="card" aria-label={t('leads.handOver.going')}>
              <h2>{t('leads.handOver.going')}</h2>
              {going.length === 0 && <p className="muted">{t('leads.handOver.nothing')}</p>}
              <ul className="leads-list">
                {going.map((each) => (
                  <li key={each.type + each.field} className="row">
                    <span>
                      {label(each.type)} <Receivers to={each.to} />
                    </span>
                    <span className="push num">
                      <Which going={each} from={idOf(row.from)} />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </div>
  )
}

/** What of these is over and stays where it is. */
const UNDER_WAY: Record<string, string> = {
  activity: '!done',
  opportunity: 'stage.kind == "open"',
  order: '!(status in ["completed", "cancelled", "returned"])',
}

/** How many, leading to the records themselves where a list of them can be told by their owner. */
function Which({ going, from }: { going: Going; from: string }) {
  const type = useTypes().find((each) => each.name === going.type)
  if (!type || going.field !== 'owner') return number(going.count)
  return (
    <Link
      to="/$plural"
      params={{ plural: type.plural }}
      search={{ filter: [`owner == "${from}"`, UNDER_WAY[going.type]].filter(Boolean).join(' && ') }}
      className="link"
    >
      {number(going.count)}
    </Link>
  )
}

/** Who has handed over everything need not sign in any more. */
function Leaver({ id }: { id: string }) {
  const users = useType('users')
  const found = useQuery({ ...recordQuery('users', id), enabled: may(users, 'update'), retry: false })
  const leaver = found.data
  if (!leaver?.active) return null
  const name = String(leaver.name ?? '')
  async function end(version: number) {
    const saved = await update('users', id, version, { active: false })
    say(t('leads.handOver.deactivated', { name }), () => update('users', id, saved.version, { active: true }))
  }
  return (
    <Button onClick={() => end(leaver.version).catch(complain)}>
      {t('leads.handOver.deactivate', { name })}
    </Button>
  )
}

/** Who gets how many; of one who gets all of them the row says it already. */
function Receivers({ to }: { to: Record<string, number> }) {
  const users = useType('users')
  const names = useNames(users, Object.keys(to))
  const counts = Object.values(to)
  const told = names.map((name, i) => (counts.length > 1 ? `${name} ${number(counts[i] ?? 0)}` : name))
  return <span className="muted">{told.join(' · ')}</span>
}

/** What was handed over, by kind. */
function Went({ counts, label }: { counts: unknown; label: (name: string) => string }) {
  const read = typeof counts === 'string' ? JSON.parse(counts) : counts
  const went = Object.entries((read ?? {}) as Record<string, number>)
  if (went.length === 0) return null
  return (
    <section className="card" aria-label={t('leads.handOver.went')}>
      <h2>{t('leads.handOver.went')}</h2>
      <ul className="leads-list">
        {went.map(([name, n]) => (
          <li key={name} className="row">
            <span>{label(name)}</span>
            <span className="push num">{number(n)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
