/** What `GET /types` says of every kind of record: the page is drawn from it. */

export type Kind =
  | 'text'
  | 'longText'
  | 'number'
  | 'money'
  | 'date'
  | 'instant'
  | 'duration'
  | 'boolean'
  | 'choice'
  | 'multiChoice'
  | 'reference'
  | 'references'
  | 'email'
  | 'phone'
  | 'url'
  | 'file'
  | 'formula'
  | 'extension'
  | 'json'

export type Choice = { value: string; label: string }

export type Field = {
  name: string
  label: string
  kind: Kind
  required?: boolean
  /** Required, but the program fills it in where it is left empty. */
  filled?: boolean
  readOnly?: boolean
  unique?: boolean
  custom?: boolean
  many?: boolean
  choices?: Choice[] | null
  target?: string | null
  /** Which records of the target are offered to choose from, as a filter; all where absent. */
  offers?: string | null
  help?: string | null
  access?: 'read' | 'write' | 'mask'
  /** Where it stands in forms. */
  area?: string
  sortable?: boolean
  filterable?: boolean
  /** Whether a sum over several records says anything. */
  addsUp?: boolean
  /** A day that comes back every year, such as a birthday. */
  yearly?: boolean
  fields?: Field[] | null
}

export type Relation = {
  name: string
  label: string
  target: string
  targetPlural: string
  field: string
  part?: boolean
}

/** A business verb; `fields` is null where only a page of its own can ask what it needs. */
export type Verb = { name: string; label: string; needs: Right; input?: unknown; fields?: Field[] | null }
export type Scope = 'own' | 'team' | 'tree' | 'all' | null
export type Right = 'read' | 'create' | 'update' | 'delete' | 'import' | 'export'

export type Type = {
  name: string
  plural: string
  label: string
  pluralLabel: string
  title: string
  custom?: boolean
  partOf?: string | null
  /** By which verbs its records are made, where nobody makes them by hand. */
  byDesk?: string | null
  fields: Field[]
  relations: Relation[]
  verbs: Verb[]
  permissions: Partial<Record<Right, Scope | boolean>>
}

export type Value = unknown
export type Row = { id: string; version: number; createdAt?: string; updatedAt?: string } & Record<
  string,
  Value
>

export function may(type: Type | undefined, right: Right): boolean {
  return Boolean(type?.permissions?.[right])
}

/** What one may do with one record, where a right reaches some of its type only. */
export type Rights = { update: boolean; delete: boolean }

/** A type as far as one's rights reach a record of it: nothing is offered there that would be refused. */
export function within(type: Type, rights: Rights): Type {
  const refused = Object.entries(rights)
    .filter(([, may]) => !may)
    .map(([right]) => right)
  return {
    ...type,
    verbs: type.verbs.filter((verb) => !refused.includes(verb.needs)),
    permissions: { ...type.permissions, ...Object.fromEntries(refused.map((right) => [right, null])) },
  }
}

/** Does somebody read a field as it is, neither hidden nor masked? */
export function sees(type: Type | undefined, name: string): boolean {
  const access = type?.fields.find((field) => field.name === name)?.access
  return access === 'read' || access === 'write'
}

/** May somebody make such a record by hand? */
export function makes(type: Type | undefined): boolean {
  return may(type, 'create') && !type?.byDesk
}

/** The field at a path such as `owner.name` or `value.rfm`, with a label that names the way to it. */
export function fieldAt(types: Type[], type: Type, path: string): Field | undefined {
  const [head, ...rest] = path.split('.')
  const field = type.fields.find((f) => f.name === head)
  if (!field || rest.length === 0) return field
  const inside = innerFields(types, field)
  const inner = inside && fieldAt(types, { ...type, fields: inside }, rest.join('.'))
  if (!inner) return undefined
  const label =
    field.kind === 'extension' || inner.name === 'name' ? inner.label : `${field.label}: ${inner.label}`
  return {
    ...inner,
    name: path,
    label: field.kind === 'reference' && inner.name === 'name' ? field.label : label,
    readOnly: true,
    required: false,
  }
}

function innerFields(types: Type[], field: Field): Field[] | undefined {
  if (field.kind === 'extension') return field.fields ?? []
  return types.find((t) => t.name === field.target)?.fields
}

/** The id of a reference, nested or not; empty where there is none. */
export function idOf(value: Value): string {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : String(value ?? '')
}

/** The name of a nested reference; empty where there is none. */
export function nameOf(value: Value): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name ?? '') : ''
}

/** The value at a path in a nested answer; an answer may also carry flat keys. */
export function valueAt(row: Record<string, Value>, path: string): Value {
  if (path in row) return row[path]
  let value: Value = row
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Record<string, Value>)[step]
  }
  return value
}
