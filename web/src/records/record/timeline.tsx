import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { get, queryString } from '@/api/client'
import { useTypes } from '@/api/queries'
import { create, type TimelineItem } from '@/api/records'
import { may, type Type, type Value } from '@/api/types'
import { day, dayOf, exact, month, time } from '@/ui/format'
import { Icon, type IconName } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Empty } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain } from '@/ui/toast'
import { dropDraft, keepDraft, readDraft } from './draft'

type Part = { items: TimelineItem[]; next: string | null }
type Props = { type: Type; id: string; first: Part; field?: string }

const ICONS: Record<string, IconName> = {
  call: 'phone',
  mail: 'mail',
  meeting: 'calendar',
  visit: 'people',
  task: 'task',
  note: 'note',
  activity: 'note',
  order: 'receipt',
  change: 'history',
}

function kindOf(item: TimelineItem): string {
  return item.type.split(/[.:/]/).at(-1) ?? item.type
}

/** Everything that ever happened, newest first, by day near today and by month further back. */
export function Timeline({ type, id, first, field }: Props) {
  const [pages, setPages] = useState<string[]>([])
  const [only, setOnly] = useState('all')
  const more = useQuery({
    queryKey: ['records', type.plural, 'timeline', id, pages],
    enabled: pages.length > 0,
    placeholderData: (before) => before,
    queryFn: async () => {
      const parts = await Promise.all(
        pages.map((cursor) => get<Part>(`/${type.plural}/${id}/timeline${queryString({ cursor })}`)),
      )
      return { items: parts.flatMap((part) => part.items), next: parts.at(-1)?.next ?? null }
    },
  })
  const items = [...first.items, ...(more.data?.items ?? [])]
  const next = pages.length > 0 ? (more.data?.next ?? null) : first.next
  const kinds = [...new Set(items.map((item) => group(item)))]
  const shown = items.filter((item) => only === 'all' || group(item) === only)
  return (
    <section className="timeline" aria-label={t('records.timeline')}>
      <div className="row wrap timeline-head">
        <h2>{t('records.timeline')}</h2>
        {kinds.length > 1 && (
          <Segmented
            size="small"
            value={only}
            onChange={setOnly}
            options={[
              { value: 'all', label: t('records.timeline.all') },
              ...kinds.map((kind) => ({ value: kind, label: tx(`records.timeline.${kind}`, {}, kind) })),
            ]}
          />
        )}
      </div>
      {field && <AddActivity id={id} field={field} />}
      {shown.length === 0 && <Empty small icon="history" title={t('records.timeline.none')} />}
      <ol>
        {shown.map((item, i) => (
          <Entry key={`${item.type}${item.id}${item.at}`} item={item} before={shown[i - 1]} />
        ))}
      </ol>
      {next && (
        <Button type="text" loading={more.isFetching} onClick={() => setPages([...pages, next])}>
          {t('records.timeline.more')}
        </Button>
      )}
    </section>
  )
}

function group(item: TimelineItem): string {
  const kind = kindOf(item)
  if (kind === 'order') return 'order'
  return kind === 'change' ? 'change' : 'activity'
}

function heading(at: string): string {
  const date = dayOf(new Date(at))
  const days = (Date.now() - Date.parse(at)) / 86_400_000
  return Math.abs(days) < 7 ? day(date) : month(date)
}

function Entry({ item, before }: { item: TimelineItem; before?: TimelineItem }) {
  const types = useTypes()
  const head = heading(item.at)
  const kind = kindOf(item)
  const type = types.find((each) => each.name === item.type || each.plural === item.type)
  const near = Math.abs(Date.now() - Date.parse(item.at)) < 7 * 86_400_000
  const actor = item.actor as { name?: string } | string | null | undefined
  const by = typeof actor === 'string' ? actor : actor?.name
  return (
    <>
      {(!before || heading(before.at) !== head) && <li className="timeline-day">{head}</li>}
      <li className="timeline-item">
        <span className="timeline-dot">
          <Icon name={ICONS[kind] ?? 'note'} size={14} />
        </span>
        <div className="timeline-body">
          <div className="row">
            {type ? (
              <Link to="/$plural/$id" params={{ plural: type.plural, id: item.id }} className="link">
                {item.title}
              </Link>
            ) : (
              <b>{item.title}</b>
            )}
            <time className="muted push" dateTime={item.at} title={exact(item.at)}>
              {near ? time(item.at) : day(dayOf(new Date(item.at)))}
            </time>
          </div>
          {(item.detail || by) && (
            <p className="second">
              {item.detail}
              {by && <span className="muted">{item.detail ? ` · ${by}` : by}</span>}
            </p>
          )}
        </div>
      </li>
    </>
  )
}

const QUICK = ['note', 'call', 'meeting', 'task'] as const

/** Writes down what just happened, or what is to be done, in one line. */
function AddActivity({ id, field }: { id: string; field: string }) {
  const types = useTypes()
  const type = types.find((each) => each.plural === 'activities')
  const draft = `activity/${id}`
  const [kind, setKind] = useState<(typeof QUICK)[number]>('note')
  const [text, setText] = useState(() => String(readDraft(draft).text ?? ''))
  const [open, setOpen] = useState(Boolean(text))
  const [busy, setBusy] = useState(false)
  useKeys([{ keys: 'n', label: t('records.timeline.add'), run: () => setOpen(true) }])
  if (!may(type, 'create')) return null
  function write(value: string) {
    setText(value)
    keepDraft(draft, { text: value })
  }
  async function add() {
    const [subject = '', ...rest] = text.trim().split('\n')
    const record: Record<string, Value> = { kind, subject, at: new Date().toISOString(), [field]: id }
    if (rest.length) record.body = rest.join('\n')
    if (kind !== 'task') record.done = true
    setBusy(true)
    try {
      await create('activities', record)
      dropDraft(draft)
      setText('')
      setOpen(false)
    } catch (error) {
      complain(error)
    } finally {
      setBusy(false)
    }
  }
  if (!open) {
    return (
      <button type="button" className="timeline-add" onClick={() => setOpen(true)}>
        <Icon name="plus" size={14} /> {t('records.timeline.add')} <kbd>n</kbd>
      </button>
    )
  }
  return (
    <div className="card stack timeline-form">
      <Segmented
        size="small"
        value={kind}
        onChange={setKind}
        options={QUICK.map((value) => ({ value, label: tx(`records.activity.${value}`) }))}
      />
      <Input.TextArea
        autoFocus
        aria-label={t('records.timeline.add')}
        placeholder={t('records.timeline.placeholder')}
        rows={2}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false)
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void add()
        }}
      />
      <div className="row">
        <Button type="primary" disabled={!text.trim()} loading={busy} onClick={add}>
          {t('ui.save')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('ui.cancel')}</Button>
        <span className="muted push">Ctrl ↵</span>
      </div>
    </div>
  )
}
