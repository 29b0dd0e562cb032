import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTypes } from '@/api/queries'
import type { RecordPage } from '@/api/records'
import { changed } from '@/api/records'
import {
  type Field,
  fieldAt,
  makes,
  type Relation,
  type Row,
  sees,
  type Type,
  type Value,
  valueAt,
} from '@/api/types'
import { count } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { FieldValue } from '../fields/value'
import { defaultPaths, numeric } from '../lists/columns'
import { flatOf } from '../lists/save'
import { CreateInside } from './inside'

/** Made on a page of their own, which takes from its address whom they are for. */
const OWN_PAGE = new Set(['orders', 'mails'])

/** What tells most beside a record, where little else has room. */
const NARROW: Record<string, string[]> = { mails: ['subject', 'state', 'sentAt'] }

/** `show`: the columns of a list by its name, where others than the usual ones tell most. */
type Props = {
  type: Type
  page: RecordPage
  only?: string[]
  without?: string[]
  narrow?: boolean
  show?: Record<string, string[]>
}

/** What refers to this record: the first rows of each list, and the way to all of them. */
export function RelatedLists({ type, page, only, without = [], narrow, show }: Props) {
  const relations = type.relations.filter((relation) => {
    const wanted = only ? only.includes(relation.name) : !without.includes(relation.name)
    return wanted && page.lists?.[relation.name]
  })
  const filled = relations.filter((relation) => only || page.lists?.[relation.name]?.count)
  const empty = relations.filter((relation) => !filled.includes(relation))
  return (
    <>
      {filled.map((relation) => (
        <RelatedList key={relation.name} {...{ type, relation, page, narrow }} show={show?.[relation.name]} />
      ))}
      {empty.length > 0 && (
        <section className="card" aria-label={t('records.none.related')}>
          <h2>{t('records.none.related')}</h2>
          <ul>
            {empty.map((relation) => (
              <li key={relation.name} className="row related-none">
                <span className="muted">{relation.label}</span>
                <AddRelated {...{ type, relation, page }} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** Makes a record that refers to this one, where that is made by hand. */
function AddRelated({ type, relation, page }: { type: Type; relation: Relation; page: RecordPage }) {
  const navigate = useNavigate()
  const target = useTypes().find((each) => each.name === relation.target)
  const [making, setMaking] = useState(false)
  const via = target?.fields.find((field) => field.name === relation.field)
  if (!target || !makes(target) || relation.part || via?.readOnly) return null
  function make() {
    if (!OWN_PAGE.has(relation.targetPlural)) return setMaking(true)
    const search = { [relation.field]: page.record.id }
    void navigate({ to: '/$plural/new', params: { plural: relation.targetPlural }, search: search as never })
  }
  return (
    <>
      <Button
        className="push"
        size="small"
        type="text"
        aria-label={t('records.new', { type: target.label })}
        icon={<Icon name="plus" size={14} />}
        onClick={make}
      />
      {making && (
        <CreateInside
          type={target}
          start={{ ...inCommon(type, target, page.record), [relation.field]: page.record.id }}
          close={() => setMaking(false)}
          made={() => {
            setMaking(false)
            void changed(type.plural)
          }}
        />
      )}
    </>
  )
}

/** What a record that is made beside another has in common with it, such as the customer of a deal and its quote. */
const IN_COMMON = ['account', 'contact', 'opportunity', 'currency']

function inCommon(type: Type, target: Type, row: Row): Record<string, Value> {
  const writes = (name: string) => target.fields.some((field) => field.name === name && !field.readOnly)
  const names = IN_COMMON.filter((name) => sees(type, name) && writes(name) && row[name])
  return Object.fromEntries(names.map((name) => [name, flatOf(row[name])]))
}

type ListProps = { type: Type; relation: Relation; page: RecordPage; narrow?: boolean; show?: string[] }

function RelatedList({ type, relation, page, narrow, show }: ListProps) {
  const types = useTypes()
  const target = types.find((each) => each.name === relation.target)
  const list = page.lists?.[relation.name]
  if (!target || !list) return null
  const open = !relation.part
  const filter = `${relation.field} == "${page.record.id}"`
  return (
    <section className="card" aria-label={relation.label}>
      <header>
        <h2>
          {relation.label} <span className="muted">{count(list.count)}</span>
        </h2>
        {open && list.count > list.items.length && (
          <Link
            to="/$plural"
            params={{ plural: relation.targetPlural }}
            search={{ filter } as never}
            className="muted push"
          >
            {t('records.showAll')}
          </Link>
        )}
        <AddRelated {...{ type, relation, page }} />
      </header>
      {list.items.length === 0 ? (
        <p className="muted">{t('records.none.related')}</p>
      ) : (
        <RelatedTable
          types={types}
          target={target}
          hide={relation.field}
          rows={list.items}
          open={open}
          narrow={narrow}
          show={show}
        />
      )}
    </section>
  )
}

/** In a narrow card a date and an amount tell most. */
function telling(field: Field | undefined): boolean {
  return field !== undefined && ['instant', 'date', 'money'].includes(field.kind)
}

type TableProps = {
  types: Type[]
  target: Type
  hide: string
  rows: Row[]
  open: boolean
  narrow?: boolean
  show?: string[]
}

export function RelatedTable({ types, target, hide, rows, open, narrow, show }: TableProps) {
  const present = (path: string) =>
    rows.some((row) => ![undefined, null, ''].includes(valueAt(row, path) as never))
  const usual = defaultPaths(types, target)
    .filter((path) => path !== hide && path !== 'owner' && !path.startsWith('value.') && present(path))
    .filter((path) => !narrow || path === target.title || telling(fieldAt(types, target, path)))
    .slice(0, narrow ? 3 : 5)
  const told = show ?? (narrow ? NARROW[target.plural] : undefined)
  const paths = told?.filter((path) => fieldAt(types, target, path) && present(path)) ?? usual
  return (
    <div className="ledger-scroll">
      <table className="ledger">
        <thead>
          <tr>
            {paths.map((path) => {
              const field = fieldAt(types, target, path)
              return (
                <th key={path} scope="col" className={field && numeric(field) ? 'num' : undefined}>
                  {field?.label}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {paths.map((path) => {
                const field = fieldAt(types, target, path)
                if (!field) return <td key={path} />
                const value = <FieldValue field={field} value={valueAt(row, path)} row={row} />
                return (
                  <td key={path} className={numeric(field) ? 'num' : undefined}>
                    {path === target.title && open ? (
                      <Link to="/$plural/$id" params={{ plural: target.plural, id: row.id }} className="link">
                        {value}
                      </Link>
                    ) : (
                      value
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
