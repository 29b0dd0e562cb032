import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { Fragment, useEffect, useState } from 'react'
import { useType, useTypes } from '@/api/queries'
import { recordQuery, update } from '@/api/records'
import { may, type Type } from '@/api/types'
import { WhatIsWrong } from '@/ui/form'
import { Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { say } from '@/ui/toast'
import { type Grant, grantOf, VERBS, withGrant } from './grants'
import { PartRow, TypeRow } from './rows'
import '@/ui/admin.css'

/**
 * What a role allows: each verb on each type as far as it reaches, and the fields that differ from their type; of
 * parts, which go as far as their owner, the fields.
 */
export default function Role() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const kind = useType('roles')
  const all = useTypes()
  const types = all.filter((type) => !type.partOf)
  const found = useQuery(recordQuery('roles', id))
  const [grants, setGrants] = useState<Grant[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => setGrants(null), [found.data?.version])
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const role = found.data
  const stored = (role.grants as Grant[] | undefined) ?? []
  const shown = grants ?? stored
  const locked = role.administrator === true || !may(kind, 'update')
  const cells = (type: Type) => ({
    grant: grantOf(shown, type),
    locked,
    onChange: (grant: Grant) => setGrants(withGrant(shown, grant, type)),
  })
  async function save() {
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
        <section className="card ledger-scroll">
          <table className="grants">
            <thead>
              <tr>
                <th scope="col">{t('access.type')}</th>
                {VERBS.map((verb) => (
                  <th key={verb} scope="col">
                    {tx(`access.verb.${verb}`)}
                  </th>
                ))}
                <th scope="col">{t('access.fields')}</th>
              </tr>
            </thead>
            <tbody>
              {types.map((type) => (
                <Fragment key={type.name}>
                  <TypeRow type={type} {...cells(type)} />
                  {all
                    .filter((part) => part.partOf === type.name)
                    .map((part) => (
                      <PartRow key={part.name} type={part} owner={type} {...cells(part)} />
                    ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}
