import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useSession, useType, useTypes } from '@/api/queries'
import { someQuery } from '@/api/records'
import { idOf, type Row } from '@/api/types'
import { readyViews } from '@/app/readyviews'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { stateOf } from '../favourites'
import { readable } from './readable'
import type { ListState, ListView } from './state'

const SaveView = lazy(() => import('./saveview'))
const ViewMenu = lazy(() => import('./viewmenu'))

export type View = Row & {
  name: string
  state: string | ListState
  shared?: boolean
  pinned?: boolean
  owner?: unknown
}

export const DEFAULT = 'shuke.view.'

/** What a view keeps of the address. */
export function kept({ filter, sort, cols, frozen, group, q }: ListState): ListState {
  return { filter, sort, cols, frozen, group, q }
}

const BLANK: ListState = {
  q: undefined,
  filter: undefined,
  sort: undefined,
  cols: undefined,
  frozen: undefined,
  group: undefined,
}

/** The saved views of a list, pinned first: one's own, and the shared ones whose fields one reads. */
export function Views({ view }: { view: ListView }) {
  const { type, state, change } = view
  const kind = useType('views')
  const types = useTypes()
  const { user } = useSession()
  const [saving, setSaving] = useState(false)
  const filter = `type == ${JSON.stringify(type.name)}`
  const found = useQuery({
    ...someQuery('views', { filter, sort: 'name' }, 100),
    enabled: Boolean(kind),
    retry: false,
  })
  const views = ((found.data?.items ?? []) as View[]).filter((each) => {
    const { record, ...asked } = stateOf(each)
    return !record && (isMine(each, user.id) || readable(types, type, asked))
  })
  const sorted = [...views].sort((a, b) => Number(b.pinned ?? 0) - Number(a.pinned ?? 0))
  const current = views.find((each) => each.id === state.view)
  const show = (each: View) => change({ ...BLANK, ...kept(stateOf(each)), view: each.id }, true)
  useDefaultView(view, views, show)
  const ready = readyViews(type)
  if (!kind && ready.length === 0) return null
  const dirty = current && JSON.stringify(kept(stateOf(current))) !== JSON.stringify(kept(state))
  return (
    <nav className="views" aria-label={t('records.views')}>
      <button
        type="button"
        className="plain view-tab"
        aria-current={!state.view && !state.filter ? 'true' : undefined}
        onClick={() => change({ ...BLANK, view: undefined }, true)}
      >
        {t('records.views.all')}
      </button>
      {ready.map((each) => (
        <button
          key={each.name}
          type="button"
          className="plain view-tab"
          aria-current={!state.view && state.filter === each.state.filter ? 'true' : undefined}
          onClick={() => change({ ...BLANK, ...each.state, view: undefined }, true)}
        >
          {each.label()}
        </button>
      ))}
      {sorted.map((each) => (
        <button
          key={each.id}
          type="button"
          className="plain view-tab"
          aria-current={each.id === state.view ? 'true' : undefined}
          onClick={() => show(each)}
        >
          {each.pinned && <Icon name="pin" size={12} />}
          {each.name}
          {each.shared && <Icon name="people" size={12} />}
        </button>
      ))}
      {kind && !current && (state.filter || state.cols || state.frozen || state.group || state.sort) && (
        <Button
          type="text"
          size="small"
          icon={<Icon name="plus" size={12} />}
          onClick={() => setSaving(true)}
        >
          {t('records.views.save')}
        </Button>
      )}
      <Suspense>
        {current && (
          <ViewMenu
            view={current}
            list={view}
            dirty={Boolean(dirty)}
            reset={() => show(current)}
            saveAsNew={() => setSaving(true)}
          />
        )}
        {saving && <SaveView list={view} close={() => setSaving(false)} />}
      </Suspense>
    </nav>
  )
}

export function isMine(view: View, user: string): boolean {
  return view.owner === undefined || idOf(view.owner) === user
}

/** A list that is opened bare starts with the view that was chosen as default on this machine. */
function useDefaultView({ type, state }: ListView, views: View[], show: (view: View) => void): void {
  const bare = Object.values(state).every((value) => value === undefined)
  const [started, setStarted] = useState(!bare)
  useEffect(() => {
    if (started || views.length === 0) return
    setStarted(true)
    const chosen = views.find((each) => each.id === localStorage.getItem(DEFAULT + type.plural))
    if (chosen) show(chosen)
  }, [views, started])
}
