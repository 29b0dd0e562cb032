import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useSession } from '@/api/queries'
import { bin, restore, update } from '@/api/records'
import { Icon } from '@/ui/icons'
import { Menu } from '@/ui/menu'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import type { ListView } from './state'
import { DEFAULT, isMine, kept, type View } from './views'

const SaveView = lazy(() => import('./saveview'))

type Props = {
  view: View
  list: ListView
  /** The list is not shown as the view keeps it. */
  dirty: boolean
  reset: () => void
  saveAsNew: () => void
}

/** What can be done with the view that is shown. */
export default function ViewMenu({ view, list, dirty, reset, saveAsNew }: Props) {
  const { type, state, change } = list
  const { user } = useSession()
  const [renaming, setRenaming] = useState(false)
  const mine = isMine(view, user.id)
  const isDefault = localStorage.getItem(DEFAULT + type.plural) === view.id
  const set = (fields: Record<string, unknown>) =>
    update('views', view.id, view.version, fields).catch(complain)
  async function remove() {
    await bin('views', view)
    change({ view: undefined })
    say(t('records.deleted', { name: view.name }), () => restore('views', view.id))
  }
  const changed = [
    { key: 'reset', label: t('records.views.reset'), onClick: reset },
    { key: 'new', label: t('records.views.new'), onClick: saveAsNew },
  ]
  const own = [
    { key: 'rename', label: t('records.views.rename'), onClick: () => setRenaming(true) },
    {
      key: 'pin',
      label: view.pinned ? t('records.views.unpin') : t('records.views.pin'),
      onClick: () => set({ pinned: !view.pinned }),
    },
    {
      key: 'share',
      label: view.shared ? t('records.views.private') : t('records.views.share'),
      onClick: () => set({ shared: !view.shared }),
    },
    { key: 'delete', label: t('ui.delete'), onClick: () => remove().catch(complain) },
  ]
  const anyone = {
    key: 'default',
    label: isDefault ? t('records.views.nodefault') : t('records.views.default'),
    onClick: () =>
      isDefault
        ? localStorage.removeItem(DEFAULT + type.plural)
        : localStorage.setItem(DEFAULT + type.plural, view.id),
  }
  return (
    <>
      {dirty && mine && (
        <Button size="small" type="text" onClick={() => set({ state: JSON.stringify(kept(state)) })}>
          {t('records.views.update')}
        </Button>
      )}
      {dirty && !mine && (
        <Button size="small" type="text" onClick={saveAsNew}>
          {t('records.views.new')}
        </Button>
      )}
      <Menu menu={{ items: [...(dirty ? changed : []), anyone, ...(mine ? own : [])] }}>
        <Button
          size="small"
          type="text"
          aria-label={t('records.views.menu')}
          icon={<Icon name="more" size={14} />}
        />
      </Menu>
      <Suspense>{renaming && <SaveView list={list} view={view} close={() => setRenaming(false)} />}</Suspense>
    </>
  )
}
