import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { call, get, Problem } from '@/api/client'
import { queries, useTypes } from '@/api/queries'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { language, t, tx } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { FieldForm } from './fieldform'
import { KindChange } from './kindchange'
import '@/ui/admin.css'

export type Labels = Record<string, string>
export type CustomField = {
  id: string
  version: number
  type: string
  name: string
  kind: string
  labels: Labels
  help?: Labels
  choices?: { value: string; labels: Labels }[]
  target?: string | null
  required?: boolean
  unique?: boolean
  formula?: string | null
  defaultValue?: unknown
  indexed?: boolean
  hidden?: boolean
}

export async function schemaChanged(): Promise<void> {
  await queries.invalidateQueries({
    predicate: (q) => q.queryKey[0] === 'types' || q.queryKey[0] === 'records',
  })
  await queries.invalidateQueries({ queryKey: ['custom-fields'] })
}

export function labelIn(labels: Labels): string {
  return labels[language()] || Object.values(labels)[0] || ''
}

/** The fields that were added to any type: at once listable, filterable, importable. */
export default function Fields() {
  const types = useTypes()
  const [editing, setEditing] = useState<CustomField | 'new' | null>(null)
  const [changing, setChanging] = useState<CustomField | null>(null)
  const [removing, setRemoving] = useState<CustomField | null>(null)
  const found = useQuery({
    queryKey: ['custom-fields'],
    queryFn: async () => (await get<{ items: CustomField[] }>('/custom-fields')).items,
  })
  const typeLabel = (plural: string) => types.find((type) => type.plural === plural)?.pluralLabel ?? plural
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('records.schema')}</h1>
        <div className="acts">
          <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setEditing('new')}>
            {t('records.schema.new')}
          </Button>
        </div>
      </div>
      <p className="page-lead">{t('records.schema.hint')}</p>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} again={() => found.refetch()} />}
      {found.data?.length === 0 && <Empty icon="columns" title={t('records.schema.none')} />}
      {found.data && found.data.length > 0 && (
        <div className="ledger-scroll">
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('records.schema.type')}</th>
                <th scope="col">{t('records.schema.label')}</th>
                <th scope="col">{t('records.schema.name')}</th>
                <th scope="col">{t('records.schema.kind')}</th>
                <th aria-label={t('ui.edit')} />
              </tr>
            </thead>
            <tbody>
              {found.data.map((field) => (
                <tr key={field.id} className={field.hidden ? 'muted' : undefined}>
                  <td>{typeLabel(field.type)}</td>
                  <td className="link">{labelIn(field.labels)}</td>
                  <td className="code">{field.name}</td>
                  <td>
                    {tx(`records.kind.${field.kind}`, {}, field.kind)}{' '}
                    {field.required && <span className="mark">{t('ui.required')}</span>}{' '}
                    {field.hidden && <span className="mark">{t('records.schema.hidden')}</span>}
                  </td>
                  <td className="num">
                    <Button size="small" type="text" onClick={() => setEditing(field)}>
                      {t('ui.edit')}
                    </Button>
                    <Button size="small" type="text" onClick={() => setRemoving(field)}>
                      {t('records.schema.remove')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing && (
        <FieldForm
          field={editing === 'new' ? null : editing}
          close={() => setEditing(null)}
          changeKind={() => {
            setChanging(editing === 'new' ? null : editing)
            setEditing(null)
          }}
        />
      )}
      {changing && <KindChange field={changing} close={() => setChanging(null)} />}
      {removing && <Remove field={removing} close={() => setRemoving(null)} />}
    </div>
  )
}

/** Saved expressions that would no longer find the field. */
export function UsedBy({ uses }: { uses: string[] }) {
  if (uses.length === 0) return null
  return (
    <div className="stack">
      <p className="wrong">{t('records.schema.usedBy')}</p>
      <ul className="bullets">
        {uses.map((use) => (
          <li key={use}>{use}</li>
        ))}
      </ul>
    </div>
  )
}

/** First a field is hidden, and may come back; dropping takes its values with it. */
function Remove({ field, close }: { field: CustomField; close: () => void }) {
  const [refused, setRefused] = useState(false)
  const used = useQuery({
    queryKey: ['custom-fields', field.id, 'uses'],
    queryFn: async () => (await get<{ usedBy: string[] }>(`/custom-fields/${field.id}/uses`)).usedBy,
  })
  async function hide(hidden: boolean) {
    await call('PATCH', `/custom-fields/${field.id}`, { body: { hidden }, version: field.version })
    await schemaChanged()
    close()
    say(hidden ? t('records.schema.isHidden') : t('records.schema.isShown'))
  }
  async function drop(force: boolean) {
    try {
      await call('DELETE', `/custom-fields/${field.id}?drop=true${force ? '&force=true' : ''}`, {
        version: field.version,
      })
      await schemaChanged()
      close()
      say(t('records.schema.isDropped'))
    } catch (error) {
      if (error instanceof Problem && error.status === 409) setRefused(true)
      else complain(error)
    }
  }
  return (
    <Modal
      open
      title={t('records.schema.removeTitle', { name: labelIn(field.labels) })}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button onClick={() => drop(refused)}>
            {refused ? t('records.schema.dropAnyway') : t('records.schema.drop')}
          </Button>
          <Button type="primary" onClick={() => hide(!field.hidden).catch(complain)}>
            {field.hidden ? t('records.schema.show') : t('records.schema.hide')}
          </Button>
        </>
      }
    >
      <p>{t('records.schema.removeHint')}</p>
      <UsedBy uses={used.data ?? []} />
    </Modal>
  )
}
