import { Checkbox, Modal, Progress } from 'antd'
import { useState } from 'react'
import { get, post } from '@/api/client'
import { useTypes } from '@/api/queries'
import { changed } from '@/api/records'
import type { Type } from '@/api/types'
import { type Job, shareOf } from '@/platform/job'
import { count } from '@/ui/format'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'

type Listed<T> = { count: number; items: T[] }
export type Preview = {
  unit: Unit
  types: { type: string; created: number; updated: number; deleted: number; removed: number }[]
  remove: number
  restore: number
  conflicts: Listed<{ type: string; id: string; title?: string | null; fields: string[] }>
  referred: Listed<{ type: string; id: string; title?: string | null; by: Record<string, number> }>
  progress?: ({ finished: boolean } & Outcome) | null
}
/** Something that changed many records at once, and by what it was undone. */
export type Unit = {
  id: string
  kind: string
  label: string
  at: string
  principal: { id: string; name: string }
  undoes?: string | null
  undoneBy?: string | null
}
type Begun = { job?: string | null; unit: string }
type Outcome = { restored: number; removed: number; kept: number }

export const previewOf = (unit: string) => get<Preview>(`/units/${unit}`)

type Props = {
  preview: Preview
  title: string
  close: () => void
  /** Called when it is all undone. */
  done: (what: Outcome) => void
}

/** Says what an undo would do and what stands against it, then does it; a large one is waited for. */
export function UndoDialog({ preview, title, close, done }: Props) {
  const types = useTypes()
  const [working, setWorking] = useState(false)
  const [job, setJob] = useState<Job | null>(null)
  const [overwrite, setOverwrite] = useState(false)
  const { conflicts, referred } = preview
  const made = preview.types.filter((each) => each.created > 0)
  async function undo() {
    setWorking(true)
    try {
      const begun = await post<Begun>(`/units/${preview.unit.id}/undo`, { overwrite })
      const what = await finished(begun, setJob)
      await changed()
      close()
      done(what)
    } finally {
      setWorking(false)
    }
  }
  const lines = [
    ...conflicts.items.map((each) => ({
      ...each,
      says: each.fields.map((name) => said(types, each.type, name)),
    })),
    ...referred.items.map((each) => ({
      ...each,
      says: Object.entries(each.by).map(([name, n]) => `${pluralOf(types, name)} ${count(n)}`),
    })),
  ]
  return (
    <Modal
      open
      title={title}
      okText={t('records.undo.do')}
      okButtonProps={{ loading: working }}
      cancelText={working ? t('ui.close') : t('ui.cancel')}
      onOk={() => undo().catch(complain)}
      onCancel={close}
    >
      {preview.remove > 0 && <p>{t('records.undo.removes', { n: count(preview.remove) })}</p>}
      {made.length > 1 && (
        <p className="muted">
          {made
            .map((each) => `${pluralOf(types, each.type)} ${count(each.created)}`)
            .join(t('records.undo.and'))}
        </p>
      )}
      {preview.restore > 0 && <p>{t('records.undo.restores', { n: count(preview.restore) })}</p>}
      {conflicts.count > 0 && (
        <p className="wrong">
          {overwrite
            ? t('records.undo.overwrites', { n: count(conflicts.count) })
            : t('records.undo.conflicts', { n: count(conflicts.count) })}
        </p>
      )}
      {referred.count > 0 && <p>{t('records.undo.kept', { n: count(referred.count) })}</p>}
      <ul className="parts">
        {lines.slice(0, 20).map((line) => (
          <li key={line.id} className="muted">
            {line.title ?? line.id}: {line.says.join(t('records.undo.and'))}
          </li>
        ))}
      </ul>
      {job && (
        <div role="status">
          <Progress percent={Math.floor(shareOf(job) * 100)} aria-label={title} status="normal" />
          <p className="muted">{job.message ?? t('records.undo.goesOn')}</p>
        </div>
      )}
      {conflicts.count > 0 && (
        <Checkbox checked={overwrite} onChange={(event) => setOverwrite(event.target.checked)}>
          {t('records.undo.overwrite')}
        </Checkbox>
      )}
    </Modal>
  )
}

/** Tells how much an undo has put back, and how much it left. */
export function sayUndone({ restored, removed, kept }: Outcome): void {
  const n = count(restored + removed)
  say(kept > 0 ? t('records.undo.done.kept', { n, kept: count(kept) }) : t('records.undo.done', { n }))
}

/** Takes a unit back at once, and tells what became of it. */
export async function takeBack(unit: string): Promise<void> {
  const what = await finished(await post<Begun>(`/units/${unit}/undo`, {}), () => undefined)
  await changed()
  sayUndone(what)
}

/** `city` of an account is told by its label, `addresses.city` by the label of the part's field. */
function said(types: Type[], name: string, path: string): string {
  const type = types.find((each) => each.name === name)
  const [list = '', inner] = path.split('.')
  const relation = inner && type?.relations.find((each) => each.name === list)
  const of = relation ? types.find((each) => each.plural === relation.targetPlural) : type
  return of?.fields.find((field) => field.name === (inner ?? list))?.label ?? path
}

function pluralOf(types: Type[], name: string): string {
  return types.find((each) => each.name === name)?.pluralLabel ?? name
}

/** A large undo goes on in the background; this waits until it has ended. */
async function finished({ job, unit }: Begun, tell: (job: Job) => void): Promise<Outcome> {
  for (;;) {
    const ended = job ? await get<Job>(`/jobs/${job}`) : null
    if (ended) tell(ended)
    if (ended?.state === 'failed' || ended?.state === 'cancelled')
      throw new Error(ended.message ?? t('ui.failed'))
    const { progress } = await previewOf(unit)
    if (progress?.finished) return progress
    await new Promise((wait) => setTimeout(wait, 700))
  }
}
