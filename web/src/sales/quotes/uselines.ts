import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { Problem } from '@/api/client'
import { update } from '@/api/records'
import type { Row, Value } from '@/api/types'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { filled, fromRows, type Line, rekeyed, type Sent, toRows } from './lines'
import { linesQuery, type StoredLines, type WithLines } from './quote'

/** Lines that were typed and not yet saved, and what they were typed over. */
type Typed = { lines: Line[]; from: string; version: number }

/** What is said of lines, by their keys. */
export type Told = Record<string, string>

/**
 * The lines of a quote or an order while somebody edits them. They stay as typed over reloads, new versions of the
 * record and saves under way, until the very lines that were typed are stored.
 */
export function useLines(plural: WithLines, row: Row, stored: StoredLines, names: Sent[]) {
  const key = `${plural === 'quotes' ? 'quote' : 'order'}/${row.id}`
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Typed | null>(() => asTyped(readDraft(key)))
  const [wrong, setWrong] = useState<Told>({})
  const [advised, setAdvised] = useState<Told>({})
  const [busy, setBusy] = useState(false)
  const saving = useRef<Promise<Row | null> | null>(null)
  const newest = useRef(row)
  if (row.version > newest.current.version || row.id !== newest.current.id) newest.current = row
  const from = useMemo(() => JSON.stringify(stored.lines), [stored.lines])
  const asStored = useMemo(() => fromRows(stored.lines), [stored.lines])
  const now = useRef(typed)
  now.current = typed
  function keep(next: Typed | null) {
    now.current = next
    setTyped(next)
    if (next) keepDraft(key, next as unknown as Record<string, Value>)
    else dropDraft(key)
  }
  function edit(by: (lines: Line[]) => Line[]) {
    const before = now.current ?? { lines: asStored, from, version: stored.version }
    const lines = by(before.lines)
    if (lines === before.lines) return
    keep({ ...before, lines })
    setWrong((told) => stillTold(told, before.lines, lines))
    setAdvised({})
  }
  async function store(sent: Typed): Promise<Row | null> {
    // what colleagues changed beside the lines is no conflict; if they changed the lines, the old version says so
    const version = sent.from === from ? Math.max(stored.version, newest.current.version) : sent.version
    setBusy(true)
    try {
      const lines = toRows(sent.lines, names, sent.from === from ? asStored : [])
      const saved = await update(plural, row.id, version, { lines })
      setWrong({})
      newest.current = saved
      const fresh = await queries.fetchQuery({ ...linesQuery(plural, row.id), staleTime: 0 })
      const more = now.current !== sent && now.current
      keep(more ? { lines: more.lines, from: JSON.stringify(fresh.lines), version: fresh.version } : null)
      setAdvised(more ? {} : adviceOf(saved, fresh.lines))
      say(t('quotes.saved'))
      return saved
    } catch (error) {
      setWrong(refused(error, sent.lines))
      return null
    } finally {
      setBusy(false)
    }
  }
  /** Saves once, however often it is asked; answers the record as it is then, null when it was refused. */
  function save(): Promise<Row | null> {
    if (saving.current) return saving.current
    if (!now.current) return Promise.resolve(newest.current)
    if (refusedUnread(now.current.lines)) return Promise.resolve(null)
    saving.current = store(now.current).finally(() => {
      saving.current = null
    })
    return saving.current
  }
  return {
    lines: typed?.lines ?? asStored,
    dirty: typed !== null,
    overtaken: typed !== null && !busy && typed.from !== from,
    wrong,
    advised,
    busy,
    edit,
    save,
    discard: () => {
      setWrong({})
      keep(null)
    },
  }
}

function asTyped(kept: Record<string, Value>): Typed | null {
  if (!Array.isArray(kept.lines) || typeof kept.from !== 'string') return null
  const typed = kept as unknown as Typed
  return { ...typed, lines: rekeyed(typed.lines) }
}

/** What was said of a line holds until that line is changed. */
export function stillTold(told: Told, before: Line[], after: Line[]): Told {
  const same = new Set(before)
  return Object.fromEntries(
    after.flatMap((line) => {
      const text = told[line.key]
      return text && same.has(line) ? [[line.key, text]] : []
    }),
  )
}

/** Lines with cells that nobody understands are not sent; says how many there are. */
export function refusedUnread(lines: Line[]): boolean {
  const n = lines.filter((line) => line.unread).length
  if (n > 0) complain(new Error(t('quotes.unread', { n })))
  return n > 0
}

/** What is wrong with which line, by the messages about `lines[3].unitPrice`; what is not about lines is said at once. */
export function refused(error: unknown, sent: Line[]): Told {
  const faults = error instanceof Problem ? error.errors : []
  const lines = filled(sent)
  const told: Told = {}
  for (const fault of faults) {
    const key = lines[Number(/^lines\[(\d+)]/.exec(fault.field ?? '')?.[1] ?? -1)]?.key
    if (key && !told[key]?.includes(fault.message))
      told[key] = told[key] ? `${told[key]} ${fault.message}` : fault.message
  }
  const n = Object.keys(told).length
  complain(n === 0 ? error : new Error(t('quotes.refused', { n })))
  return told
}

type Advice = { line: number; message: string }

/** What the answer of a save advises, line by line. */
function adviceOf(saved: Row, lines: Row[]): Told {
  const told: Told = {}
  for (const each of (saved.advice ?? []) as unknown as Advice[]) {
    const key = lines[each.line - 1]?.id
    if (key) told[key] = told[key] ? `${told[key]} ${each.message}` : each.message
  }
  return told
}
