import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { Problem } from '@/api/client'
import { useTypes } from '@/api/queries'
import { type RecordPage, update } from '@/api/records'
import { may, type Relation, type Row, type Type, type Value } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { flatOf } from '../lists/save'
import { editable, RecordForm } from './form'

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
  async function save(parts: Row[]) {
    const before = all
    const saved = await update(type.plural, page.record.id, page.record.version, {
      [name]: parts.map((p) => written(target, p, relation)),
    })
    const back = { [name]: before.map((p) => written(target, p, relation)) }
    say(t('records.saved', { field: relation?.label ?? name }), () =>
      update(type.plural, page.record.id, saved.version, back),
    )
    return saved
  }
  return (
    <>
      <ul className="parts">
        {shown.map((part) => (
          <li key={part.id} className="part">
            <span className="part-text">{show(part)}</span>
            {writable && (
              <span className="part-acts">
                <button
                  type="button"
                  className="plain"
                  aria-label={t('ui.edit')}
                  onClick={() => setEditing(part)}
                >
                  <Icon name="edit" size={13} />
                </button>
                <button
                  type="button"
                  className="plain"
                  aria-label={t('ui.delete')}
                  onClick={() => save(all.filter((each) => each.id !== part.id)).catch(complain)}
                >
                  <Icon name="close" size={13} />
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {writable && (
        <Button
          size="small"
          type="text"
          icon={<Icon name="plus" size={12} />}
          onClick={() => setEditing('new')}
        >
          {t('records.part.add')}
        </Button>
      )}
      {editing && (
        <Modal
          open
          footer={null}
          title={relation.label}
          onCancel={() => setEditing(null)}
          destroyOnHidden
          width={560}
        >
          <RecordForm
            type={withoutParent(target, relation)}
            start={editing === 'new' ? start : flat(editing)}
            submitLabel={t('ui.save')}
            cancel={() => setEditing(null)}
            send={async (values) => {
              const part = values as Row
              const next =
                editing === 'new'
                  ? [...all, part]
                  : all.map((p) => (p.id === editing.id ? { ...p, ...part } : p))
              try {
                return await save(next)
              } catch (problem) {
                throw inside(problem, name)
              }
            }}
            done={() => setEditing(null)}
          />
        </Modal>
      )}
    </>
  )
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

/** A part as it is written: what one may edit, and its id where it has one. */
function written(target: Type | undefined, part: Row, relation: Relation | undefined): Record<string, Value> {
  const names = target ? editable(target).map((f) => f.name) : []
  const fields = names.filter((name) => name !== relation?.field && part[name] !== undefined)
  return {
    ...(part.id ? { id: part.id } : {}),
    ...Object.fromEntries(fields.map((name) => [name, flatOf(part[name])])),
  }
}

/** Messages about `dates[2].date` belong to the form's field `date`. */
function inside(problem: unknown, name: string): unknown {
  if (!(problem instanceof Problem)) return problem
  const errors = problem.errors.map((e) => ({
    ...e,
    field: (e.field ?? '').replace(new RegExp(`^${name}[.[]\\d+[\\].]*`), ''),
  }))
  return new Problem(problem.status, { ...problem.body, errors })
}
