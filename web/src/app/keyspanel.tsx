import { Modal } from 'antd'
import { Fragment } from 'react'
import { bindings } from '@/ui/keys'
import { t } from '@/ui/text'

const SIGNS: Record<string, string> = { ArrowDown: '↓' }

/** The keys of the page one is on. */
export default function KeysPanel({ close }: { close: () => void }) {
  return (
    <Modal open title={t('app.keys')} footer={null} onCancel={close} width={420}>
      <dl className="keys">
        {bindings().map((binding) => (
          <Fragment key={binding.keys}>
            <dt>
              {binding.keys.split(' ').map((key) => (
                <kbd key={key} style={{ marginRight: 4 }}>
                  {SIGNS[key] ?? key}
                </kbd>
              ))}
            </dt>
            <dd>{binding.label}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  )
}
