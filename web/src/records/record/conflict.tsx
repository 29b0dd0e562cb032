import { Button, Modal } from 'antd'
import type { Field, Value } from '@/api/types'
import { t } from '@/ui/text'
import { FieldValue } from '../fields/value'

export type Clash = { id: string; version: number; field: Field; mine: Value; theirs: Value; original: Value }
type Props = { clash: Clash; takeMine: () => void; keepTheirs: () => void }

/** Somebody else changed the same field meanwhile: mine, theirs and what it was. */
export default function Conflict({ clash, takeMine, keepTheirs }: Props) {
  const versions = [
    { name: t('records.conflict.mine'), value: clash.mine },
    { name: t('records.conflict.theirs'), value: clash.theirs },
    { name: t('records.conflict.original'), value: clash.original },
  ]
  return (
    <Modal
      open
      title={t('records.conflict', { field: clash.field.label })}
      onCancel={keepTheirs}
      footer={
        <>
          <Button onClick={keepTheirs}>{t('records.conflict.keep')}</Button>
          <Button type="primary" onClick={takeMine}>
            {t('records.conflict.take')}
          </Button>
        </>
      }
    >
      <table className="ledger">
        <tbody>
          {versions.map((version) => (
            <tr key={version.name}>
              <th scope="row">{version.name}</th>
              <td>
                <FieldValue field={clash.field} value={version.value} plain />
                {(version.value === null || version.value === undefined) && <span className="muted">–</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
