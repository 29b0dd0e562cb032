import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTypeNamed } from '@/api/queries'
import { someQuery } from '@/api/records'
import { type Field, idOf, makes, type Row, type Value } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { CreateInside } from '../record/inside'
import type { InputProps } from './control'
import { useNames } from './names'

const NEW = '\u0000new'

function idsOf(value: Value): string[] {
  const list = Array.isArray(value) ? value : value ? [value] : []
  return list.map((item) => (typeof item === 'object' && item ? (item as { id: string }).id : String(item)))
}

/** What is offered: what the field says, and people of the record's account as long as nobody else is asked for. */
function offered(field: Field, row: Row | undefined, asked: string): string | undefined {
  const account = idOf(row?.account)
  const near = field.target === 'contact' && account && !asked ? `account == "${account}"` : undefined
  return both(field.offers, near)
}

function both(one: string | null | undefined, other: string | null | undefined): string | undefined {
  return one && other ? `(${one}) && (${other})` : (one ?? other ?? undefined)
}

/** Finds the record to refer to, or makes it while choosing. */
export function ReferencePicker({ field, value, onChange, id, inCell, label, row }: InputProps) {
  const target = useTypeNamed(field.target)
  const many = field.kind === 'references' || Boolean(field.many)
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(Boolean(inCell))
  const [making, setMaking] = useState<string | null>(null)
  const asked = useDeferredValue(words)
  const title = target?.title ?? 'name'
  const ids = idsOf(value)
  const names = useNames(target, ids)
  const found = useQuery({
    ...someQuery(
      target?.plural ?? '',
      {
        select: `id,${title}`,
        q: asked,
        sort: asked ? undefined : title,
        filter: offered(field, row, asked),
      },
      30,
    ),
    enabled: Boolean(target) && open,
    placeholderData: (before) => before,
  })
  // kinds that the search box does not know, such as people who work here, are found by their title
  const unknown = Boolean(asked) && found.data?.items.length === 0
  const titled = useQuery({
    ...someQuery(
      target?.plural ?? '',
      {
        select: `id,${title}`,
        filter: both(`lower(${title}).contains(lower(${JSON.stringify(asked)}))`, offered(field, row, asked)),
      },
      30,
    ),
    enabled: Boolean(target) && open && unknown,
    retry: false,
  })
  const rows = unknown ? titled.data?.items : found.data?.items
  // until the answer to these words is there, of the answer before only what fits them: Enter takes the first
  const early = asked !== words || found.isPlaceholderData
  const options = (rows ?? [])
    .map((row) => ({ value: row.id, label: String(row[title] ?? row.id) }))
    .filter((option) => !early || option.label.toLowerCase().includes(words.toLowerCase()))
  const known = ids.flatMap((each, i) =>
    options.some((option) => option.value === each) ? [] : [{ value: each, label: names[i] ?? '…' }],
  )
  const make =
    target && makes(target) && !early ? [{ value: NEW, label: t('records.makeNew', { name: words }) }] : []
  function choose(chosen: string | string[] | undefined) {
    const list = Array.isArray(chosen) ? chosen : chosen ? [chosen] : []
    if (list.includes(NEW)) setMaking(words)
    else onChange(many ? list : (list[0] ?? null))
  }
  return (
    <>
      <Select<string | string[]>
        id={id}
        aria-label={label}
        className="field-input"
        mode={many ? 'multiple' : undefined}
        autoFocus={inCell}
        open={open}
        onOpenChange={setOpen}
        allowClear={!field.required}
        showSearch={{ filterOption: false, onSearch: setWords, searchValue: words }}
        options={words ? [...options, ...make, ...known] : [...known, ...options, ...make]}
        optionRender={(option) =>
          option.value === NEW ? <NewOption label={String(option.label)} /> : option.label
        }
        notFoundContent={found.isFetching ? t('ui.loading') : t('ui.nothing')}
        value={many ? ids : ids[0]}
        onChange={choose}
      />
      {making !== null && target && (
        <CreateInside
          type={target}
          start={{ [title]: making || undefined }}
          close={() => setMaking(null)}
          made={(row) => {
            setMaking(null)
            onChange(many ? [...ids, row.id] : row.id)
          }}
        />
      )}
    </>
  )
}

function NewOption({ label }: { label: string }) {
  return (
    <span className="row">
      <Icon name="plus" size={14} /> {label}
    </span>
  )
}
