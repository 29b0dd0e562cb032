import { Link } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { get } from '@/api/client'
import { queries, useTypes } from '@/api/queries'
import { undoUnit } from '@/api/records'
import { count } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t, tx } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { Warnings } from './checked'
import { Figures } from './figures'
import { type Import, step } from './import'

type Preview = {
  records?: number
  conflicts?: { type: string; id: string; title?: string; field?: string }[]
  kept?: { type?: string; id?: string; title?: string; reason?: string }[]
}

/** What became of every row, what to look at now, and the way back. */
export function Report({ given }: { given: Import }) {
  const [preview, setPreview] = useState<Preview | null>(null)
  const failed = given.counters?.failed ?? 0
  const resumable = given.state === 'cancelled' || given.state === 'failed'
  return (
    <div className="stack">
      <section className="card">
        <header>
          <h2>{tx(`imports.report.${given.state}`)}</h2>
        </header>
        <Figures counters={given.counters} />
        <Warnings given={given} />
      </section>
      <div className="row wrap">
        {given.state === 'done' && <Onward given={given} />}
        {resumable && (
          <Button type="primary" onClick={() => step(given.id, 'start').catch(complain)}>
            {t('imports.resume')}
          </Button>
        )}
        {failed > 0 && (
          <a className="ant-btn-link reference" href={`/api/v1/imports/${given.id}/errors.csv`} download>
            <Icon name="download" size={14} /> {t('imports.errorFile')}
          </a>
        )}
        {given.state !== 'undone' && (
          <Button
            icon={<Icon name="undo" size={14} />}
            onClick={() => get<Preview>(`/units/${given.id}`).then(setPreview).catch(complain)}
          >
            {t('imports.undo')}
          </Button>
        )}
      </div>
      {preview && <UndoDialog given={given} preview={preview} close={() => setPreview(null)} />}
    </div>
  )
}

/** From the report to what matters now. */
function Onward({ given }: { given: Import }) {
  const type = useTypes().find((each) => each.plural === given.as)
  if (given.as === 'sales') {
    return (
      <>
        <Link to="/insight/value">
          <Button type="primary">{t('imports.seeValue')}</Button>
        </Link>
        <Link to="/$plural" params={{ plural: 'accounts' }} search={{ sort: '-value.monetary' } as never}>
          <Button>{t('imports.seeAccounts')}</Button>
        </Link>
      </>
    )
  }
  return (
    <Link to="/$plural" params={{ plural: given.as }}>
      <Button type="primary">{t('imports.see', { type: type?.pluralLabel ?? given.as })}</Button>
    </Link>
  )
}

function UndoDialog({ given, preview, close }: { given: Import; preview: Preview; close: () => void }) {
  const conflicts = preview.conflicts ?? []
  const kept = preview.kept ?? []
  async function undo() {
    await undoUnit(given.id)
    await queries.invalidateQueries({ queryKey: ['imports'] })
    close()
    say(t('imports.undone'))
  }
  return (
    <Modal
      open
      title={t('imports.undo')}
      okText={t('imports.undo.do')}
      cancelText={t('ui.cancel')}
      onOk={() => undo().catch(complain)}
      onCancel={close}
    >
      <p>{t('imports.undo.records', { n: count(preview.records ?? 0) })}</p>
      {conflicts.length > 0 && (
        <p className="wrong">{t('imports.undo.conflicts', { n: count(conflicts.length) })}</p>
      )}
      {kept.length > 0 && <p>{t('imports.undo.kept', { n: count(kept.length) })}</p>}
      <ul className="parts">
        {[...conflicts, ...kept].slice(0, 20).map((each, i) => (
          <li key={i} className="muted">
            {each.title ?? each.id} {'field' in each ? each.field : ''} {'reason' in each ? each.reason : ''}
          </li>
        ))}
      </ul>
    </Modal>
  )
}
