import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { create } from '@/api/records'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'
import type { ListView } from './state'
import { kept } from './views'

/** Keeps the list as it stands under a name. */
export default function SaveView({ list, close }: { list: ListView; close: () => void }) {
  const { type, state, change } = list
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [pinned, setPinned] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function save() {
    try {
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
      title={t('records.views.save')}
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
