import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type KeyboardEvent, lazy, Suspense, useEffect, useState } from 'react'
import { type Fault, Problem } from '@/api/client'
import { rowsQuery } from '@/api/records'
import { Icon } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Pop } from '@/ui/pop'
import { t } from '@/ui/text'
import { fromCel, type Group, toCel } from './filter'
import { NodeText } from './said'
import type { ListView } from './state'
import './filterbar.css'

const FilterBuilder = lazy(() => import('./builder'))

/** What narrows the list: words, rows of conditions, and the expression that they make, editable as such. */
export function FilterBar({ view }: { view: ListView }) {
  const { type, state, change } = view
  const [draft, setDraft] = useState<Group>(() => fromCel(state.filter ?? ''))
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (toCel(draft) !== (state.filter ?? '')) setDraft(fromCel(state.filter ?? ''))
  }, [state.filter])
  useKeys([{ keys: 'f', label: t('records.filter'), run: () => setOpen(true) }])
  function apply(next: Group) {
    setDraft(next)
    const cel = toCel(next)
    if (cel !== (state.filter ?? '')) change({ filter: cel || undefined })
  }
  const without = (i: number) => apply({ ...draft, items: draft.items.filter((_, j) => j !== i) })
  return (
    <div className="list-filters">
      <div className="filters">
        <QuickSearch value={state.q} onChange={(q) => change({ q: q || undefined })} />
        {draft.items.map((node, i) => (
          <span key={i} className="filter-chip">
            {i > 0 && !draft.all && <span className="muted">{t('records.filter.or')} </span>}
            <button type="button" className="plain" onClick={() => setOpen(true)}>
              <NodeText node={node} type={view.type} />
            </button>
            <button
              type="button"
              className="plain"
              aria-label={t('records.filter.remove')}
              onClick={() => without(i)}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
        <Pop
          label={t('records.filter')}
          open={open}
          onOpenChange={setOpen}
          placement="bottomLeft"
          content={
            <div className="builder-pop">
              <Suspense>
                <FilterBuilder type={type} group={draft} onChange={apply} />
              </Suspense>
            </div>
          }
        >
          <Button type="text" icon={<Icon name="filter" size={14} />}>
            {t('records.filter')}
          </Button>
        </Pop>
        <Expression view={view} />
      </div>
    </div>
  )
}

function QuickSearch({ value, onChange }: { value?: string; onChange: (words: string) => void }) {
  const [words, setWords] = useState(value ?? '')
  useEffect(() => setWords(value ?? ''), [value])
  useEffect(() => {
    if (words === (value ?? '')) return
    const wait = setTimeout(() => onChange(words), 250)
    return () => clearTimeout(wait)
  }, [words])
  return (
    <Input
      className="filter-words"
      prefix={<Icon name="search" size={14} />}
      placeholder={t('records.search')}
      aria-label={t('records.search')}
      allowClear
      value={words}
      onChange={(event) => setWords(event.target.value)}
    />
  )
}

/** The column that the message begins with (`Line 1, column 7: …` in any language), unless it is told apart. */
function columnOf(fault: Fault): number | undefined {
  if (fault.column !== undefined) return fault.column
  const [line, column] = fault.message.match(/\d+/g) ?? []
  return fault.code.startsWith('expression') && line === '1' && column ? Number(column) : undefined
}

/** The filter as the text that it is; the server judges it, and says where it is wrong. */
function Expression({ view }: { view: ListView }) {
  const { type, state, question, change } = view
  const [text, setText] = useState<string | null>(null)
  const { error } = useInfiniteQuery({ ...rowsQuery(type.plural, question), enabled: false })
  const faults = error instanceof Problem && error.status === 400 ? error.errors : []
  const fault = faults.find((f) => f.field === 'filter')
  const column = fault && columnOf(fault)
  if (text === null && !state.filter) {
    return (
      <Button type="text" className="code push" onClick={() => setText('')}>
        CEL
      </Button>
    )
  }
  function key(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') change({ filter: event.currentTarget.value.trim() || undefined })
    if (event.key === 'Escape') setText(null)
  }
  return (
    <div className="expression">
      {text === null ? (
        <button
          type="button"
          className="plain code cut"
          title={t('records.filter.text')}
          onClick={() => setText(state.filter ?? '')}
        >
          {state.filter}
        </button>
      ) : (
        <Input
          className="code"
          autoFocus
          aria-label={t('records.filter.text')}
          status={fault ? 'error' : undefined}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={key}
          onBlur={() => {
            change({ filter: text.trim() || undefined })
            if (!fault) setText(null)
          }}
        />
      )}
      {fault && (
        <p className="wrong expression-fault" role="alert">
          {column !== undefined && (
            <span className="code">
              {(state.filter ?? '').slice(Math.max(0, column - 13), Math.max(0, column - 1))}
              <mark>{(state.filter ?? '').slice(Math.max(0, column - 1)).split(/[\s.)(]/)[0] || '▴'}</mark>
            </span>
          )}{' '}
          {fault.message}
        </p>
      )}
    </div>
  )
}
