import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Modal, Tree, type TreeDataNode } from 'antd'
import { useState } from 'react'
import { useType } from '@/api/queries'
import { aggregateQuery, bin, restore, update, wholeQuery } from '@/api/records'
import { idOf, may, type Row } from '@/api/types'
import { RecordForm } from '@/records/record/form'
import { CreateInside } from '@/records/record/inside'
import { count } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'

type Node = TreeDataNode & { row: Row }

function grown(rows: Row[], parent: string | null): Node[] {
  const known = new Set(rows.map((row) => row.id))
  const parentOf = (row: Row) => {
    const id = idOf(row.parent)
    return known.has(id) ? id : null
  }
  return rows
    .filter((row) => parentOf(row) === parent)
    .map((row) => ({ key: row.id, row, title: String(row.name), children: grown(rows, row.id) }))
}

/** The tree of teams: drag a team to another to move it there with all below it. */
export default function Teams() {
  const type = useType('teams')
  const [making, setMaking] = useState<string | null>(null)
  const [editing, setEditing] = useState<Row | null>(null)
  const found = useQuery({ ...wholeQuery('teams', { sort: 'name' }), enabled: Boolean(type) })
  const sizes = useQuery({
    ...aggregateQuery('users', { groupBy: ['team'], measures: { n: 'count()' } }),
    enabled: Boolean(type),
    retry: false,
  })
  if (!type) return <Empty icon="lock" title={t('ui.forbidden')} />
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const size = (id: string) => Number(sizes.data?.items.find((item) => item.team === id)?.n ?? 0)
  async function move(row: Row, parent: string | null) {
    const before = idOf(row.parent) || null
    const saved = await update('teams', row.id, row.version, { parent })
    say(t('records.saved', { field: String(row.name) }), () =>
      update('teams', row.id, saved.version, { parent: before }),
    )
  }
  async function remove(row: Row) {
    await bin('teams', row)
    setEditing(null)
    say(t('records.deleted', { name: String(row.name) }), () => restore('teams', row.id))
  }
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{type.pluralLabel}</h1>
        <div className="acts">
          {may(type, 'create') && (
            <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setMaking('')}>
              {t('records.new', { type: type.label })}
            </Button>
          )}
        </div>
      </div>
      <p className="page-lead">{t('access.teams.hint')}</p>
      {found.data.length === 0 ? (
        <Empty icon="people" title={t('records.none', { type: type.pluralLabel })} />
      ) : (
        <section className="card">
          <Tree<Node>
            blockNode
            defaultExpandAll
            showLine
            selectable={false}
            draggable={may(type, 'update') ? { icon: false } : false}
            treeData={grown(found.data, null)}
            onDrop={({ dragNode, node, dropToGap }) => {
              const parent = dropToGap ? idOf(node.row.parent) || null : node.row.id
              move(dragNode.row, parent).catch(complain)
            }}
            titleRender={(node) => (
              <span className="row">
                <span>{String(node.row.name)}</span>
                <Link
                  to="/$plural"
                  params={{ plural: 'users' }}
                  search={{ filter: `team == "${node.row.id}"` } as never}
                  className="muted"
                >
                  {t('access.members', { n: count(size(node.row.id)) })}
                </Link>
                <button
                  type="button"
                  className="plain muted"
                  aria-label={t('ui.edit')}
                  onClick={() => setEditing(node.row)}
                >
                  <Icon name="edit" size={13} />
                </button>
                <button
                  type="button"
                  className="plain muted"
                  aria-label={t('records.new', { type: type.label })}
                  onClick={() => setMaking(node.row.id)}
                >
                  <Icon name="plus" size={13} />
                </button>
              </span>
            )}
          />
        </section>
      )}
      {making !== null && (
        <CreateInside
          type={type}
          start={making ? { parent: making } : {}}
          close={() => setMaking(null)}
          made={() => setMaking(null)}
        />
      )}
      {editing && (
        <Modal
          open
          title={String(editing.name)}
          onCancel={() => setEditing(null)}
          destroyOnHidden
          footer={
            may(type, 'delete') && (
              <Button onClick={() => remove(editing).catch(complain)}>{t('ui.delete')}</Button>
            )
          }
        >
          <RecordForm
            type={type}
            start={{ name: editing.name, parent: idOf(editing.parent) || null }}
            submitLabel={t('ui.save')}
            send={(values) => update('teams', editing.id, editing.version, { parent: null, ...values })}
            done={() => setEditing(null)}
          />
        </Modal>
      )}
    </div>
  )
}
