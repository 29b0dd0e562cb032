import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { newKey, post } from '@/api/client'
import { useType } from '@/api/queries'
import { changed, pageQuery, someQuery, useTypeOf } from '@/api/records'
import { makes, may, type Row, type Type } from '@/api/types'
import { labelOf } from '@/records/fields/value'
import { Facts } from '@/records/record/facts'
import { RecordHead } from '@/records/record/head'
import { CreateInside } from '@/records/record/inside'
import { RelatedLists } from '@/records/record/related'
import { number } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import '@/records/record/record.css'
import './pipeline.css'
import './order.css'

/** A pipeline, and its stages in their order. */
export default function PipelinePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(pageQuery('pipelines', id))
  const type = useTypeOf('pipelines', found.data)
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const row = found.data.record
  return (
    <div className="page record">
      <RecordHead type={type} row={row} handled={['arrange']} />
      <div className="record-columns record-two">
        <div className="stack">
          <section className="card" aria-label={t('records.fields')}>
            <h2>{t('records.fields')}</h2>
            <Facts type={type} row={row} />
          </section>
          <Stages id={id} arranges={may(type, 'update')} />
        </div>
        <div className="stack">
          <RelatedLists type={type} page={found.data} without={['stages']} />
        </div>
      </div>
    </div>
  )
}

const ASKED = { select: 'id,name,kind,probability,position', sort: 'position' }

function Stages({ id, arranges }: { id: string; arranges: boolean }) {
  const type = useType('stages')
  const filter = `pipeline == "${id}"`
  const found = useQuery({ ...someQuery('stages', { ...ASKED, filter }, 200), enabled: Boolean(type) })
  const [making, setMaking] = useState(false)
  if (!type) return null
  const rows = found.data?.items ?? []
  const place = type.fields.find((field) => field.name === 'position')
  const movable = arranges && may(type, 'update') && Boolean(place) && !place?.readOnly
  return (
    <section className="card stack" aria-label={type.pluralLabel}>
      <header>
        <h2>{type.pluralLabel}</h2>
        {makes(type) && (
          <Button
            className="push"
            size="small"
            type="text"
            aria-label={t('records.new', { type: type.label })}
            icon={<Icon name="plus" size={14} />}
            onClick={() => setMaking(true)}
          />
        )}
      </header>
      {movable && <p className="muted">{t('pipeline.order.help')}</p>}
      {found.isPending && <Loading rows={4} />}
      {found.isError && <Failed error={found.error} again={() => found.refetch()} />}
      <Order pipeline={id} type={type} rows={rows} movable={movable} />
      {making && (
        <CreateInside
          type={type}
          start={{ pipeline: id }}
          close={() => setMaking(false)}
          made={() => {
            setMaking(false)
            void changed('stages')
          }}
        />
      )}
    </section>
  )
}

type OrderProps = { pipeline: string; type: Type; rows: Row[]; movable: boolean }

/** Moved by dragging, by the arrows, or by the arrow keys at the handle; each move is kept at once. */
function Order({ pipeline, type, rows, movable }: OrderProps) {
  const [order, setOrder] = useState<string[]>([])
  const [dragged, setDragged] = useState<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const saving = useRef(Promise.resolve())
  const stored = rows.map((row) => row.id).join()
  useEffect(() => setOrder(stored ? stored.split(',') : []), [stored])
  const shown = order.flatMap((id) => rows.find((row) => row.id === id) ?? [])
  function keep(next: string[]) {
    saving.current = saving.current
      .then(() => post(`/pipelines/${pipeline}/arrange`, { stages: next }, { idempotencyKey: newKey() }))
      .then(() => changed('stages'))
      .catch((error) => {
        complain(error)
        setOrder(stored.split(','))
      })
  }
  function moved(id: string, by: number): string[] | null {
    const at = order.indexOf(id)
    const to = at + by
    if (at < 0 || to < 0 || to >= order.length) return null
    const next = order.filter((each) => each !== id)
    next.splice(to, 0, id)
    setOrder(next)
    return next
  }
  function move(id: string, by: number) {
    const next = moved(id, by)
    if (!next) return
    keep(next)
    // what moves in the page loses the focus
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-stage="${id}"] button`)?.focus(),
    )
  }
  function onKey(event: KeyboardEvent, id: string) {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    move(id, by)
  }
  const kind = type.fields.find((field) => field.name === 'kind')
  return (
    <ol className="stage-order" ref={list}>
      {shown.map((row, i) => {
        const name = String(row.name ?? '')
        return (
          <li
            key={row.id}
            data-stage={row.id}
            draggable={movable}
            className={dragged === row.id ? 'stage-dragged' : undefined}
            onDragStart={() => setDragged(row.id)}
            onDragOver={(event) => {
              event.preventDefault()
              if (dragged && dragged !== row.id) moved(dragged, i - order.indexOf(dragged))
            }}
            onDragEnd={() => {
              setDragged(null)
              if (order.join() !== stored) keep(order)
            }}
          >
            {movable && (
              <button
                type="button"
                className="plain stage-handle"
                aria-label={t('pipeline.order.move', { name })}
                onKeyDown={(event) => onKey(event, row.id)}
              >
                <Icon name="drag" size={14} />
              </button>
            )}
            <Link
              to="/$plural/$id"
              params={{ plural: 'stages', id: row.id }}
              className="link"
              draggable={false}
            >
              {name}
            </Link>
            <span className="muted push">
              {kind ? labelOf(kind, String(row.kind)) : null} · {number(Number(row.probability ?? 0))} %
            </span>
            {movable && (
              <span className="row">
                <Button
                  size="small"
                  type="text"
                  disabled={i === 0}
                  aria-label={t('ui.up', { name })}
                  icon={<Icon name="up" size={14} />}
                  onClick={() => move(row.id, -1)}
                />
                <Button
                  size="small"
                  type="text"
                  disabled={i === shown.length - 1}
                  aria-label={t('ui.down', { name })}
                  icon={<Icon name="down" size={14} />}
                  onClick={() => move(row.id, 1)}
                />
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
