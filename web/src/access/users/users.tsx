import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useDeferredValue, useState } from 'react'
import { post } from '@/api/client'
import { useSession, useType } from '@/api/queries'
import { bin, restore, rowsQuery, update } from '@/api/records'
import { may, type Row, type Type } from '@/api/types'
import { FieldValue } from '@/records/fields/value'
import { RecordForm } from '@/records/record/form'
import { CreateInside } from '@/records/record/inside'
import { count } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Menu } from '@/ui/menu'
import { Empty, Failed, Loading, More } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { Secret } from '../secret'

const SHOWN = ['name', 'email', 'team', 'roles', 'active']

/** Who may sign in, in which team, with which roles. */
export default function Users() {
  const type = useType('users')
  const [words, setWords] = useState('')
  const [making, setMaking] = useState(false)
  const [editing, setEditing] = useState<Row | null>(null)
  const [link, setLink] = useState<string | null>(null)
  const asked = useDeferredValue(words.trim())
  const found = useInfiniteQuery({
    ...rowsQuery('users', { sort: 'name', q: asked }),
    enabled: Boolean(type),
    placeholderData: (before) => before,
  })
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  const rows = found.data?.pages.flatMap((page) => page.items)
  async function invite(id: string) {
    const made = await post<{ link: string }>(`/users/${id}/invite`)
    setLink(made.link.startsWith('/') ? location.origin + made.link : made.link)
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1>{type.pluralLabel}</h1>
        <Input
          className="filter-words"
          prefix={<Icon name="search" size={14} />}
          aria-label={t('records.search')}
          placeholder={t('records.search')}
          allowClear
          style={{ width: 200 }}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <span className="muted">{found.data && count(found.data.pages[0]?.count ?? 0)}</span>
        <div className="acts">
          {may(type, 'create') && (
            <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setMaking(true)}>
              {t('records.new', { type: type.label })}
            </Button>
          )}
        </div>
      </div>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} again={() => found.refetch()} />}
      {rows?.length === 0 && <Empty icon="people" title={t('records.none.filtered')} />}
      {rows && rows.length > 0 && (
        <UserTable type={type} rows={rows} edit={setEditing} invite={(id) => invite(id).catch(complain)} />
      )}
      <More of={found} />
      {making && (
        <CreateInside
          type={type}
          start={{ active: true }}
          close={() => setMaking(false)}
          made={(row) => {
            setMaking(false)
            invite(row.id).catch(complain)
          }}
        />
      )}
      {editing && (
        <Modal
          open
          title={String(editing.name)}
          footer={null}
          onCancel={() => setEditing(null)}
          destroyOnHidden
        >
          <RecordForm
            type={type}
            start={Object.fromEntries(
              ['name', 'email', 'team', 'roles', 'locale', 'timezone', 'active'].map((n) => [n, editing[n]]),
            )}
            submitLabel={t('ui.save')}
            send={(values) => update('users', editing.id, editing.version, values)}
            done={() => setEditing(null)}
            cancel={() => setEditing(null)}
          />
        </Modal>
      )}
      {link && (
        <Secret
          title={t('access.invite')}
          hint={t('access.invite.hint')}
          text={link}
          close={() => setLink(null)}
        />
      )}
    </div>
  )
}

type TableProps = { type: Type; rows: Row[]; edit: (row: Row) => void; invite: (id: string) => void }

function UserTable({ type, rows, edit, invite }: TableProps) {
  const me = useSession().user.id
  const fields = SHOWN.flatMap((name) => type.fields.find((field) => field.name === name) ?? [])
  async function remove(row: Row) {
    await bin('users', row)
    say(t('records.deleted', { name: String(row.name) }), () => restore('users', row.id))
  }
  const menu = (row: Row) => [
    { key: 'edit', label: t('ui.edit'), onClick: () => edit(row) },
    { key: 'invite', label: t('access.invite'), onClick: () => invite(row.id) },
    {
      key: 'active',
      label: row.active === false ? t('access.activate') : t('access.deactivate'),
      disabled: row.id === me,
      onClick: () => update('users', row.id, row.version, { active: row.active === false }).catch(complain),
    },
    {
      key: 'delete',
      label: t('ui.delete'),
      disabled: row.id === me,
      onClick: () => remove(row).catch(complain),
    },
  ]
  return (
    <div className="ledger-scroll">
      <table className="ledger">
        <thead>
          <tr>
            {fields.map((field) => (
              <th key={field.name} scope="col">
                {field.label}
              </th>
            ))}
            <th aria-label={t('records.more')} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={row.active === false ? 'muted' : undefined}>
              {fields.map((field) => (
                <td key={field.name}>
                  {field.name === 'name' ? (
                    <button type="button" className="plain link" onClick={() => edit(row)}>
                      {String(row.name)}
                    </button>
                  ) : (
                    <FieldValue field={field} value={row[field.name]} row={row} />
                  )}
                </td>
              ))}
              <td className="num">
                <Menu menu={{ items: menu(row) }}>
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('records.more')}
                    icon={<Icon name="more" size={14} />}
                  />
                </Menu>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
