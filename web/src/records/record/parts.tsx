import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { Problem } from '@/api/client'
import { useTypes } from '@/api/queries'
import { type RecordPage, update } from '@/api/records'
import { may, type Relation, type Row, type Type, type Value } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { editable } from '../fields/editable'
import { flatOf } from '../lists/save'
import { RecordForm } from './form'

type Props = {
  type: Type
  page: RecordPage
  name: string
  show: (part: Row) => ReactNode
  /** Only these parts, and what a new one starts with. */
  only?: (part: Row) => boolean
  start?: Record<string, Value>
}

/** Dates, preferences, relations, addresses: small lists that live inside their record and are saved with it. */
export function PartList({ type, page, name, show, only, start }: Props) {
  const types = useTypes()
  const [editing, setEditing] = useState<Row | 'new' | null>(null)
  const relation = type.relations.find((each) => each.name === name)
  const target = types.find((each) => each.name === relation?.target)
  if (!relation || !target) return null
  const all = partsOf(page, name)
  const shown = only ? all.filter(only) : all
  const writable = may(type, 'update')
  const save = (parts: Row[]) => writeParts(type, page.record, relation, target, all, parts)
  return (
    <>
      <ul className="parts">
        {shown.map((part) => (
          <li key={part.id} className="part">
            <span className="part-text">{show(part)}</span>
            {writable && (
              <PartActs
                edit={() => setEditing(part)}
                remove={() => save(all.filter((each) => each.id !== part.id)).catch(complain)}
              />
            )}
          </li>
        ))}
      </ul>
      {writable && <AddPart add={() => setEditing('new')} />}
      {editing && (
        <PartDialog
          title={relation.label}
          type={withoutParent(target, relation)}
          start={editing === 'new' ? start : flat(editing)}
          send={async (values) => {
            const part = values as Row
            const next =
              editing === 'new'
                ? [...all, part]
                : all.map((p) => (p.id === editing.id ? edited(p, values) : p))
            try {
              return await save(next)
            } catch (problem) {
              throw inside(problem, name)
            }
          }}
          close={() => setEditing(null)}
        />
      )}
    </>
  )
}

export function AddPart({ add }: { add: () => void }) {
  return (
    <Button size="small" type="text" icon={<Icon name="plus" size={12} />} onClick={add}>
      {t('records.part.add')}
    </Button>
  )
}

type Dialog = {
  title: string
  type: Type
  start?: Record<string, Value>
  send: (values: Record<string, Value>) => Promise<Row>
  close: () => void
}

/** The form of one part. */
export function PartDialog({ title, type, start, send, close }: Dialog) {
  return (
    <Modal open footer={null} title={title} onCancel={close} destroyOnHidden width={560}>
      <RecordForm
        type={type}
        start={start}
        submitLabel={t('ui.save')}
        cancel={close}
        send={send}
        done={close}
      />
    </Modal>
  )
}

/** To change or remove one part; `what` tells a screen reader which. */
export function PartActs({ what, edit, remove }: { what?: string; edit: () => void; remove: () => void }) {
  const named = (act: string) => (what ? `${act}: ${what}` : act)
  return (
    <span className="part-acts">
      <button type="button" className="plain" aria-label={named(t('ui.edit'))} onClick={edit}>
        <Icon name="edit" size={13} />
      </button>
      <button type="button" className="plain" aria-label={named(t('ui.delete'))} onClick={remove}>
        <Icon name="close" size={13} />
      </button>
    </span>
  )
}

/** Writes the parts of a record anew, with the way back. */
export async function writeParts(
  type: Type,
  record: Row,
  relation: Relation,
  target: Type,
  before: Row[],
  next: Row[],
): Promise<Row> {
  const body = (parts: Row[]) => ({ [relation.name]: parts.map((p) => written(target, p, relation)) })
  // what was removed is gone: it comes back as a new part
  const stays = new Set(next.map((part) => part.id))
  const back = before.map((part) => (stays.has(part.id) ? part : ({ ...part, id: '' } as Row)))
  const saved = await update(type.plural, record.id, record.version, body(next))
  say(t('records.saved', { field: relation.label }), () =>
    update(type.plural, record.id, saved.version, body(back)),
  )
  return saved
}

export function partsOf(page: RecordPage, name: string): Row[] {
  const own = page.record[name]
  if (Array.isArray(own)) return own as Row[]
  return page.lists?.[name]?.items ?? []
}

function withoutParent(target: Type, relation: Relation): Type {
  return { ...target, fields: target.fields.filter((field) => field.name !== relation.field) }
}

function flat(part: Row): Record<string, Value> {
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, flatOf(value)]))
}

/** A part with what a form gave: what was emptied there has no value any more. */
export function edited(part: Row, values: Record<string, Value>): Row {
  const gone = Object.keys(part).filter((name) => name !== 'id' && !(name in values))
  return { ...part, ...Object.fromEntries(gone.map((name) => [name, null])), ...values }
}

/** A part as it is written: what one may edit, and its id where it has one. */
function written(target: Type, part: Row, relation: Relation): Record<string, Value> {
  const names = editable(target).map((f) => f.name)
  const fields = names.filter((name) => name !== relation.field && part[name] !== undefined)
  return {
    ...(part.id ? { id: part.id } : {}),
    ...Object.fromEntries(fields.map((name) => [name, flatOf(part[name])])),
  }
}

/** Messages about `dates[2].date` belong to the form's field `date`. */
export function inside(problem: unknown, name: string): unknown {
  if (!(problem instanceof Problem)) return problem
  const errors = problem.errors.map((e) => ({
    ...e,
    field: (e.field ?? '').replace(new RegExp(`^${name}[.[]\\d+[\\].]*`), ''),
  }))
  return new Problem(problem.status, { ...problem.body, errors })
}
