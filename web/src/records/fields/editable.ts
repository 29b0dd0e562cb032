import type { Field, Type } from '@/api/types'
import { typed } from './told'

/** The fields a person may fill in, required ones first. What is kept as JSON is edited on its kind's own page. */
export function editable(type: Type): Field[] {
  const own = type.fields.filter((f) => !f.readOnly && f.access !== 'read' && f.access !== 'mask' && typed(f))
  return [...own.filter(asked), ...own.filter((f) => !asked(f))]
}

/** What nobody but the reader can fill in. */
export function asked(field: Field): boolean {
  return Boolean(field.required && !field.filled)
}
