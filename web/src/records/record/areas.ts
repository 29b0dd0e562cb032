import type { Field } from '@/api/types'
import { t } from '@/ui/text'

/** Where fields stand in forms and on record pages, from top to bottom. */
const AREAS = ['main', 'reach', 'address', 'serve', 'own', 'rest'] as const
export type Area = (typeof AREAS)[number]

/** Fewer fields than this are seen at a glance. */
const MANY = 8

export type Section = { area: Area; fields: Field[] }

/** The fields in their areas, required ones first; few fields are one area. */
export function areasOf(fields: Field[]): Section[] {
  const placed = (area: Area) =>
    fields.filter((field) => (fields.length < MANY ? 'main' : (field.area ?? 'main')) === area)
  return AREAS.map((area) => ({ area, fields: placed(area) })).filter((each) => each.fields.length > 0)
}

export function labelOfArea(area: Area): string {
  const labels: Record<Area, string> = {
    main: t('records.area.main'),
    reach: t('records.area.reach'),
    address: t('records.area.address'),
    serve: t('records.area.serve'),
    own: t('records.area.own'),
    rest: t('records.area.rest'),
  }
  return labels[area]
}
