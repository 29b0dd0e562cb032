import { Link } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { get } from '@/api/client'
import { queries, useTypes } from '@/api/queries'
import { changed, undoUnit } from '@/api/records'
import { count } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t, tx } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { Warnings } from './checked'
import { Figures } from './figures'
import { type Import, importQuery, step } from './import'

type Listed<T> = { count: number; items: T[] }
type Preview = {
  remove: number
  restore: number
  conflicts: Listed<{ type: string; id: string; title?: string | null; fields: string[] }>
  referred: Listed<{ type: string; id: string; title?: string | null; by: Record<string, number> }>
}

/** What became of every row, what to look at now, and the way back. */
export function Report({ given }: { given: Import }) {
  const [preview, setPreview] = useState<Preview | null>(null)
  const failed = given.counters?.failed ?? 0
  return (
    <div className="stack">
      <section className="card">
        <header>
          <h2>{tx(`imports.report.${given.state}`)}</h2>
        </header>
        {given.problem && <p className="wrong">{given.problem}</p>}
        <Figures counters={given.counters} />
        <Made given={given} />
        <Warnings given={given} />
      </section>
      <div className="row wrap">
        {given.state === 'done' && <Onward given={given} />}
        {given.state === 'failed' && (
          <Button type="primary" onClick={() => step(given.id, 'check').catch(complain)}>
            {t('imports.checkAgain')}
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

/** What the rows of a file that holds several kinds of records became. */
function Made({ given }: { given: Import }) {
  const types = useTypes()
  const made = Object.entries(given.made ?? {})
  if (made.length === 0) return null
  const name = (plural: string) => types.find((type) => type.plural === plural)?.pluralLabel ?? plural
  return (
    <p className="muted">
      {t('imports.made', {
        what: made.map(([plural, n]) => `${name(plural)} ${count(n)}`).join(t('imports.noted.and')),
      })}
    </p>
  )
}

/** From the report to what matters now. */
function Onward({ given }: { given: Import }) {
  const type = useTypes().find((each) => each.plural === given.type)
  if (given.type === 'sales') {
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
    <Link to="/$plural" params={{ plural: given.type }}>
      <Button type="primary">{t('imports.see', { type: type?.pluralLabel ?? given.type })}</Button>
    </Link>
  )
}

function UndoDialog({ given, preview, close }: { given: Import; preview: Preview; close: () => void }) {
  const [working, setWorking] = useState(false)
  const { conflicts, referred } = preview
  async function undo() {
    setWorking(true)
    try {
      await undoUnit(given.id)
      await undone(given.id)
      close()
      say(t('imports.undone'))
    } finally {
      setWorking(false)
    }
  }
  const lines = [
    ...conflicts.items.map((each) => `${each.title ?? each.id}: ${each.fields.join(', ')}`),
    ...referred.items.map((each) => each.title ?? each.id),
  ]
  return (
    <Modal
      open
      title={t('imports.undo')}
      okText={t('imports.undo.do')}
      okButtonProps={{ loading: working }}
      cancelText={t('ui.cancel')}
      onOk={() => undo().catch(complain)}
      onCancel={close}
    >
      <p>{t('imports.undo.removes', { n: count(preview.remove) })}</p>
      <p>{t('imports.undo.restores', { n: count(preview.restore) })}</p>
      {conflicts.count > 0 && (
        <p className="wrong">{t('imports.undo.conflicts', { n: count(conflicts.count) })}</p>
      )}
      {referred.count > 0 && <p>{t('imports.undo.kept', { n: count(referred.count) })}</p>}
      <ul className="parts">
        {lines.slice(0, 20).map((line) => (
          <li key={line} className="muted">
            {line}
          </li>
        ))}
      </ul>
    </Modal>
  )
}

/** A large undo goes on in the background; this waits until it is told as done. */
async function undone(id: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const now = await queries.fetchQuery({ ...importQuery(id), staleTime: 0 })
    if (now.state === 'undone') break
    await new Promise((wait) => setTimeout(wait, 700))
  }
  await queries.invalidateQueries({ queryKey: ['imports'] })
  await changed()
}
