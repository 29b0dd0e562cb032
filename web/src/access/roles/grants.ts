import type { Right, Type } from '@/api/types'

export type ScopeName = 'own' | 'team' | 'tree' | 'all'
export type FieldRight = 'none' | 'mask' | 'read' | 'write'
export type Grant = {
  type: string
  verbs: Partial<Record<Right, ScopeName | null>>
  fields: Record<string, FieldRight>
}

export const VERBS: Right[] = ['read', 'create', 'update', 'delete', 'import', 'export']
export const SCOPES: ScopeName[] = ['own', 'team', 'tree', 'all']
export const RIGHTS: FieldRight[] = ['none', 'mask', 'read', 'write']

/** The scopes that make sense: records that belong to everybody know only `all`. */
export function scopesOf(type: Type & { owned?: boolean }): ScopeName[] {
  return type.owned === false ? ['all'] : SCOPES
}

export function grantOf(grants: Grant[], type: Type): Grant {
  const known = grants.find((g) => g.type === type.plural || g.type === type.name)
  return { type: type.plural, verbs: {}, fields: {}, ...known }
}

/** The grants with one of them changed; a grant that gives nothing is left out. */
export function withGrant(grants: Grant[], changed: Grant, type: Type): Grant[] {
  const others = grants.filter((g) => g.type !== type.plural && g.type !== type.name)
  const verbs = Object.fromEntries(Object.entries(changed.verbs).filter(([, scope]) => scope))
  const gives = Object.keys(verbs).length > 0 || Object.keys(changed.fields ?? {}).length > 0
  return gives ? [...others, { ...changed, verbs, fields: changed.fields ?? {} }] : others
}
