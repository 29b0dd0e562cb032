import { AutoComplete, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Problem } from '@/api/client'
import { useType } from '@/api/queries'
import { changed } from '@/api/records'
import type { Row, Value } from '@/api/types'
import { FieldInput } from '@/records/fields/input'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t, tx } from '@/ui/text'
import { say } from '@/ui/toast'
import { act, askToEnter, fillAndMove, idOf, isAsked, needsYes, type Stage, useStages } from './pipeline'

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

/** What a stage still asks for, all at once, with the fields to fill in: filled and moved in one write. */
export function MoveDialog({ row, stage, name, error, given, close }: Asking & { close: () => void }) {
  const type = useType('opportunities')
  const [problem, setProblem] = useState<Problem>(error)
  const [values, setValues] = useState<Record<string, Value>>(given ?? {})
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState('')
  const asks = needsYes(problem)
  const faults = [...error.errors, ...problem.errors].filter((fault) => fault.field !== 'stage')
  const names = [...new Set(faults.map((fault) => fault.field))]
  const fields = names.flatMap((each) => type?.fields.find((f) => f.name === each && !f.readOnly) ?? [])
  const wrong = problem.byField()
  async function go() {
    setBusy(true)
    try {
      if (asks) await askToEnter(row, stage, values, reason)
      else await fillAndMove(row, stage, values)
      await changed()
      say(asks ? t('sales.move.asked', { stage: name }) : t('sales.board.moved', { stage: name }))
      close()
    } catch (again) {
      setProblem(again as Problem)
    } finally {
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
    >
      <div className="stack">
        {!asks && <p className="second">{t('sales.move.asks')}</p>}
        <WhatIsWrong error={problem} fields={fields.map((f) => f.name)} />
        {fields.map((field) => (
          <Labelled key={field.name} label={field.label} error={wrong[field.name]} required>
            {(id) => (
              <FieldInput
                id={id}
                field={field}
                row={row}
                value={values[field.name] ?? row[field.name]}
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

const REASONS = {
  lost: ['price', 'product', 'competitor', 'budget', 'timing', 'noAnswer'],
  won: ['price', 'product', 'service', 'relationship', 'delivery', 'quality'],
}

/** Asks why it ended so: a lost one must say, a won one may. What the stage asks for is asked next. */
export function EndDialog({ row, end, close }: Ending & { close: () => void }) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const stage = useEnd(row, end)
  const verb = end === 'won' ? 'win' : 'lose'
  if (stage && isAsked(error)) {
    const given = reason ? { [end === 'won' ? 'wonReason' : 'lostReason']: reason } : undefined
    const asking = { kind: 'ask' as const, row, stage: stage.id, name: stage.name, error, given }
    return <MoveDialog {...asking} close={close} />
  }
  async function go() {
    try {
      await act(row.id, verb, reason || end === 'lost' ? { reason } : {})
      close()
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Modal
      open
      title={end === 'won' ? t('sales.win') : t('sales.lose')}
      okText={end === 'won' ? t('sales.end.won') : t('sales.end.lost')}
      cancelText={t('ui.cancel')}
      onOk={go}
      onCancel={close}
    >
      <div className="stack">
        <WhatIsWrong error={error} fields={['reason']} />
        <Labelled label={t('sales.reason')} required={end === 'lost'}>
          {(id) => (
            <AutoComplete
              id={id}
              className="field-input"
              autoFocus
              value={reason}
              onChange={setReason}
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
