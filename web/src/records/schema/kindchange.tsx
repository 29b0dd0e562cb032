import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Progress, Select } from 'antd'
import { useEffect, useState } from 'react'
import { call, get, post } from '@/api/client'
import { useTypes } from '@/api/queries'
import { type Job, shareOf } from '@/platform/job'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { count } from '@/ui/format'
import { t, tx } from '@/ui/text'
import { say } from '@/ui/toast'
import { ChoiceRows, KINDS } from './fieldform'
import { type CustomField, labelIn, schemaChanged, UsedBy } from './fields'

type Preview = {
  values: number
  lost: number
  failing: { value: string; count: number }[]
  usedBy: string[]
}
type Asked = { kind: string; choices?: CustomField['choices']; target?: string }

/** A field becomes one of another kind: first one sees what will not convert, then one decides. */
export function KindChange({ field, close }: { field: CustomField; close: () => void }) {
  const [asked, setAsked] = useState<Asked>({ kind: '', choices: field.choices })
  const [preview, setPreview] = useState<Preview | null>(null)
  const [job, setJob] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const types = useTypes()
  const chooses = asked.kind === 'choice' || asked.kind === 'multiChoice'
  const refers = asked.kind === 'reference' || asked.kind === 'references'
  const body = {
    kind: asked.kind,
    ...(chooses ? { choices: asked.choices } : {}),
    ...(refers ? { target: asked.target } : {}),
  }
  function set(change: Partial<Asked>) {
    setAsked({ ...asked, ...change })
    setPreview(null)
    setError(null)
  }
  const look = () =>
    post<Preview>(`/custom-fields/${field.id}/preview-kind`, body).then(setPreview).catch(setError)
  const change = () =>
    call<{ job: string }>('POST', `/custom-fields/${field.id}/change-kind`, {
      body: { ...body, lost: preview?.lost ?? 0 },
      version: field.version,
    })
      .then((made) => setJob(made.job))
      .catch(setError)
  return (
    <Modal
      open
      width={640}
      title={t('records.schema.changeKindOf', { name: labelIn(field.labels) })}
      onCancel={close}
      footer={
        job ? null : (
          <>
            <Button onClick={close}>{t('ui.cancel')}</Button>
            {preview ? (
              <Button type="primary" danger={preview.lost > 0} onClick={change}>
                {preview.lost > 0
                  ? t('records.schema.changeLosing', { n: count(preview.lost) })
                  : t('records.schema.change')}
              </Button>
            ) : (
              <Button type="primary" disabled={!asked.kind} onClick={look}>
                {t('records.schema.preview')}
              </Button>
            )}
          </>
        )
      }
    >
      <div className="stack">
        <p className="muted">{t('records.schema.changeHint')}</p>
        <WhatIsWrong error={error} fields={[]} />
        <div className="fields">
          <Labelled label={t('records.schema.newKind')}>
            {(id) => (
              <Select
                id={id}
                showSearch={{ optionFilterProp: 'label' }}
                value={asked.kind || undefined}
                options={KINDS.filter((kind) => kind !== 'formula' && kind !== field.kind).map((value) => ({
                  value,
                  label: tx(`records.kind.${value}`),
                }))}
                onChange={(kind) => set({ kind })}
              />
            )}
          </Labelled>
          {refers && (
            <Labelled label={t('records.schema.target')}>
              {(id) => (
                <Select
                  id={id}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={asked.target}
                  options={types
                    .filter((type) => !type.partOf)
                    .map((type) => ({ value: type.plural, label: type.pluralLabel }))}
                  onChange={(target) => set({ target })}
                />
              )}
            </Labelled>
          )}
        </div>
        {chooses && <ChoiceRows draft={{ choices: asked.choices }} set={set} />}
        {preview && !job && <Outcome preview={preview} />}
        {job && <Under id={job} close={close} />}
      </div>
    </Modal>
  )
}

/** How many values go over, and which do not. */
function Outcome({ preview }: { preview: Preview }) {
  return (
    <div className="stack" aria-live="polite">
      <p>
        {t('records.schema.converts', {
          n: count(preview.values - preview.lost),
          of: count(preview.values),
        })}
      </p>
      {preview.lost > 0 && (
        <>
          <p className="wrong">{t('records.schema.loses', { n: count(preview.lost) })}</p>
          <div className="ledger-scroll kind-failing">
            <table className="ledger">
              <thead>
                <tr>
                  <th scope="col">{t('records.schema.choice')}</th>
                  <th scope="col" className="num">
                    {t('records.schema.records')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {preview.failing.map((each) => (
                  <tr key={each.value}>
                    <td>{each.value}</td>
                    <td className="num">{count(each.count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <UsedBy uses={preview.usedBy} />
    </div>
  )
}

function Under({ id, close }: { id: string; close: () => void }) {
  const found = useQuery({
    queryKey: ['jobs', id],
    queryFn: () => get<Job>(`/jobs/${id}`),
    refetchInterval: (query) =>
      ['done', 'failed', 'cancelled'].includes(query.state.data?.state ?? '') ? false : 500,
  })
  const state = found.data?.state
  useEffect(() => {
    if (state !== 'done') return
    void schemaChanged().then(() => {
      close()
      say(t('records.schema.isChanged'))
    })
  }, [state])
  if (state === 'failed') return <p className="wrong">{found.data?.message}</p>
  return (
    <div aria-live="polite">
      <Progress
        percent={Math.round(shareOf(found.data ?? {}) * 100)}
        aria-label={t('records.schema.change')}
      />
      <p className="muted">{found.data?.message}</p>
    </div>
  )
}
