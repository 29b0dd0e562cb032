import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useType } from '@/api/queries'
import { bin, create, restore, someQuery } from '@/api/records'
import { may, type Row } from '@/api/types'
import { type Sending, upload } from '@/api/upload'
import { bytes, count, moment } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Sent, useSending } from '@/ui/sending'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'

type Stored = { id: string; name: string }
type Props = {
  field: 'account' | 'contact' | 'contract' | 'lead' | 'product'
  id: string
  /** Nothing comes or goes now. */
  closed?: boolean
  /** Attachments that stay. */
  kept?: string[]
}

/** The files of a customer: dropped on the card or chosen, saved by a click, deleted with a way back. */
export function Attachments({ field, id, closed = false, kept = [] }: Props) {
  const type = useType('attachments')
  const chooser = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [coming, setComing] = useState<string[]>([])
  const { share, sending, stop } = useSending()
  const question = {
    select: 'id,name,size,createdAt',
    filter: `${field} == "${id}"`,
    sort: '-createdAt',
  }
  const found = useQuery({ ...someQuery('attachments', question, 50, true), enabled: Boolean(type) })
  if (!type) return null
  const adding = !closed && may(type, 'create')
  async function take(files: File[]) {
    setComing(files.map((file) => file.name))
    try {
      for (const file of files) {
        await sending((how) => attach(file, field, id, how))
        setComing((left) => left.slice(1))
      }
    } finally {
      setComing([])
    }
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    take([...event.dataTransfer.files]).catch(complain)
  }
  const rows = found.data?.items ?? []
  return (
    <section
      className={over ? 'card card-over' : 'card'}
      aria-label={type.pluralLabel}
      onDragOver={(event) => {
        if (!adding || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <header>
        <h2>
          {type.pluralLabel} <span className="muted">{found.data ? count(found.data.count ?? 0) : ''}</span>
        </h2>
        {adding && (
          <>
            <input
              ref={chooser}
              type="file"
              multiple
              hidden
              aria-label={t('customers.attach')}
              onChange={(event) => {
                const files = [...(event.target.files ?? [])]
                event.target.value = ''
                take(files).catch(complain)
              }}
            />
            <Button
              className="push"
              size="small"
              type="text"
              aria-label={t('customers.attach')}
              icon={<Icon name="plus" size={14} />}
              onClick={() => chooser.current?.click()}
            />
          </>
        )}
      </header>
      <ul className="parts" aria-live="polite">
        {coming.map((name, i) => (
          <li key={name}>
            <span className="muted">{t('customers.attach.coming', { name })}</span>
            {i === 0 && share !== null && <Sent share={share} stop={stop} />}
          </li>
        ))}
        {rows.map((row) => (
          <AttachedFile
            key={row.id}
            row={row}
            removing={!closed && !kept.includes(row.id) && may(type, 'delete')}
          />
        ))}
      </ul>
      {adding && rows.length === 0 && coming.length === 0 && (
        <p className="muted">{t('customers.attach.none')}</p>
      )}
    </section>
  )
}

async function attach(file: File, field: string, id: string, how: Sending): Promise<void> {
  const stored = await upload<Stored>('/files', file, how)
  await create('attachments', { name: stored.name, file: stored.id, [field]: id })
}

function AttachedFile({ row, removing }: { row: Row; removing: boolean }) {
  const name = String(row.name ?? '')
  async function remove() {
    await bin('attachments', row)
    say(t('records.deleted', { name }), () => restore('attachments', row.id))
  }
  return (
    <li className="row">
      <a href={`/api/v1/attachments/${row.id}/content`} download className="link cut">
        {name}
      </a>
      <span className="muted push nowrap">
        {row.size ? `${bytes(Number(row.size))} · ` : ''}
        {moment(String(row.createdAt))}
      </span>
      {removing && (
        <button
          type="button"
          className="plain"
          aria-label={t('customers.attach.delete', { name })}
          onClick={() => remove().catch(complain)}
        >
          <Icon name="trash" size={13} />
        </button>
      )}
    </li>
  )
}
