import { useTypeNamed, useTypes } from '@/api/queries'
import type { Field, Type, Value } from '@/api/types'
import { moment, number } from '@/ui/format'
import { t } from '@/ui/text'
import { useNames } from './names'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** The one list that any form may edit: which fields a stage asks for. Others have pages of their own. */
export function typed(field: Field): boolean {
  return !['formula', 'extension', 'file'].includes(field.kind) && (field.kind !== 'json' || isAsked(field))
}

/** Does it hold several of a list? */
export function several(field: Field): boolean {
  return field.kind === 'multiChoice' || field.kind === 'references' || Boolean(field.many) || isAsked(field)
}

export function isAsked(field: Field): boolean {
  return field.kind === 'json' && field.name === 'asked'
}

/** A name of a kind of record or of a field, in the reader's words. */
function labelOf(types: Type[], name: string): string {
  const kind = types.find((type) => type.plural === name)
  if (kind) return kind.pluralLabel
  const near = ['leads', 'opportunities'].flatMap(
    (plural) => types.find((type) => type.plural === plural) ?? [],
  )
  for (const type of [...near, ...types]) {
    const field = type.fields.find((each) => each.name === name)
    if (field) return field.label
  }
  return name
}

type Pair = { label: string; value: Value }

/** What is kept as data, as a person reads it: labels for names, people for their ids, one line an entry. */
export function Told({ value }: { value: object }) {
  const types = useTypes()
  const lines = Array.isArray(value) ? value : pairs(types, value)
  return (
    <ul className="told">
      {lines.map((line, i) => (
        <li key={i}>
          <Line types={types} line={line} />
        </li>
      ))}
    </ul>
  )
}

function pairs(types: Type[], value: object): Pair[] {
  return Object.entries(value).map(([name, inner]) => ({ label: labelOf(types, name), value: inner }))
}

function isPair(line: object): line is Pair {
  return 'label' in line && 'value' in line
}

function Line({ types, line }: { types: Type[]; line: Value }) {
  if (typeof line === 'string') return labelOf(types, line)
  if (typeof line !== 'object' || line === null) return <One value={line} />
  if (isPair(line)) {
    return (
      <>
        <span className="muted">{line.label}</span> <One value={line.value} />
      </>
    )
  }
  const parts = Object.entries(line).filter(([, part]) => part !== null && part !== '')
  return parts.map(([name, part], i) => (
    <span key={name}>
      {i > 0 && ' · '}
      {name === 'type' ? labelOf(types, String(part)) : <One value={part} />}
    </span>
  ))
}

function One({ value }: { value: Value }) {
  if (typeof value === 'number') return number(value)
  if (typeof value === 'boolean') return value ? t('records.yes') : t('records.no')
  if (Array.isArray(value)) {
    return value.map((each, i) => (
      <span key={i}>
        {i > 0 && ', '}
        <One value={each} />
      </span>
    ))
  }
  if (typeof value === 'object' && value !== null) return <Told value={value} />
  const text = String(value ?? '')
  if (ID.test(text)) return <Somebody id={text} />
  return INSTANT.test(text) ? moment(text) : text
}

function Somebody({ id }: { id: string }) {
  return useNames(useTypeNamed('user'), [id]).join('')
}
