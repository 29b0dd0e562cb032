import { fieldAt, type Type } from '@/api/types'
import { pathsIn } from './celtree'
import type { ListState } from './state'

/** Whether somebody reads all that a list is filtered, sorted and grouped by: else its answer is a refusal. */
export function readable(types: Type[], type: Type, { filter, sort, group }: ListState): boolean {
  const sorted = sort?.split(',').map((each) => each.replace(/^-/, '')) ?? []
  const asked = [...pathsIn(filter ?? ''), ...sorted, ...(group ? [group] : [])]
  const parts = type.relations.filter((each) => each.part).map((each) => each.name)
  return asked.every((path) => {
    if (parts.includes(path.split('.')[0] ?? '')) return true
    const field = fieldAt(types, type, path)
    return field !== undefined && field.access !== 'mask'
  })
}
