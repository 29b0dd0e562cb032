import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { makes } from '@/api/types'
import { facesOf } from '@/app/faces'
import { Icon } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Empty, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { Closed } from '../closed'
import { comesFromFiles, iconOf } from '../kinds'
import { FilterBar } from './filterbar'
import { Footer } from './footer'
import type { Selection } from './grid'
import { type ListView, useListView } from './state'
import { ListTools } from './tools'
import { Views } from './views'
import './list.css'

/** Other faces do without the table: it comes by itself, at once where the address names none. */
const table = () => import('./table')
const Table = lazy(table)
if (!location.search.includes('face=')) void table()
const Faces = lazy(() => import('./faces'))
const Peek = lazy(() => import('../record/peek'))
const NOBODY: Selection = { ids: new Map(), all: false }

/** The list of a kind of record; the same page for every kind there is and will be. */
export default function ListPage() {
  const view = useListView()
  if (!view) return <Closed />
  return <List key={view.type.plural} view={view} />
}

/** From anywhere around the table into it. */
function intoTable(event: KeyboardEvent): void {
  if ((event.target as Element).closest('.grid, [role=menu], .calendar, .board')) return
  document.querySelector<HTMLElement>('.grid [role=gridcell][tabindex="0"]')?.focus()
}

function List({ view }: { view: ListView }) {
  const { type, state, columns, question, change, setColumns } = view
  const navigate = useNavigate()
  const [selection, setSelection] = useState(NOBODY)
  useEffect(() => setSelection(NOBODY), [state.filter, state.q])
  const faces = facesOf(type.plural)
  const face = faces.find((each) => each.name === state.face)
  const open = (id: string) => void navigate({ to: '/$plural/$id', params: { plural: type.plural, id } })
  const create = () => void navigate({ to: '/$plural/new', params: { plural: type.plural } })
  useKeys([
    ...(makes(type) ? [{ keys: 'c', label: t('records.new', { type: type.label }), run: create }] : []),
    { keys: 'ArrowDown', label: t('records.keys.walk'), run: intoTable },
    { keys: 'Enter', label: t('records.keys.edit') },
    { keys: 'Space', label: t('records.keys.select') },
    { keys: 'p', label: t('records.peek') },
    { keys: 'o', label: t('records.open') },
  ])
  const grid = {
    type,
    columns,
    sort: question.sort,
    onSort: (sort: string) => change({ sort }),
    onColumns: setColumns,
    frozen: state.frozen,
    onFreeze: (frozen: number) => change({ frozen: frozen > 1 ? frozen : undefined }),
    onGroup: (group: string) => change({ group }),
    onPeek: (peek: string) => change({ peek }),
    onOpen: open,
    selection,
    onSelect: setSelection,
  }
  return (
    <div className="list-side">
      <div className="list">
        <div className="list-head">
          <div className="page-head">
            <h1 className="row">
              <span className="second">
                <Icon name={iconOf(type.plural)} size={20} />
              </span>
              {type.pluralLabel}
            </h1>
            <Views view={view} />
            <div className="acts">
              {faces.length > 0 && (
                <Suspense>
                  <Faces
                    faces={faces}
                    shown={face?.name ?? ''}
                    show={(name) => change({ face: name || undefined, at: undefined }, true)}
                  />
                </Suspense>
              )}
              <ListTools view={view} />
              {makes(type) && (
                <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={create}>
                  {t('records.new', { type: type.label })}
                </Button>
              )}
            </div>
          </div>
        </div>
        <FilterBar view={view} />
        <div className="list-body">
          <Suspense fallback={<Loading rows={12} />}>
            {face ? (
              <face.body view={view} />
            ) : (
              <Table view={view} grid={grid} empty={<Nothing view={view} />} />
            )}
          </Suspense>
        </div>
        {!face && (
          <Footer view={view} selection={selection} clear={() => setSelection(NOBODY)} onAll={setSelection} />
        )}
      </div>
      {state.peek && (
        <Suspense>
          <Peek plural={type.plural} id={state.peek} close={() => change({ peek: undefined })} />
        </Suspense>
      )}
    </div>
  )
}

function Nothing({ view }: { view: ListView }) {
  const { type, state, change } = view
  const navigate = useNavigate()
  if (state.filter || state.q) {
    return (
      <Empty icon="search" title={t('records.none.filtered')}>
        <Button onClick={() => change({ filter: undefined, q: undefined })}>
          {t('records.filter.clear')}
        </Button>
      </Empty>
    )
  }
  const filed = comesFromFiles(type)
  return (
    <Empty icon={iconOf(type.plural)} title={t('records.none', { type: type.pluralLabel })}>
      {filed && <p>{t('records.none.hint')}</p>}
      {type.byDesk && <p>{type.byDesk}</p>}
      <div className="row wrap">
        {filed && (
          <Button type="primary" onClick={() => navigate({ to: '/imports/new' })}>
            {t('records.none.import')}
          </Button>
        )}
        {makes(type) && (
          <Button
            type={filed ? 'default' : 'primary'}
            onClick={() => navigate({ to: '/$plural/new', params: { plural: type.plural } })}
          >
            {t('records.new', { type: type.label })}
          </Button>
        )}
      </div>
    </Empty>
  )
}
