import { useEffect, useRef } from 'react'
import { idOf, type Row, type Value } from '@/api/types'
import { t } from '@/ui/text'
import type { Mover } from './board'
import type { Stage } from './pipeline'

export type Visit = {
  id: string
  stage: Value
  enteredAt: string
  leftAt?: string | null
  duration?: string | null
}

function days(visit: Visit): number {
  const end = visit.leftAt ? Date.parse(visit.leftAt) : Date.now()
  return Math.max(0, Math.round((end - Date.parse(visit.enteredAt)) / 86_400_000))
}

/** So much of the stage before stays in sight. */
const LEFT_BEFORE = 48

type Props = { row: Row; stages: Stage[]; visits: Visit[]; onMove?: Mover }

/**
 * The stages in a line: where it stands, how long it stood where, and a click to move it. On a phone it begins there.
 * The one that it came to is not switched off, since it has the keyboard.
 */
export function StagePath({ row, stages, visits, onMove }: Props) {
  const here = idOf(row.stage)
  const now = stages.find((stage) => stage.id === here)
  const line = useRef<HTMLOListElement>(null)
  const shown = stages.filter((stage) => stage.kind === 'open' || stage.id === here)
  useEffect(() => {
    const stands = line.current?.querySelector<HTMLElement>('.path-here')
    if (here && stands && line.current)
      line.current.scrollLeft = stands.offsetLeft - line.current.offsetLeft - LEFT_BEFORE
  }, [here, shown.length])
  return (
    <ol ref={line} className="path" aria-label={t('sales.path')}>
      {shown.map((stage) => {
        const spent = visits.filter((visit) => idOf(visit.stage) === stage.id)
        const total = spent.reduce((sum, visit) => sum + days(visit), 0)
        const passed = now?.kind === 'won' || (now ? stage.position < now.position : false)
        const kind = stage.id === here ? `path-here path-${stage.kind}` : passed ? 'path-passed' : ''
        return (
          <li key={stage.id} className={`path-stage ${kind}`}>
            <button
              type="button"
              className="plain"
              disabled={stage.id !== here && (!onMove || now?.kind !== 'open')}
              aria-current={stage.id === here ? 'step' : undefined}
              onClick={() =>
                stage.id !== here &&
                onMove?.(row, here, { stage: stage.id, name: stage.name, kind: stage.kind })
              }
            >
              <b>{stage.name}</b>
              <span className="muted">
                {stage.id === here
                  ? t('sales.path.here', { n: total })
                  : spent.length > 0
                    ? t('sales.path.days', { n: total })
                    : ''}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
