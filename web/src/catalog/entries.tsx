import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { queries } from '@/api/queries'
import { bulk, someQuery } from '@/api/records'
import { may, type Row, type Type } from '@/api/types'
import { Icon } from '@/ui/icons'
import { numberIn } from '@/ui/numberin'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { COLUMNS, type Column, dayIn, type Entry, empty, pasted } from './paste'

type Props = { book: Row; type: Type; stored: Entry[]; beyond: number }

/** The prices of a book: type, move by Enter and the arrows, paste from a spreadsheet, save as one. */
export function EntryGrid({ book, type, stored, beyond }: Props) {
  const [base, setBase] = useState(stored)
  const [entries, setEntries] = useState<Entry[]>([...stored, empty()])
  const [wrong, setWrong] = useState<Record<number, string>>({})
  const [saving, setSaving] = useState(false)
  const table = useRef<HTMLTableElement>(null)
  const writable = may(type, 'create') && may(type, 'update')
  const known = new Map(base.map((entry) => [entry.id, entry]))
  const gone = base.filter((entry) => !entries.some((each) => each.id === entry.id))
  const touched = entries.filter((entry) => entry.sku && !same(entry, known.get(entry.id)))
  const dirty = touched.length + gone.length

  const saved = useRef(false)
  const signature = stored.map((entry) => `${entry.id}:${entry.version}`).join()

  // What others change meanwhile is taken over, but never what is being typed.
  useEffect(() => {
    if (dirty > 0 && !saved.current) return
    saved.current = false
    setBase(stored)
    setEntries([...stored, empty()])
  }, [signature])

  function set(next: Entry[]) {
    const last = next[next.length - 1]
    setEntries(!last || last.sku || last.price ? [...next, empty()] : next)
  }
  function change(row: number, column: Column, text: string) {
    set(
      entries.map((entry, i) =>
        i === row ? { ...entry, [column]: text, ...(column === 'sku' && { product: undefined }) } : entry,
      ),
    )
  }
  function go(row: number, column: number) {
    const cell = table.current?.querySelector<HTMLInputElement>(`[data-cell="${row}-${column}"]`)
    cell?.focus()
    cell?.select()
  }
  function keys(event: React.KeyboardEvent, row: number, column: number) {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key]
    if (step) {
      event.preventDefault()
      go(row + step, column)
    } else if (event.key === 'Delete' && event.ctrlKey) {
      event.preventDefault()
      set(entries.filter((_, i) => i !== row))
    }
  }
  async function save() {
    setSaving(true)
    try {
      const products = await found(touched)
      const faults: Record<number, string> = {}
      const operations = touched.map((entry) => {
        const at = entries.indexOf(entry)
        const record = recordOf(entry, String(book.id), products)
        if (typeof record === 'string') faults[at] = record
        return entry.id
          ? { op: 'update', id: entry.id, version: entry.version, record }
          : { op: 'create', record }
      })
      if (Object.keys(faults).length > 0) return setWrong(faults)
      const removals = gone.map((entry) => ({ op: 'delete', id: entry.id, version: entry.version }))
      const { results } = await bulk('price-entries', [...operations, ...removals])
      results.forEach((result, i) => {
        const entry = touched[i]
        if (entry && result.status >= 400)
          faults[entries.indexOf(entry)] = result.detail ?? result.title ?? ''
      })
      setWrong(faults)
      saved.current = Object.keys(faults).length === 0
      if (saved.current) say(t('catalog.saved', { n: results.length }))
    } catch (error) {
      complain(error)
    } finally {
      setSaving(false)
    }
  }
  return (
    <>
      <header className="entries-head">
        <h2>{t('catalog.entries')}</h2>
        {writable && <span className="muted">{t('catalog.entries.hint')}</span>}
        {writable && (
          <Button type="primary" className="push" loading={saving} disabled={dirty === 0} onClick={save}>
            {dirty ? t('catalog.save', { n: dirty }) : t('catalog.allSaved')}
          </Button>
        )}
      </header>
      {beyond > 0 && <p className="muted">{t('catalog.beyond', { n: beyond })}</p>}
      <div className="ledger-scroll">
        <table className="ledger entries" ref={table}>
          <thead>
            <tr>
              <th>SKU</th>
              <th>{t('catalog.product')}</th>
              <th className="num">{t('catalog.minQuantity')}</th>
              <th className="num">{t('catalog.priceIn', { currency: String(book.currency) })}</th>
              <th>{t('catalog.fromDay')}</th>
              <th>{t('catalog.untilDay')}</th>
              <th aria-label={t('catalog.remove')} />
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, row) => (
              <tr key={entry.id ?? `new-${row}`} className={wrong[row] ? 'entries-wrong' : undefined}>
                {COLUMNS.map((column, i) => (
                  <Cells key={column} column={column} name={wrong[row] ?? entry.name}>
                    <input
                      data-cell={`${row}-${i}`}
                      aria-label={`${t(`catalog.${HEADS[column]}`)} ${row + 1}`}
                      className={column === 'price' || column === 'minQuantity' ? 'num' : undefined}
                      inputMode={column === 'price' || column === 'minQuantity' ? 'decimal' : undefined}
                      readOnly={!writable}
                      value={entry[column]}
                      onChange={(event) => change(row, column, event.target.value)}
                      onKeyDown={(event) => keys(event, row, i)}
                      onPaste={(event) => {
                        const text = event.clipboardData.getData('text')
                        if (!/[\t\n]/.test(text)) return
                        event.preventDefault()
                        set(pasted(entries, row, column, text))
                      }}
                    />
                  </Cells>
                ))}
                <td>
                  {writable && (entry.id || entry.sku) && (
                    <button
                      type="button"
                      className="plain muted"
                      aria-label={t('catalog.remove')}
                      onClick={() => set(entries.filter((_, i) => i !== row))}
                    >
                      <Icon name="close" size={14} />
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const HEADS = {
  sku: 'sku',
  minQuantity: 'minQuantity',
  price: 'price',
  from: 'fromDay',
  until: 'untilDay',
} as const

/** The SKU is followed by the product's name, or by what is wrong with the line. */
function Cells({ column, name, children }: { column: Column; name?: string; children: React.ReactNode }) {
  return (
    <>
      <td>{children}</td>
      {column === 'sku' && <td className="entries-name cut">{name}</td>}
    </>
  )
}

function same(entry: Entry, stored: Entry | undefined): boolean {
  return stored !== undefined && COLUMNS.every((column) => entry[column] === stored[column])
}

/** The products of the SKUs that were typed, a hundred in a question. */
async function found(entries: Entry[]): Promise<Map<string, string>> {
  const wanted = [...new Set(entries.filter((entry) => !entry.product).map((entry) => entry.sku.trim()))]
  const products = new Map<string, string>()
  for (let i = 0; i < wanted.length; i += 100) {
    const list = wanted.slice(i, i + 100).map((sku) => JSON.stringify(sku))
    const query = someQuery('products', { select: 'id,sku', filter: `sku in [${list.join(',')}]` }, 100)
    const page = await queries.fetchQuery({ ...query, staleTime: 0 })
    for (const row of page.items) products.set(String(row.sku), row.id)
  }
  return products
}

/** The record of a line, or what is wrong with it. */
function recordOf(
  entry: Entry,
  book: string,
  products: Map<string, string>,
): Record<string, unknown> | string {
  const product = entry.product || products.get(entry.sku.trim())
  if (!product) return t('catalog.noSuchSku', { sku: entry.sku })
  const price = numberIn(entry.price)
  if (price === null) return t('catalog.noNumber')
  const from = entry.from ? dayIn(entry.from) : null
  const until = entry.until ? dayIn(entry.until) : null
  if ((entry.from && !from) || (entry.until && !until)) return t('catalog.noDay')
  const minQuantity = entry.minQuantity ? numberIn(entry.minQuantity) : 0
  if (minQuantity === null) return t('catalog.noNumber')
  return { priceBook: book, product, price, minQuantity, from, until }
}
