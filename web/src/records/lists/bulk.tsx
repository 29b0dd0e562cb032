import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { type Field, may } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { editable } from '../fields/editable'
import type { Selection } from './grid'
import type { ListView } from './state'

const BulkDialog = lazy(() => import('./bulkdialog'))

type Props = { view: ListView; selection: Selection; count: number; clear: () => void }
export type Act = { field?: Field; remove?: boolean; add?: boolean }

/** What one can do to many records at once: first the count, then the act, then the way back. */
export function BulkBar({ view, selection, count, clear }: Props) {
  const { type } = view
  const [act, setAct] = useState<Act | null>(null)
  const field = (name: string) => editable(type).find((f) => f.name === name)
  const owner = field('owner')
  const tags = field('tags')
  const update = may(type, 'update')
  return (
    <>
      {update && (
        <Button size="small" icon={<Icon name="edit" size={12} />} onClick={() => setAct({})}>
          {t('records.bulk.edit')}
        </Button>
      )}
      {update && owner && (
        <Button size="small" onClick={() => setAct({ field: owner })}>
          {t('records.bulk.assign')}
        </Button>
      )}
      {update && tags && (
        <Button size="small" onClick={() => setAct({ field: tags, add: true })}>
          {t('records.bulk.tag')}
        </Button>
      )}
      {may(type, 'delete') && (
        <Button size="small" icon={<Icon name="trash" size={12} />} onClick={() => setAct({ remove: true })}>
          {t('ui.delete')}
        </Button>
      )}
      <Button size="small" type="text" onClick={clear}>
        {t('records.unselect')}
      </Button>
      {act && (
        <Suspense>
          <BulkDialog
            act={act}
            view={view}
            selection={selection}
            count={count}
            close={(done) => {
              setAct(null)
              if (done) clear()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
