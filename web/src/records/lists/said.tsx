import { useTypes } from '@/api/queries'
import { type Field, fieldAt, type Type } from '@/api/types'
import { t, tx } from '@/ui/text'
import { FieldValue } from '../fields/value'
import { type Condition, fromCel, type Node } from './filter'
import { needsValue } from './ops'

/** A condition as a person says it: labels for names and values; what has no words stays the expression. */
export function Said({ cel, type }: { cel: string; type: Type }) {
  const { all, items } = fromCel(cel)
  return <Joined all={all} items={items} type={type} />
}

function Joined({ all, items, type }: { all: boolean; items: Node[]; type: Type }) {
  return items.map((node, i) => (
    <span key={i}>
      {i > 0 && <span className="muted"> {all ? t('records.filter.and') : t('records.filter.or')} </span>}
      <NodeText node={node} type={type} />
    </span>
  ))
}

export function NodeText({ node, type }: { node: Node; type: Type }) {
  const field = fieldAt(useTypes(), type, node.is === 'condition' ? node.path : '')
  if (node.is === 'text') return <span className="code">{node.cel}</span>
  if (node.is === 'group')
    return (
      <>
        (<Joined all={node.all} items={node.items} type={type} />)
      </>
    )
  return (
    <>
      <b>{field?.label ?? node.path}</b> <ConditionWords condition={node} />
      {field && needsValue(node.op) && !worded(node) && (
        <>
          {' '}
          <FieldValue field={listField(field, node)} value={node.value} plain />
        </>
      )}
    </>
  )
}

function listField(field: Field, node: Condition): Field {
  if (!Array.isArray(node.value)) return { ...field, many: false }
  return { ...field, kind: field.target ? 'references' : 'multiChoice' }
}

function worded(node: Condition): boolean {
  return ['lastDays', 'beforeDays', 'thisPeriod', 'lastPeriod'].includes(node.op)
}

function ConditionWords({ condition }: { condition: Condition }) {
  if (!worded(condition)) return <>{tx(`records.op.${condition.op}`)}</>
  const value = String(condition.value ?? '')
  const period = tx(`records.period.${value}`, {}, value)
  return <>{tx(`records.says.${condition.op}`, { n: value, period })}</>
}
