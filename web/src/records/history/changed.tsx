import { useTypes } from '@/api/queries'
import type { Change, HistoryItem } from '@/api/records'
import type { Field, Row, Type } from '@/api/types'
import { t } from '@/ui/text'
import { FieldValue } from '../fields/value'

/** The record in the currency that its amounts were in after a version; `items` from the newest on. */
function asOf(row: Row, items: HistoryItem[], version: number): Row {
  const later = items.filter((item) => item.version > version).flatMap((item) => item.changes)
  const changed = later.filter((change) => change.field === 'currency' && !change.part).at(-1)
  return changed ? { ...row, currency: changed.before } : row
}

type Props = { type: Type; row: Row; items: HistoryItem[]; item: HistoryItem; most?: number }

/** What one version changed, from what to what. */
export function Changes({ type, row, items, item, most }: Props) {
  const types = useTypes()
  const after = asOf(row, items, item.version)
  const before = asOf(row, items, item.version - 1)
  const changes = item.changes.filter((change) => !isKey(fieldOf(types, type, change))).slice(0, most)
  return (
    <dl className="facts">
      {changes.map((change, i) => {
        const field = fieldOf(types, type, change)
        return (
          <div key={`${change.field}${change.part ?? ''}${i}`} className="fact">
            <dt>{change.label}</dt>
            <dd>
              <Side field={field} row={before} value={change.before} gone />
              {' → '}
              <Side field={field} row={after} value={change.after} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** What the program keeps for itself, such as the keys of reasons that a page says in words. */
function isKey(field: Field): boolean {
  return field.kind === 'json' && field.readOnly === true
}

/** The field of the record, or of the part that `addresses.kind` names. */
function fieldOf(types: Type[], type: Type, change: Change): Field {
  const [list = '', name] = change.field.split('.')
  const part = name && type.relations.find((relation) => relation.name === list)
  const of = part ? types.find((each) => each.plural === part.targetPlural) : type
  const field = of?.fields.find((each) => each.name === (name ?? list))
  return field ?? { name: change.field, label: change.label, kind: 'text' }
}

function Side({ field, row, value, gone }: { field: Field; row: Row; value: unknown; gone?: boolean }) {
  if (value === null || value === undefined || value === '') return <span className="muted">–</span>
  const untitled = typeof value === 'object' && 'title' in value && value.title === null
  if (untitled) return <span className="muted">{t('records.history.unseen')}</span>
  const text = <FieldValue field={field} row={row} value={value} plain />
  return gone ? <del>{text}</del> : text
}
