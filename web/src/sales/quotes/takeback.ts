import { useEffect, useRef } from 'react'
import type { Line } from './lines'

type Edit = (by: (lines: Line[]) => Line[]) => void

/** What was typed and pasted since the lines were saved, step by step back and on again. */
export function useTakeBack(lines: Line[], dirty: boolean, edit: Edit) {
  const past = useRef<Line[][]>([])
  const ahead = useRef<Line[][]>([])
  const now = useRef(lines)
  now.current = lines
  useEffect(() => {
    if (dirty) return
    past.current = []
    ahead.current = []
  }, [dirty])
  function step(from: Line[][], to: Line[][]) {
    const lines = from.pop()
    if (!lines) return
    to.push(now.current)
    edit(() => lines)
  }
  return {
    /** Before an edit: how the lines are. */
    keep: () => {
      past.current.push(now.current)
      ahead.current = []
    },
    any: () => past.current.length > 0,
    back: () => step(past.current, ahead.current),
    again: () => step(ahead.current, past.current),
  }
}

export type TakeBack = ReturnType<typeof useTakeBack>
