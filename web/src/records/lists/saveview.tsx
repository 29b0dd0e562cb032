import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { create, update } from '@/api/records'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'
import type { ListView } from './state'
import { kept, type View } from './views'

type Props = { list: ListView; view?: View; close: () => void }

/** Keeps the list as it stands under a name, or gives a view another one. */
export default function SaveView({ list, view, close }: Props) {
  const { type, state, change } = list
  const [name, setName] = useState(view?.name ?? '')
  const [shared, setShared] = useState(view?.shared ?? false)
  const [pinned, setPinned] = useState(view?.pinned ?? false)
  const [error, setError] = useState<unknown>(null)
  async function save() {
    try {
      if (view) {
        await update('views', view.id, view.version, { name, shared, pinned })
        return close()
      }
      const record = { name, type: type.name, state: JSON.stringify(kept(state)), shared, pinned }
      const made = await create('views', record)
      change({ view: made.id })
      close()
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Modal
      open
      title={view ? t('records.views.rename') : t('records.views.save')}
      okText={t('ui.save')}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: !name.trim() }}
      onOk={save}
      onCancel={close}
    >
      <div className="stack">
        <WhatIsWrong error={error} />
        <Labelled label={t('records.views.name')}>
          {(id) => <Input id={id} autoFocus value={name} onChange={(e) => setName(e.target.value)} />}
        </Labelled>
        <Checkbox checked={shared} onChange={(e) => setShared(e.target.checked)}>
          {t('records.views.shared')}
        </Checkbox>
        <Checkbox checked={pinned} onChange={(e) => setPinned(e.target.checked)}>
          {t('records.views.pinned')}
        </Checkbox>
      </div>
    </Modal>
  )
}
