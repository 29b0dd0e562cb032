import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '@/api/client'
import { useTypes } from '@/api/queries'
import { type RecordPage, someQuery } from '@/api/records'
import { type Field, may, type Relation, type Row, type Type, type Value } from '@/api/types'
import { editable } from '@/records/fields/editable'
import { FieldValue, labelOf, titleOf } from '@/records/fields/value'
import { AddPart, edited, inside, PartActs, PartDialog, partsOf, writeParts } from '@/records/record/parts'
import { count } from '@/ui/format'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'

/** Somebody tied to the record of the page. `from`: the list it was found in, where it is written down at the other. */
type Tie = { part: Row; other: Field; who: Row; said: string; kind: string; from: Relation | null }
type Props = { type: Type; page: RecordPage }

/** Chosen where this one brought the other: it is written down there, where its referrer is asked for. */
const BROUGHT = 'referred'

/** Who is tied to this one and how, seen from here, whichever of the two it was written down at. */
export function Relations({ type, page }: Props) {
  const types = useTypes()
  const [editing, setEditing] = useState<Tie | 'new' | null>(null)
  const [all, setAll] = useState(false)
  const own = type.relations.find((each) => each.name === 'relations')
  const target = types.find((each) => each.name === own?.target)
  const contacts = useOthers(type, page, 'relatedContacts', all)
  const accounts = useOthers(type, page, 'relatedAccounts', all)
  if (!own || !target) return null
  const ties = [
    ...partsOf(page, 'relations').flatMap((part) => tieOf(target, part, null) ?? []),
    ...[contacts, accounts].flatMap(({ relation, rows }) =>
      rows.flatMap((part) => tieOf(typeOf(types, relation), part, relation) ?? []),
    ),
  ].sort((a, b) => order(target, a) - order(target, b))
  const hidden = contacts.hidden + accounts.hidden
  const remove = (tie: Tie) => change(types, type, page, tie, null).catch(complain)
  return (
    <section className="card" aria-label={t('customers.relations')}>
      <h2>
        {t('customers.relations')}{' '}
        <span className="muted">{ties.length > 0 && count(ties.length + hidden)}</span>
      </h2>
      <ul className="parts">
        {ties.map((tie) => (
          <li key={tie.part.id} className="part">
            <span className="part-text">
              <span className="muted">{tie.said}</span> <FieldValue field={tie.other} value={tie.who} />{' '}
              <span className="muted">{String(tie.part.note ?? '')}</span>
            </span>
            {may(homeOf(types, type, tie), 'update') && (
              <PartActs
                what={titleOf(homeOf(types, type, tie) ?? type, tie.who)}
                edit={() => setEditing(tie)}
                remove={() => remove(tie)}
              />
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="plain muted" onClick={() => setAll(true)}>
          {t('records.showAll')}
        </button>
      )}
      {may(type, 'update') && <AddPart add={() => setEditing('new')} />}
      {editing && (
        <PartDialog
          title={t('customers.relations')}
          type={asked(type, page, target, editing)}
          start={editing === 'new' ? { kind: 'family' } : start(editing)}
          send={(values) => change(types, type, page, editing, values)}
          close={() => setEditing(null)}
        />
      )}
    </section>
  )
}

/** What others have written down about this one: the first of them, and all of them when asked for. */
function useOthers(type: Type, page: RecordPage, name: string, all: boolean) {
  const relation = type.relations.find((each) => each.name === name) ?? null
  const list = page.lists?.[name]
  const home = relation?.target.split('-')[0]
  const question = {
    select: `id,kind,role,reverseRole,note,${home}.id,${home}.name`,
    filter: `${relation?.field} == "${page.record.id}"`,
  }
  const more = useQuery({
    ...someQuery(relation?.targetPlural ?? '', question, 500),
    enabled: all && Boolean(relation && list && list.count > list.items.length),
  })
  const rows = more.data?.items ?? list?.items ?? []
  return { relation, rows, hidden: more.data ? 0 : (list?.count ?? 0) - rows.length }
}

function typeOf(types: Type[], relation: Relation | null): Type | undefined {
  return types.find((each) => each.name === relation?.target)
}

/** The type of the record that a tie is written down at. */
function homeOf(types: Type[], type: Type, tie: Tie): Type | undefined {
  return tie.from ? types.find((each) => each.name === typeOf(types, tie.from)?.partOf) : type
}

function order(target: Type, tie: Tie): number {
  const kinds = target.fields.find((field) => field.name === 'kind')?.choices ?? []
  return kinds.findIndex((choice) => choice.value === tie.kind)
}

/** A relation as it is seen from the record of the page; none where the other may not be seen. */
function tieOf(target: Type | undefined, part: Row, from: Relation | null): Tie | null {
  const names = from ? [target?.partOf ?? ''] : ['otherContact', 'otherAccount']
  const other = target?.fields.find((field) => names.includes(field.name) && part[field.name])
  const kinds = target?.fields.find((field) => field.name === 'kind')
  if (!other || !kinds) return null
  const kind = String(part.kind ?? '')
  const role = String((from ? part.reverseRole : part.role) ?? '')
  const referred = from ? t('customers.tie.referred') : t('customers.tie.referredBy')
  const said = role || (kind === 'referrer' ? referred : labelOf(kinds, kind))
  return { part, other, who: part[other.name] as Row, said, kind, from }
}

/** The fields that the form asks: who it is only where that may still change, and each role named from this side. */
function asked(type: Type, page: RecordPage, target: Type, editing: Tie | 'new'): Type {
  const there = editing !== 'new' && editing.from
  const name = titleOf(type, page.record)
  const left = there ? ['otherContact', 'otherAccount', type.name] : [type.name]
  const labels: Record<string, string> = {
    kind: t('customers.tie'),
    role: t('customers.tie.role', { name }),
    reverseRole: t('customers.tie.reverseRole', { name }),
  }
  const fields = target.fields
    .filter((field) => !left.includes(field.name))
    .map((field) => ({
      ...field,
      label: labels[field.name] ?? field.label,
      choices: field.name === 'kind' ? kinds(field, editing) : field.choices,
    }))
  return { ...target, fields }
}

function kinds(field: Field, editing: Tie | 'new') {
  const by = { value: 'referrer', label: t('customers.tie.referredBy') }
  const brought = { value: BROUGHT, label: t('customers.tie.referred') }
  const both = editing === 'new' ? [by, brought] : [editing.from ? { ...brought, value: 'referrer' } : by]
  return (field.choices ?? []).flatMap((choice) => (choice.value === 'referrer' ? both : [choice]))
}

function start({ part, from }: Tie): Record<string, Value> {
  const { kind, role, reverseRole, note } = part
  if (from) return { kind, role: reverseRole, reverseRole: role, note }
  const others = ['otherContact', 'otherAccount'].map((name) => [name, (part[name] as Row | null)?.id])
  return { kind, role, reverseRole, note, ...Object.fromEntries(others) }
}

/** Writes a tie where it belongs: a new one, other values for one, or none of it any more. */
async function change(
  types: Type[],
  type: Type,
  page: RecordPage,
  tie: Tie | 'new',
  values: Record<string, Value> | null,
): Promise<Row> {
  const at = tie === 'new' ? broughtBy(types, values ?? {}) : placeOf(types, tie)
  const home = at?.type ?? type
  const relation = home.relations.find((each) => each.name === 'relations')
  const target = typeOf(types, relation ?? null)
  if (!relation || !target) throw new Error(t('ui.forbidden'))
  const record = at ? await get<Row>(pathOf(home, at.id, target, relation)) : page.record
  const before = at ? ((record.relations ?? []) as Row[]) : partsOf(page, 'relations')
  const here = `other${type.name === 'contact' ? 'Contact' : 'Account'}`
  const kind = values?.kind === BROUGHT ? 'referrer' : values?.kind
  const told: Record<string, Value> | null = values && {
    ...(at ? turned(values, here, page.record.id) : values),
    kind,
  }
  const id = tie === 'new' ? null : tie.part.id
  const rest = before.filter((part) => part.id !== id)
  const next = !told
    ? rest
    : id
      ? before.map((part) => (part.id === id ? edited(part, told) : part))
      : [...before, told as Row]
  try {
    return await writeParts(home, record, relation, target, before, next)
  } catch (problem) {
    throw inside(problem, 'relations')
  }
}

type Place = { type: Type; id: string }

function placeOf(types: Type[], tie: Tie): Place | null {
  const type = types.find((each) => each.name === typeOf(types, tie.from)?.partOf)
  return type ? { type, id: tie.who.id } : null
}

/** Where a customer whom this one brought is: his record says by whom he came. */
function broughtBy(types: Type[], values: Record<string, Value>): Place | null {
  const { otherContact, otherAccount } = values
  const id = otherContact ?? otherAccount
  const type = types.find((each) => each.name === (otherContact ? 'contact' : 'account'))
  const one = Boolean(otherContact) !== Boolean(otherAccount)
  return values.kind === BROUGHT && one && type ? { type, id: String(id) } : null
}

/** What a form says of a tie, as it is written down at the other. */
function turned(values: Record<string, Value>, here: string, id: string): Record<string, Value> {
  const { role = null, reverseRole = null, note = null } = values
  return { role: reverseRole, reverseRole: role, note, [here]: id }
}

function pathOf(home: Type, id: string, target: Type, relation: Relation): string {
  const names = editable(target).map((field) => field.name)
  const parts = ['id', ...names].filter((name) => name !== relation.field).map((name) => `relations.${name}`)
  return `/${home.plural}/${id}?select=id,version,${parts.join(',')}`
}
