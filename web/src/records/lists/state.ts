import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useType, useTypes } from '@/api/queries'
import type { Question } from '@/api/records'
import { sees, type Type } from '@/api/types'
import { type Column, columnsOf, columnsText, selectOf } from './columns'

/** The whole state of a list. The address holds it, and a saved view holds the same. */
export type ListState = {
  q?: string
  filter?: string
  sort?: string
  cols?: string
  group?: string
  /** How many of the first columns stay in sight; one where nothing is said. */
  frozen?: number
  view?: string
  peek?: string
  /** How it is shown, and what that way needs to know: board, calendar … */
  face?: string
  at?: string
}

export type ListView = {
  type: Type
  state: ListState
  columns: Column[]
  question: Question
  change: (change: Partial<ListState>, keepHistory?: boolean) => void
  setColumns: (columns: Column[]) => void
}

/** The list that the address tells of, or null where there is no such type for this person. */
export function useListView(): ListView | null {
  const { plural = '' } = useParams({ strict: false }) as { plural?: string }
  const state = useSearch({ strict: false }) as ListState
  const navigate = useNavigate()
  const types = useTypes()
  const type = useType(plural)
  const columns = useMemo(() => (type ? columnsOf(types, type, state.cols) : []), [types, type, state.cols])
  if (!type) return null
  function change(next: Partial<ListState>, keepHistory = false) {
    const search = (before: ListState) => ({ ...before, ...next })
    void navigate({ to: '.', search: search as never, replace: !keepHistory })
  }
  const sort = state.sort ?? (state.q ? undefined : defaultSort(type))
  return {
    type,
    state,
    columns,
    question: { select: selectOf(types, type, columns), filter: state.filter, sort, q: state.q },
    change,
    setColumns: (next) => change({ cols: columnsText(next) }),
  }
}

function defaultSort(type: Type): string | undefined {
  const has = (name: string) => sees(type, name)
  if (type.plural === 'orders' && has('placedAt')) return '-placedAt'
  if (type.plural === 'activities' && has('at')) return '-at'
  return has('updatedAt') ? '-updatedAt' : has(type.title) ? type.title : undefined
}
