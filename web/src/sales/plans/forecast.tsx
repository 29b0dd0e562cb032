import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, InputNumber, Modal } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { get } from '@/api/client'
import { useType } from '@/api/queries'
import { changed, create, update } from '@/api/records'
import type { Row } from '@/api/types'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { day, moment, money } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import { FIGURES, type Forecast, forecastQuery, HEADS, type Node } from './figures'
import { usePeriod } from './period'
import './plans.css'

const History = lazy(() => import('@/records/history/history'))

/** What a period will bring, rolled up the teams, beside what managers say instead. */
export default function ForecastPage() {
  const { period, chooser } = usePeriod()
  const found = useQuery({
    ...forecastQuery(period),
    placeholderData: (before) => before,
  })
  const [saying, setSaying] = useState<Node | null>(null)
  const [telling, setTelling] = useState<Row | null>(null)
  const entries = useType('forecast-entries')
  if (found.isPending) return <Loading rows={8} />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const answer = found.data
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.sales.forecast')}</h1>
        {chooser}
      </div>
      <p className="muted plan-hint">{t('sales.forecast.hint')}</p>
      {answer.nodes.length === 0 ? (
        <Empty icon="chart" title={t('sales.forecast.none')} />
      ) : (
        <section className="card ledger-scroll" aria-label={t('app.sales.forecast')}>
          <table className="ledger">
            <thead>
              <tr>
                <th>{t('sales.forecast.who')}</th>
                {FIGURES.map((name) => (
                  <th key={name} className="num">
                    {HEADS[name]()}
                  </th>
                ))}
                <th className="num">{t('sales.forecast.said')}</th>
              </tr>
            </thead>
            <tbody>
              {answer.nodes.map((node) => (
                <tr key={node.id}>
                  <td style={{ paddingLeft: 8 + depth(answer.nodes, node) * 20 }}>
                    {node.kind === 'team' ? <b>{node.name}</b> : node.name || '–'}
                  </td>
                  {FIGURES.map((name) => (
                    <td key={name} className="num">
                      <Link
                        to="/$plural"
                        params={{ plural: 'opportunities' }}
                        search={{ filter: behind(answer, node, name), sort: '-amountBase' } as never}
                      >
                        {money(Number(node[name]), null, true)}
                      </Link>
                    </td>
                  ))}
                  <td className="num">
                    <Said node={node} say={node.mayOverride ? setSaying : undefined} tell={setTelling} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td>
                  <b>{t('sales.forecast.total')}</b>
                </td>
                {FIGURES.map((name) => (
                  <td key={name} className="num">
                    <b>{money(Number(answer.total[name]), null, true)}</b>
                  </td>
                ))}
                <td />
              </tr>
            </tfoot>
          </table>
        </section>
      )}
      <WhatChanged />
      {saying && <SayDialog node={saying} period={period} close={() => setSaying(null)} />}
      {telling && entries && (
        <Suspense>
          <History type={entries} row={telling} close={() => setTelling(null)} />
        </Suspense>
      )}
    </div>
  )
}

function depth(nodes: Node[], node: Node): number {
  const parent = nodes.find((each) => each.id === node.parent)
  return parent && parent !== node ? Math.min(depth(nodes, parent) + 1, 6) : 0
}

function teamsBelow(nodes: Node[], id: string): string[] {
  const own = nodes.filter((each) => each.kind === 'team' && each.parent === id && each.id !== id)
  return [id, ...own.flatMap((each) => teamsBelow(nodes, each.id))]
}

/** The condition that opens the opportunities that a figure counts, in whole or in part. */
function behind(answer: Forecast, node: Node, figure: (typeof FIGURES)[number]): string {
  const teams = teamsBelow(answer.nodes, node.id)
    .map((id) => `"${id}"`)
    .join(', ')
  const who =
    node.kind === 'person'
      ? node.id
        ? `(owner == "${node.id}" || members.exists(m, m.user == "${node.id}" && m.credit > 0))`
        : 'owner == null'
      : `(owner.team in [${teams}] || members.exists(m, m.credit > 0 && (m.team in [${teams}] || m.user.team in [${teams}])))`
  const within = `closeDate >= date("${answer.from}") && closeDate <= date("${answer.until}")`
  const counted = {
    won: 'stage.kind == "won"',
    commit: '(stage.kind == "won" || stage.kind == "open" && forecast == "commit")',
    bestCase: '(stage.kind == "won" || stage.kind == "open" && forecast in ["commit", "bestCase"])',
    pipeline: 'stage.kind != "lost" && (stage.kind == "won" || forecast != "omitted")',
  }[figure]
  return `${who} && ${within} && ${counted}`
}

type SaidProps = { node: Node; say?: (node: Node) => void; tell: (entry: Row) => void }

function Said({ node, say: open, tell }: SaidProps) {
  const said = node.override
  return (
    <span className="row forecast-said">
      {said && (
        <span title={said.note ?? undefined}>
          <b>{money(Number(said.amount), null, true)}</b>
          <br />
          <span className="muted">
            {t('sales.forecast.by', { who: said.owner?.name ?? '', at: moment(said.updatedAt) })}
          </span>
        </span>
      )}
      {said && (
        <Button
          size="small"
          type="text"
          aria-label={t('sales.forecast.history')}
          icon={<Icon name="history" size={14} />}
          onClick={() => tell({ id: said.id, version: said.version })}
        />
      )}
      {open && (
        <Button
          size="small"
          type="text"
          aria-label={t('sales.forecast.say')}
          icon={<Icon name="edit" size={14} />}
          onClick={() => open(node)}
        />
      )}
    </span>
  )
}

function SayDialog({ node, period, close }: { node: Node; period: string; close: () => void }) {
  const [amount, setAmount] = useState<number | null>(node.override ? Number(node.override.amount) : null)
  const [note, setNote] = useState(node.override?.note ?? '')
  const [error, setError] = useState<unknown>(null)
  async function keep() {
    const values = { amount, note: note || null }
    try {
      if (node.override) await update('forecast-entries', node.override.id, node.override.version, values)
      else
        await create('forecast-entries', {
          ...values,
          period,
          [node.kind === 'team' ? 'team' : 'person']: node.id,
        })
      await changed()
      say(t('sales.forecast.kept'))
      close()
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Modal
      open
      title={`${t('sales.forecast.say')} · ${node.name} · ${period}`}
      okText={t('ui.save')}
      cancelText={t('ui.cancel')}
      onOk={keep}
      onCancel={close}
    >
      <div className="stack">
        <WhatIsWrong error={error} fields={[]} />
        <Labelled label={t('sales.forecast.said')} required>
          {(id) => (
            <InputNumber<number>
              id={id}
              className="field-input"
              autoFocus
              controls={false}
              value={amount}
              onChange={(value) => setAmount(value ?? null)}
            />
          )}
        </Labelled>
        <Labelled label={t('sales.forecast.note')}>
          {(id) => <Input id={id} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Labelled>
      </div>
    </Modal>
  )
}

type Change = {
  id: string
  name: string
  owner?: { name: string }
  stage?: { name: string; kind: string }
  amountBase?: number | null
  created: boolean
  changes: Record<string, { before: unknown; after: unknown }>
}

/** From the change log: what came, moved, grew, shrank or was put off. */
function WhatChanged() {
  const found = useQuery({
    queryKey: ['records', 'opportunities', 'changes'],
    queryFn: () => get<{ items: Change[] }>('/forecast/changes'),
  })
  if (!found.data) return null
  const items = found.data.items
  return (
    <section className="card changed" aria-label={t('sales.changed')}>
      <h2>{t('sales.changed')}</h2>
      {items.length === 0 && <p className="muted">{t('sales.changed.none')}</p>}
      <ul className="home-list">
        {items.slice(0, 40).map((each) => (
          <li key={each.id} className="row wrap">
            <Link to="/$plural/$id" params={{ plural: 'opportunities', id: each.id }} className="link">
              {each.name}
            </Link>
            <span className="muted">{each.owner?.name}</span>
            {each.created && <span className="mark mark-good">{t('sales.changed.new')}</span>}
            {each.changes.stage && (
              <span className="mark">{t('sales.changed.stage', { stage: each.stage?.name ?? '' })}</span>
            )}
            {each.changes.amountBase && <Amount {...each.changes.amountBase} />}
            {each.changes.closeDate && (
              <span className="muted">
                {t('sales.changed.closes', {
                  before: each.changes.closeDate.before ? day(String(each.changes.closeDate.before)) : '–',
                  after: each.changes.closeDate.after ? day(String(each.changes.closeDate.after)) : '–',
                })}
              </span>
            )}
            {each.amountBase !== null && each.amountBase !== undefined && (
              <span className="push">{money(Number(each.amountBase), null, true)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Amount({ before, after }: { before: unknown; after: unknown }) {
  const less = Number(after ?? 0) < Number(before ?? 0)
  return (
    <span className={less ? 'mark mark-wrong' : 'mark mark-good'}>
      {t('sales.changed.amount', {
        before: money(Number(before ?? 0), null, true),
        after: money(Number(after ?? 0), null, true),
      })}
    </span>
  )
}
