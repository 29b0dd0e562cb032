import { useTypes } from '@/api/queries'
import type { Change } from '@/api/records'
import type { Field, Type } from '@/api/types'
import { FieldValue } from '../fields/value'

/** What one version changed, from what to what. */
export function Changes({ type, changes }: { type: Type; changes: Change[] }) {
  const types = useTypes()
  return (
    <dl className="facts">
      {changes.map((change, i) => {
        const field = fieldOf(types, type, change)
        return (
          <div key={`${change.field}${change.part ?? ''}${i}`} className="fact">
            <dt>{change.label}</dt>
            <dd>
              <Side field={field} value={change.before} gone />
              {' → '}
              <Side field={field} value={change.after} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** The field of the record, or of the part that `addresses.kind` names. */
function fieldOf(types: Type[], type: Type, change: Change): Field {
  const [list = '', name] = change.field.split('.')
  const part = name && type.relations.find((relation) => relation.name === list)
  const of = part ? types.find((each) => each.plural === part.targetPlural) : type
  const field = of?.fields.find((each) => each.name === (name ?? list))
  return field ?? { name: change.field, label: change.label, kind: 'text' }
}

function Side({ field, value, gone }: { field: Field; value: unknown; gone?: boolean }) {
  if (value === null || value === undefined || value === '') return <span className="muted">–</span>
  const text = <FieldValue field={field} value={value} plain />
  return gone ? <del>{text}</del> : text
}
