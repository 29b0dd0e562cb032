import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useType, useTypes } from '@/api/queries'
import { binQuery, restore } from '@/api/records'
import { fieldAt, valueAt } from '@/api/types'
import { count, moment } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading, More } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { Closed } from '../closed'
import { FieldValue } from '../fields/value'
import { defaultPaths } from '../lists/columns'

/** What was deleted, and the way back for it. */
export default function BinPage() {
  const { plural = '' } = useParams({ strict: false }) as { plural?: string }
  const type = useType(plural)
  const types = useTypes()
  const found = useInfiniteQuery(binQuery(plural))
  if (!type) return <Closed />
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const rows = found.data.pages.flatMap((page) => page.items)
  const paths = defaultPaths(types, type)
    .filter((path) => !path.includes('.'))
    .slice(0, 4)
  async function back(id: string, name: string) {
    await restore(plural, id)
    say(t('records.restored', { name }))
  }
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('records.bin.of', { type: type.pluralLabel })}</h1>
        <Link to="/$plural" params={{ plural }} className="muted">
          {t('records.back')}
        </Link>
        <span className="push muted">{count(found.data.pages[0]?.count ?? rows.length)}</span>
      </div>
      {rows.length === 0 ? (
        <Empty icon="trash" title={t('records.bin.empty')} />
      ) : (
        <div className="ledger-scroll">
          <table className="ledger">
            <thead>
              <tr>
                {paths.map((path) => (
                  <th key={path} scope="col">
                    {fieldAt(types, type, path)?.label}
                  </th>
                ))}
                <th scope="col">{t('records.bin.when')}</th>
                <th aria-label={t('records.bin.restore')} />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const name = String(row[type.title] ?? '')
                return (
                  <tr key={row.id}>
                    {paths.map((path) => {
                      const field = fieldAt(types, type, path)
                      return (
                        <td key={path}>
                          {field && <FieldValue field={field} value={valueAt(row, path)} row={row} plain />}
                        </td>
                      )
                    })}
                    <td>{moment(String(row.deletedAt ?? row.updatedAt ?? ''))}</td>
                    <td className="num">
                      <Button
                        size="small"
                        icon={<Icon name="undo" size={12} />}
                        onClick={() => back(row.id, name).catch(complain)}
                      >
                        {t('records.bin.restore')}
                      </Button>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      <More of={found} />
    </div>
  )
}
