import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Input, Modal } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { type Fault, Problem } from '@/api/client'
import { useSession, useType, useTypeNamed } from '@/api/queries'
import { changed, recordQuery, someQuery } from '@/api/records'
import { idOf, type Row, type Type, type Value } from '@/api/types'
import Control from '@/records/fields/control'
import { useNames } from '@/records/fields/names'
import { Said } from '@/records/lists/said'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { locale, t, tx } from '@/ui/text'
import { say } from '@/ui/toast'
import { APPROVAL, act, askToEnter, fillAndMove, isAsked, needsYes, type Stage, useStages } from './pipeline'

export type Asking = {
  kind: 'ask'
  row: Row
  stage: string
  name: string
  error: Problem
  /** What was filled in before. */
  given?: Record<string, Value>
}
export type Ending = { kind: 'end'; row: Row; end: 'won' | 'lost' }
export type Moving = Asking | Ending

type Closing = { close: () => void; moved?: (row: Row) => void }

/**
 * What a stage still asks for, all at once, with the fields to fill in: filled and moved in one write, of the record
 * as it is by now, since a click on a stage may have saved what was typed before.
 */
export function MoveDialog({ row: shown, stage, name, error, given, close, moved }: Asking & Closing) {
  const row = useQuery(recordQuery('opportunities', shown.id)).data ?? shown
  const type = useType('opportunities')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [values, setValues] = useState<Record<string, Value>>(given ?? {})
  const [reason, setReason] = useState('')
  const form = useRef<HTMLDivElement>(null)
  const asked = useAsked(stage)
  const asks = asked.others || needsYes(problem ?? error)
  const all = [...error.errors, ...(problem?.errors ?? [])]
  const faults = all.filter((fault) => fault.field !== 'stage')
  const names = [...new Set(faults.map((fault) => fault.field))]
  const fields = names.flatMap((each) => type?.fields.find((f) => f.name === each && !f.readOnly) ?? [])
  const conditional = all.some(isCondition)
  const wrong = problem && own(problem)
  async function go() {
    setBusy(true)
    try {
      const answer = asks
        ? await askToEnter(row, stage, values, reason)
        : await fillAndMove(row, stage, values)
      await changed()
      say(asks && !answer ? t('sales.move.asked', { stage: name }) : t('sales.board.moved', { stage: name }))
      if (answer) moved?.(answer)
      close()
    } catch (again) {
      // what the last answer asked for stays until the next is there
      setProblem(again as Problem)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={t('sales.move', { stage: name })}
      okText={asks ? t('sales.move.askYes') : t('sales.move', { stage: name })}
      okButtonProps={{ loading: busy }}
      cancelText={t('ui.cancel')}
      onOk={go}
      onCancel={close}
      afterOpenChange={(open) => open && form.current?.querySelector<HTMLElement>('input, textarea')?.focus()}
    >
      <div className="stack" ref={form}>
        <Asked type={type} stage={asked} asks={asks} conditional={conditional} unmet={unmet(problem)} />
        {wrong && <WhatIsWrong error={wrong} fields={fields.map((f) => f.name)} />}
        {fields.map((field) => (
          <Labelled
            key={field.name}
            label={field.label}
            error={wrong?.byField()[field.name]}
            required={faults.some((fault) => fault.field === field.name && !isCondition(fault))}
          >
            {(id) => (
              <Control
                id={id}
                field={field}
                row={row}
                value={field.name in values ? values[field.name] : row[field.name]}
                onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
              />
            )}
          </Labelled>
        ))}
        {asks && (
          <Labelled label={t('sales.reason')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={3}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Labelled>
        )}
      </div>
    </Modal>
  )
}

function isCondition(fault: Fault): boolean {
  return fault.code === 'opportunity.stage-condition'
}

/** Does its condition still not hold after a try? */
function unmet(problem: Problem | null): boolean {
  return Boolean(problem?.errors.some(isCondition))
}

/** What is wrong beside the stage's condition, which is said once above all fields; null where nothing is. */
function own(problem: Problem): Problem | null {
  const errors = problem.errors.filter((fault) => !isCondition(fault) && fault.code !== APPROVAL)
  return errors.length > 0 || problem.errors.length === 0
    ? new Problem(problem.status, { ...problem.body, errors })
    : null
}

/** What a stage asks of those who come in; `others`: the reader's own yes isn't enough. */
function useAsked(stage: string) {
  const { user } = useSession()
  const question = { select: 'id,entry,entryHint,approvers', filter: `id == "${stage}"` }
  const found = useQuery({ ...someQuery('stages', question, 1), retry: false })
  const row = found.data?.items[0]
  const approvers = (row?.approvers ?? []) as string[]
  return {
    entry: row?.entry ? String(row.entry) : '',
    hint: row?.entryHint ? String(row.entryHint) : '',
    approvers,
    others: approvers.length > 0 && !approvers.includes(user.id),
  }
}

type AskedProps = {
  type?: Type
  stage: ReturnType<typeof useAsked>
  asks: boolean
  conditional: boolean
  unmet: boolean
}

/** What the stage asks, in the words of whoever set it up, else in ours; and who must agree. */
function Asked({ type, stage, asks, conditional, unmet }: AskedProps) {
  const { entry, hint, approvers } = stage
  const people = useNames(useTypeNamed('user'), asks ? approvers : []).filter((name) => name !== '–')
  return (
    <>
      {!asks && <p className="second">{t('sales.move.asks')}</p>}
      {asks && (
        <p className="second">
          {people.length > 1
            ? t('sales.move.oneOf', { people: listed(people) })
            : people.length === 1
              ? t('sales.move.agrees', { person: people[0] as string })
              : t('sales.move.somebody')}
        </p>
      )}
      {conditional && (hint || entry) && (
        <p className={unmet ? 'wrong' : undefined} role={unmet ? 'alert' : undefined}>
          {t('sales.move.condition')} {hint || (type && <Said cel={entry} type={type} />)}
        </p>
      )}
    </>
  )
}

function listed(names: string[]): string {
  return new Intl.ListFormat(locale(), { type: 'disjunction' }).format(names)
}

const REASONS = {
  lost: ['price', 'product', 'competitor', 'budget', 'timing', 'noAnswer'],
  won: ['price', 'fits', 'service', 'relationship', 'delivery', 'quality'],
}

/** Asks why it ended so: a lost one must say, a won one may. What the stage asks for is asked next. */
export function EndDialog({ row, end, close, moved }: Ending & Closing) {
  const choosing = useRef(false)
  const [reason, setReason] = useState('')
  const { busy, error, attempt } = useAttempt()
  const stage = useEnd(row, end)
  const verb = end === 'won' ? 'win' : 'lose'
  if (stage && isAsked(error)) {
    const given = reason ? { [end === 'won' ? 'wonReason' : 'lostReason']: reason } : undefined
    const asking = { kind: 'ask' as const, row, stage: stage.id, name: stage.name, error, given }
    return <MoveDialog {...asking} close={close} moved={moved} />
  }
  async function go() {
    await attempt(async () => {
      const answer = await act(row.id, verb, reason.trim() ? { reason: reason.trim() } : {})
      moved?.(answer)
      close()
    })
  }
  /** Enter takes the reason that the arrows came to, else it confirms. */
  function key({ key, nativeEvent }: KeyboardEvent) {
    if (key === 'Enter' && !choosing.current && !nativeEvent.isComposing && (end === 'won' || reason.trim()))
      void go()
    choosing.current = key.startsWith('Arrow')
  }
  const atField = error instanceof Problem ? error.byField().reason : undefined
  return (
    <Modal
      open
      title={end === 'won' ? t('sales.win') : t('sales.lose')}
      okText={end === 'won' ? t('sales.end.won') : t('sales.end.lost')}
      okButtonProps={{ loading: busy, disabled: end === 'lost' && !reason.trim() }}
      cancelText={t('ui.cancel')}
      onOk={go}
      onCancel={close}
    >
      <div className="stack">
        {!atField && <WhatIsWrong error={error} />}
        <Labelled label={t('sales.reason')} required={end === 'lost'} error={atField}>
          {(id) => (
            <AutoComplete
              id={id}
              className="field-input"
              autoFocus
              defaultActiveFirstOption={false}
              value={reason}
              onChange={setReason}
              onKeyDown={key}
              options={REASONS[end].map((each) => ({ value: tx(`sales.reasons.${each}`) }))}
            />
          )}
        </Labelled>
      </div>
    </Modal>
  )
}

/** The stage of its pipeline in which an opportunity ends so. */
function useEnd(row: Row, end: Stage['kind']): Stage | undefined {
  const stages = useStages()
  const now = stages.find((each) => each.id === idOf(row.stage))
  return stages.find((each) => each.kind === end && each.pipeline === now?.pipeline)
}
