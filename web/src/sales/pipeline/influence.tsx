import { useNavigate } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { useTypeNamed } from '@/api/queries'
import type { RecordPage } from '@/api/records'
import { idOf, nameOf, type Row, type Type } from '@/api/types'
import { labelOf } from '@/records/fields/value'
import { PartList, partsOf } from '@/records/record/parts'
import { t } from '@/ui/text'

const STANCES = ['opponent', 'sceptic', 'neutral', 'supporter', 'champion']
const WIDTH = 320
const HEIGHT = 220
/** So near to an edge a name would not fit around its middle. */
const MARGIN = 48

function place(part: Row, index: number): { x: number; y: number } {
  const column = STANCES.indexOf(String(part.stance))
  const power = Number(part.power ?? 3)
  const shift = ((index % 3) - 1) * 9
  return {
    x: 34 + (column * (WIDTH - 68)) / 4 + shift,
    y: 24 + ((5 - power) * (HEIGHT - 64)) / 4 + shift / 2,
  }
}

/** A name stands below its circle; above it where the one before stands too near. */
function nameAt(parts: Row[], index: number): number {
  const { x, y } = place(parts[index] as Row, index)
  const above = parts.slice(0, index).some((part, i) => {
    const other = place(part, i)
    return Math.abs(other.x - x) < MARGIN && Math.abs(other.y - y) < 16
  })
  return above ? Math.max(10, y - 18) : y + 24
}

/** Who decides, drawn: to the right who is for us, above who counts; lines lead to whom one reports. */
export function InfluenceMap({ type, page }: { type: Type; page: RecordPage }) {
  const target = useTypeNamed('opportunity-stakeholder')
  const stance = target?.fields.find((f) => f.name === 'stance')
  const role = target?.fields.find((f) => f.name === 'role')
  const parts = partsOf(page, 'stakeholders')
  if (!target || !stance || !role) return null
  return (
    <section className="card" aria-label={t('sales.influence')}>
      <h2>{t('sales.influence')}</h2>
      {parts.length === 0 ? (
        <p className="muted">{t('sales.influence.none')}</p>
      ) : (
        <Drawing
          parts={parts}
          tell={(p) => telling(p, labelOf(role, String(p.role)), labelOf(stance, String(p.stance)))}
        />
      )}
      <PartList
        type={type}
        page={page}
        name="stakeholders"
        show={(part) => (
          <>
            {nameOf(part.contact)}{' '}
            <span className="muted">
              {labelOf(role, String(part.role))} · {labelOf(stance, String(part.stance))}
            </span>
          </>
        )}
      />
    </section>
  )
}

function telling(part: Row, role: string, stance: string): string {
  return t('sales.influence.label', {
    name: nameOf(part.contact),
    role,
    stance,
    power: Number(part.power ?? 3),
  })
}

function Drawing({ parts, tell }: { parts: Row[]; tell: (part: Row) => string }) {
  const navigate = useNavigate()
  const at = new Map(parts.map((part, i) => [idOf(part.contact), place(part, i)]))
  const open = (event: MouseEvent, part: Row) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void navigate({ to: '/$plural/$id', params: { plural: 'contacts', id: idOf(part.contact) } })
  }
  return (
    <svg
      className="influence"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="group"
      aria-label={t('sales.influence')}
    >
      <rect x={WIDTH / 2} y={0} width={WIDTH / 2} height={HEIGHT / 2} className="influence-ours" />
      <line x1={WIDTH / 2} y1={4} x2={WIDTH / 2} y2={HEIGHT - 20} className="influence-axis" />
      <line x1={4} y1={HEIGHT / 2} x2={WIDTH - 4} y2={HEIGHT / 2} className="influence-axis" />
      <text x={4} y={HEIGHT - 4} className="influence-word">
        {t('sales.influence.against')}
      </text>
      <text x={WIDTH - 4} y={HEIGHT - 4} textAnchor="end" className="influence-word">
        {t('sales.influence.for')}
      </text>
      {parts.map((part) => {
        const from = at.get(idOf(part.contact))
        const to = part.reportsTo ? at.get(idOf(part.reportsTo)) : undefined
        if (!from || !to) return null
        return <line key={part.id} x1={from.x} y1={from.y} x2={to.x} y2={to.y} className="influence-line" />
      })}
      {parts.map((part, i) => {
        const { x, y } = place(part, i)
        return (
          <a
            key={part.id}
            href={`/contacts/${idOf(part.contact)}`}
            onClick={(event) => open(event, part)}
            className={`influence-one influence-${part.stance}`}
          >
            <title>{tell(part)}</title>
            <circle cx={x} cy={y} r={6 + Number(part.power ?? 3) * 1.6} />
            <text
              x={x}
              y={nameAt(parts, i)}
              textAnchor={x > WIDTH - MARGIN ? 'end' : x < MARGIN ? 'start' : 'middle'}
            >
              {nameOf(part.contact)}
            </text>
          </a>
        )
      })}
    </svg>
  )
}
