import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { get, queryString } from '@/api/client'
import { useTypes } from '@/api/queries'
import { moment } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading, More } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain } from '@/ui/toast'
import { type Preview, previewOf, sayUndone, UndoDialog, type Unit } from './undo'

type Part = { items: Unit[]; next: string | null }

/** What changed many records at once, newest first, each with its way back. */
export default function Units() {
  const [preview, setPreview] = useState<Preview | null>(null)
  const found = useInfiniteQuery({
    queryKey: ['records', 'units'],
    queryFn: ({ pageParam }) => get<Part>(`/units${queryString({ cursor: pageParam, limit: 100 })}`),
    initialPageParam: '',
    getNextPageParam: (last: Part) => last.next ?? undefined,
  })
  const units = found.data?.pages.flatMap((page) => page.items).filter((unit) => unit.kind !== 'value')
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('records.units')}</h1>
      </div>
      <p className="page-lead">{t('records.units.lead')}</p>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} again={() => found.refetch()} />}
      {units?.length === 0 && <Empty icon="undo" title={t('records.units.none')} />}
      {units && units.length > 0 && (
        <Table units={units} look={(unit) => previewOf(unit.id).then(setPreview).catch(complain)} />
      )}
      <More of={found} />
      {preview && (
        <UndoDialog
          preview={preview}
          title={t('records.undo.title')}
          close={() => setPreview(null)}
          done={sayUndone}
        />
      )}
    </div>
  )
}

function Table({ units, look }: { units: Unit[]; look: (unit: Unit) => void }) {
  const types = useTypes()
  const about = (label: string) => types.find((type) => type.plural === label)?.pluralLabel ?? label
  return (
    <div className="ledger-scroll">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('records.units.what')}</th>
            <th scope="col">{t('records.units.who')}</th>
            <th scope="col">{t('records.units.when')}</th>
            <th aria-label={t('records.undo.do')} />
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.id}>
              <td>
                {tx(`records.units.${unit.kind}`, {}, unit.kind)}
                {unit.label && <span className="muted"> {about(unit.label)}</span>}
              </td>
              <td>{unit.principal.name}</td>
              <td>{moment(unit.at)}</td>
              <td className="num">
                {unit.undoneBy ? (
                  <span className="muted">{t('records.units.undone')}</span>
                ) : (
                  <Button size="small" icon={<Icon name="undo" size={12} />} onClick={() => look(unit)}>
                    {t('records.undo.look')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
