import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useType } from '@/api/queries'
import { rowsQuery } from '@/api/records'
import { may } from '@/api/types'
import { CreateInside } from '@/records/record/inside'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading, More } from '@/ui/states'
import { t } from '@/ui/text'

/** The roles; what each allows is on its own page. */
export default function Roles() {
  const type = useType('roles')
  const navigate = useNavigate()
  const [making, setMaking] = useState(false)
  const found = useInfiniteQuery({ ...rowsQuery('roles', { sort: 'name' }), enabled: Boolean(type) })
  const rows = found.data?.pages.flatMap((page) => page.items)
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{type.pluralLabel}</h1>
        <div className="acts">
          {may(type, 'create') && (
            <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setMaking(true)}>
              {t('records.new', { type: type.label })}
            </Button>
          )}
        </div>
      </div>
      <p className="page-lead">{t('access.roles.hint')}</p>
      <ul className="card home-list">
        {rows?.map((role) => (
          <li key={role.id} className="row">
            <Icon name="lock" size={14} />
            <Link to="/admin/roles/$id" params={{ id: role.id }} className="link">
              {String(role.name)}
            </Link>
            {role.administrator === true && <span className="mark mark-warm">{t('access.everything')}</span>}
          </li>
        ))}
      </ul>
      <More of={found} />
      {making && (
        <CreateInside
          type={type}
          start={{}}
          close={() => setMaking(false)}
          made={(row) => navigate({ to: '/admin/roles/$id', params: { id: row.id } })}
        />
      )}
    </div>
  )
}
