import type { Field } from '@/api/types'
import type { Op } from './filter'

/** The questions one can ask of a field, by its kind; the first is the one a new row starts with. */
export function opsOf(field: Field): Op[] {
  if (field.kind === 'references' || field.kind === 'multiChoice' || field.many) return ['has', 'lacks']
  switch (field.kind) {
    case 'number':
    case 'money':
      return ['atLeast', 'is', 'not', 'over', 'under', 'atMost', 'empty', 'set']
    case 'date':
    case 'instant':
      return ['lastDays', 'beforeDays', 'thisPeriod', 'lastPeriod', 'atLeast', 'under', 'empty', 'set']
    case 'boolean':
      return ['true', 'false']
    case 'choice':
      return ['in', 'is', 'not', 'empty', 'set']
    case 'reference':
      return field.target === 'user' ? ['me', 'is', 'not', 'empty', 'set'] : ['is', 'not', 'empty', 'set']
    case 'duration':
      return ['atLeast', 'over', 'under', 'atMost', 'empty', 'set']
    case 'file':
      return ['empty', 'set']
    default:
      return ['contains', 'is', 'not', 'starts', 'ends', 'empty', 'set']
  }
}

export function needsValue(op: Op): boolean {
  return !['empty', 'set', 'me', 'true', 'false'].includes(op)
}
