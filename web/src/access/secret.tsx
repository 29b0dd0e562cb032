import { Button, Modal } from 'antd'
import { Copy } from '@/records/fields/value'
import { t } from '@/ui/text'
import '@/ui/admin.css'

/** Something that is shown once: an invitation's link, a key. */
export function Secret({
  title,
  hint,
  text,
  close,
}: {
  title: string
  hint: string
  text: string
  close: () => void
}) {
  return (
    <Modal
      open
      title={title}
      onCancel={close}
      footer={
        <Button type="primary" onClick={close}>
          {t('ui.close')}
        </Button>
      }
    >
      <div className="stack">
        <p className="second">{hint}</p>
        <div className="secret">
          <code className="code">{text}</code>
          <span className="push">
            <Copy text={text} />
          </span>
        </div>
      </div>
    </Modal>
  )
}
