import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, DatePicker, Input, Modal, Switch } from 'antd'
import type { Dayjs } from 'dayjs'
import '@/ui/dayjs'
import { useState } from 'react'
import { Problem, post } from '@/api/client'
import { useSession, useType } from '@/api/queries'
import { bin, changed, rowsQuery } from '@/api/records'
import { may, type Row } from '@/api/types'
import { FieldValue } from '@/records/fields/value'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading, More } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import type { Grant } from '../roles/grants'
import { GrantTable } from '../roles/table'
import { Secret } from '../secret'

/** Keys by which programs act for a person. */
export default function Keys() {
  const type = useType('api-keys')
  const [making, setMaking] = useState(false)
  const [key, setKey] = useState<string | null>(null)
  const found = useInfiniteQuery({ ...rowsQuery('api-keys', { sort: '-createdAt' }), enabled: Boolean(type) })
  const rows = found.data?.pages.flatMap((page) => page.items)
  const fields = ['name', 'prefix', 'owner', 'expiresAt', 'lastUsedAt'].flatMap(
    (name) => type?.fields.find((field) => field.name === name) ?? [],
  )
  async function revoke(row: Row) {
    await bin('api-keys', row)
    say(t('access.key.revoked', { name: String(row.name) }))
  }
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{type?.pluralLabel ?? t('access.keys')}</h1>
        <div className="acts">
          <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setMaking(true)}>
            {t('access.key.new')}
          </Button>
        </div>
      </div>
      <p className="page-lead">{t('access.keys.hint')}</p>
      {type && found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} again={() => found.refetch()} />}
      {rows?.length === 0 && <Empty icon="key" title={t('access.keys.none')} />}
      {type && rows && rows.length > 0 && (
        <div className="ledger-scroll">
          <table className="ledger">
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field.name} scope="col">
                    {field.label}
                  </th>
                ))}
                <th aria-label={t('access.key.revoke')} />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  {fields.map((field) => (
                    <td key={field.name} className={field.name === 'prefix' ? 'code' : undefined}>
                      <FieldValue field={field} value={row[field.name]} row={row} plain />
                    </td>
                  ))}
                  <td className="num">
                    {may(type, 'delete') && (
                      <Button size="small" onClick={() => revoke(row).catch(complain)}>
                        {t('access.key.revoke')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More of={found} />
      {making && (
        <Issue
          close={() => setMaking(false)}
          issued={(made) => {
            setMaking(false)
            setKey(made)
            void changed('api-keys')
          }}
        />
      )}
      {key && (
        <Secret
          title={t('access.key.new')}
          hint={t('access.key.once')}
          text={key}
          close={() => setKey(null)}
        />
      )}
    </div>
  )
}

function Issue({ close, issued }: { close: () => void; issued: (key: string) => void }) {
  const { user } = useSession()
  const [name, setName] = useState('')
  const [until, setUntil] = useState<Dayjs | null>(null)
  const [scopes, setScopes] = useState<Grant[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const wrong = error instanceof Problem ? error.byField() : {}
  async function issue() {
    try {
      const body = {
        name,
        ...(until ? { expiresAt: until.endOf('day').toISOString() } : {}),
        ...(scopes ? { scopes } : {}),
      }
      const made = await post<{ key: string }>(`/users/${user.id}/issue-key`, body)
      issued(made.key)
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Modal
      open
      title={t('access.key.new')}
      okText={t('access.key.issue')}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: !name.trim() || scopes?.length === 0 }}
      width={scopes ? 1120 : undefined}
      onOk={issue}
      onCancel={close}
    >
      <div className="stack">
        <WhatIsWrong error={error} fields={['name', 'expiresAt']} />
        <Labelled label={t('access.key.name')} help={t('access.key.name.help')} error={wrong.name}>
          {(id) => <Input id={id} autoFocus value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        <Labelled label={t('access.key.until')} error={wrong.expiresAt}>
          {(id) => <DatePicker id={id} value={until} onChange={setUntil} style={{ width: '100%' }} />}
        </Labelled>
        <Labelled label={t('access.key.less')} help={t('access.key.less.help')}>
          {(id) => (
            <Switch id={id} checked={scopes !== null} onChange={(less) => setScopes(less ? [] : null)} />
          )}
        </Labelled>
        {scopes && <GrantTable grants={scopes} locked={false} onChange={setScopes} />}
      </div>
    </Modal>
  )
}
