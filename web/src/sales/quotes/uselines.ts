import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { Problem } from '@/api/client'
import { update } from '@/api/records'
import type { Row, Value } from '@/api/types'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { fromRows, type Line, toRows } from './lines'
import { quoteQuery, type StoredLines } from './quote'

/** Lines that were typed and not yet saved, and what they were typed over. */
type Typed = { lines: Line[]; from: string; version: number }

/** By the number of the line, from 0. */
export type Told = Record<string, string>

/**
 * The lines of a quote while somebody edits them. They stay as typed over reloads, new versions of the quote and
 * saves under way, until the very lines that were typed are stored.
 */
export function useLines(row: Row, stored: StoredLines) {
  const key = `quote/${row.id}`
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
    keep({ ...before, lines: by(before.lines) })
    setWrong({})
    setAdvised({})
  }
  async function store(sent: Typed): Promise<Row | null> {
    // what colleagues changed beside the lines is no conflict; if they changed the lines, the old version says so
    const version = sent.from === from ? Math.max(stored.version, newest.current.version) : sent.version
    setBusy(true)
    try {
      const saved = await update('quotes', row.id, version, { lines: toRows(sent.lines) })
      newest.current = saved
      const fresh = await queries.fetchQuery({ ...quoteQuery(row.id), staleTime: 0 })
      const more = now.current !== sent && now.current
      keep(more ? { lines: more.lines, from: JSON.stringify(fresh.lines), version: fresh.version } : null)
      setAdvised(more ? {} : adviceOf(saved))
      say(t('quotes.saved'))
      return saved
    } catch (error) {
      if (error instanceof Problem) setWrong(byLine(error))
      complain(error)
      return null
    } finally {
      setBusy(false)
    }
  }
  /** Saves once, however often it is asked; answers the quote as it is then, null when it was refused. */
  function save(): Promise<Row | null> {
    if (saving.current) return saving.current
    if (!now.current) return Promise.resolve(newest.current)
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
    discard: () => keep(null),
  }
}

function asTyped(kept: Record<string, Value>): Typed | null {
  return Array.isArray(kept.lines) && typeof kept.from === 'string' ? (kept as unknown as Typed) : null
}

/** Messages about `lines[3].unitPrice` by the number of the line. */
function byLine(problem: Problem): Told {
  const told: Told = {}
  for (const fault of problem.errors) {
    const line = /^lines\[(\d+)]/.exec(fault.field ?? '')?.[1]
    if (line) told[line] = fault.message
  }
  return told
}

type Advice = { line: number; message: string }

/** What the answer of a save advises, line by line. */
function adviceOf(saved: Row): Told {
  const told: Told = {}
  for (const each of (saved.advice ?? []) as unknown as Advice[]) {
    const line = String(each.line - 1)
    told[line] = told[line] ? `${told[line]} ${each.message}` : each.message
  }
  return told
}
