import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { get, queryString } from '@/api/client'
import { useTypes } from '@/api/queries'
import { create, type HistoryItem, historyQuery, type TimelineItem, type TimelinePart } from '@/api/records'
import { may, type Row, type Type, type Value } from '@/api/types'
import { day, dayOf, exact, money, month, time } from '@/ui/format'
import { Icon, type IconName } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Segmented } from '@/ui/segmented'
import { Empty, Failed } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain } from '@/ui/toast'
import { Changes } from '../history/changed'
import { dropDraft, keepDraft, readDraft } from './draft'

type Props = { type: Type; row: Row; first: TimelinePart; field?: string }

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
export function Timeline({ type, row, first, field }: Props) {
  const id = row.id
  const [pages, setPages] = useState<string[]>([])
  const [only, setOnly] = useState('')
  const narrowed = only !== ''
  const more = useQuery({
    queryKey: ['records', type.plural, 'timeline', id, only, pages],
    enabled: narrowed || pages.length > 0,
    placeholderData: (before, query) => (query?.queryKey[4] === only ? before : undefined),
    queryFn: async () => {
      const cursors = narrowed ? [undefined, ...pages] : pages
      const parts = await Promise.all(
        cursors.map((cursor) =>
          get<TimelinePart>(
            `/${type.plural}/${id}/timeline${queryString({ cursor, kinds: only || undefined })}`,
          ),
        ),
      )
      return { items: parts.flatMap((part) => part.items), next: parts.at(-1)?.next ?? null }
    },
  })
  const items = [...(narrowed ? [] : first.items), ...(more.data?.items ?? [])]
  const next = narrowed || pages.length > 0 ? (more.data?.next ?? null) : first.next
  const history = useInfiniteQuery({
    ...historyQuery(type.plural, id),
    enabled: items.some((item) => item.type === 'change'),
    retry: false,
  })
  const known = history.data?.pages.flatMap((page) => page.items)
  const oldest = Math.min(...items.filter((item) => item.type === 'change').map((item) => Number(item.id)))
  const reached = known?.at(-1)?.version ?? oldest
  useEffect(() => {
    if (oldest < reached && history.hasNextPage && !history.isFetching) void history.fetchNextPage()
  }, [oldest, reached, history.hasNextPage, history.isFetching])
  if (!field && !narrowed && items.length === 0 && !next) return null
  return (
    <section className="timeline" aria-label={t('records.timeline')}>
      <div className="row wrap timeline-head">
        <h2>{t('records.timeline')}</h2>
        <Kinds
          kinds={first.kinds}
          only={only}
          choose={(kind) => {
            setPages([])
            setOnly(kind)
          }}
        />
      </div>
      {field && <AddActivity id={id} field={field} />}
      {items.length === 0 && !more.isFetching && !more.isError && (
        <Empty small icon="history" title={t('records.timeline.none')} />
      )}
      <ol>
        {items.map((item, i) => (
          <Entry key={`${item.type}${item.id}${item.at}`} item={item} before={items[i - 1]}>
            {item.type === 'change' && <Values type={type} row={row} version={item.id} items={known} />}
          </Entry>
        ))}
      </ol>
      {more.isError && <Failed error={more.error} again={() => more.refetch()} small />}
      {next && (
        <Button type="text" loading={more.isFetching} onClick={() => setPages([...pages, next])}>
          {t('records.timeline.more')}
        </Button>
      )}
    </section>
  )
}

/** Narrows it to one kind of all that there can be, whatever has been loaded. */
function Kinds(props: { kinds: string[]; only: string; choose: (kind: string) => void }) {
  const types = useTypes()
  const label = (kind: string) =>
    kind === 'change'
      ? t('records.timeline.change')
      : (types.find((each) => each.name === kind)?.pluralLabel ?? kind)
  if (props.kinds.length < 2) return null
  return (
    <Select
      size="small"
      className="push timeline-kinds"
      aria-label={t('records.timeline.kind')}
      value={props.only}
      onChange={props.choose}
      options={[
        { value: '', label: t('records.timeline.all') },
        ...props.kinds.map((kind) => ({ value: kind, label: label(kind) })),
      ]}
    />
  )
}

/** So many of a version's values are told here; the history has all. */
const TOLD = 4

type ValuesProps = { type: Type; row: Row; version: string; items?: HistoryItem[] }

/** What a version changed, where the history that has been read reaches back to it. */
function Values({ type, row, version, items = [] }: ValuesProps) {
  const item = items.find((each) => String(each.version) === version)
  if (!item || item.op !== 'update') return null
  return <Changes {...{ type, row, items, item }} most={TOLD} />
}

function heading(at: string): string {
  const date = dayOf(new Date(at))
  const days = (Date.now() - Date.parse(at)) / 86_400_000
  return Math.abs(days) < 7 ? day(date) : month(date)
}

type EntryProps = { item: TimelineItem; before?: TimelineItem; children?: ReactNode }

function Entry({ item, before, children }: EntryProps) {
  const types = useTypes()
  const head = heading(item.at)
  const kind = kindOf(item)
  const type = types.find((each) => each.name === item.type || each.plural === item.type)
  const near = Math.abs(Date.now() - Date.parse(item.at)) < 7 * 86_400_000
  const actor = item.actor as { name?: string } | string | null | undefined
  const by = typeof actor === 'string' ? actor : actor?.name
  const worth = typeof item.amount === 'number' ? money(item.amount, item.currency) : null
  const said = [item.detail, worth].filter(Boolean).join(' · ')
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
          {(said || by) && (
            <p className="second">
              {said}
              {by && <span className="muted">{said ? ` · ${by}` : by}</span>}
            </p>
          )}
          {children}
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
