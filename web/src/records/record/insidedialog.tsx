import { Modal } from 'antd'
import { create } from '@/api/records'
import type { Row, Type, Value } from '@/api/types'
import { t } from '@/ui/text'
import { tellAdvice } from './advised'
import { RecordForm } from './form'

export type Props = { type: Type; start: Record<string, Value>; close: () => void; made: (row: Row) => void }

/** Makes a record over the page one is on. */
export default function InsideDialog({ type, start, close, made }: Props) {
  return (
    <Modal
      open
      title={t('records.new', { type: type.label })}
      footer={null}
      onCancel={close}
      width={720}
      destroyOnHidden
    >
      <RecordForm
        type={type}
        start={start}
        submitLabel={t('records.create')}
        send={(values, key) => create(type.plural, values, key)}
        done={(row) => {
          tellAdvice(row)
          made(row)
        }}
        cancel={close}
      />
    </Modal>
  )
}
