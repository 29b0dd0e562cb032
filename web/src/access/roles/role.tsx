import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useType } from '@/api/queries'
import { recordQuery, update } from '@/api/records'
import { may } from '@/api/types'
import { WhatIsWrong } from '@/ui/form'
import { useKeys } from '@/ui/keys'
import { Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import type { Grant } from './grants'
import { GrantTable } from './table'

/** What a role allows. */
export default function Role() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const kind = useType('roles')
  const found = useQuery(recordQuery('roles', id))
  const [grants, setGrants] = useState<Grant[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => setGrants(null), [found.data?.version])
  const role = found.data
  const stored = (role?.grants as Grant[] | undefined) ?? []
  async function save() {
    if (!role) return
    setError(null)
    try {
      const saved = await update('roles', id, role.version, { grants })
      say(t('records.saved', { field: String(role.name) }), () =>
        update('roles', id, saved.version, { grants: stored }),
      )
    } catch (problem) {
      setError(problem)
    }
  }
  useKeys([{ keys: 'Ctrl+s', label: t('ui.save'), run: () => void (grants && save()) }])
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  if (!role) return <Loading />
  const shown = grants ?? stored
  const locked = role.administrator === true || !may(kind, 'update')
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <Link to="/admin/roles" className="muted">
            {kind?.pluralLabel}
          </Link>
          <h1>{String(role.name)}</h1>
        </div>
        <div className="acts">
          {grants && <Button onClick={() => setGrants(null)}>{t('ui.cancel')}</Button>}
          <Button type="primary" disabled={!grants} onClick={save}>
            {t('ui.save')}
          </Button>
        </div>
      </div>
      <WhatIsWrong error={error} fields={[]} />
      {role.administrator === true ? (
        <p className="page-lead">{t('access.everything.hint')}</p>
      ) : (
        <GrantTable grants={shown} locked={locked} onChange={setGrants} />
      )}
    </div>
  )
}
