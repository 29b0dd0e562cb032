import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { someQuery } from '@/api/records'
import { t } from '@/ui/text'

export type Found = { id: string; name: string; sku: string; unit?: string | null }

type Props = {
  start: string
  choose: (product: Found) => void
  done: (typed: string | null, down: number, right: number) => void
}

/** Finds a product while one types: by name, code, pinyin or initials. What is no product stays as a description. */
export function ProductLookup({ start, choose, done }: Props) {
  const [typed, setTyped] = useState(start)
  const [chosen, setChosen] = useState(0)
  const asked = useDeferredValue(typed.trim())
  const left = useRef(false)
  const found = useQuery({
    ...someQuery(
      'products',
      { select: 'id,name,sku,unit', q: asked || undefined, filter: 'active == true' },
      8,
    ),
    placeholderData: (before) => before,
  })
  const items = (found.data?.items ?? []) as unknown as Found[]
  function take(product: Found | undefined, right: number) {
    if (left.current) return
    left.current = true
    if (product && typed.trim()) choose(product)
    else done(typed, 0, right)
  }
  function key(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setChosen((at) => Math.min(at + 1, items.length - 1))
    else if (event.key === 'ArrowUp') setChosen((at) => Math.max(at - 1, -1))
    else if (event.key === 'Enter' || event.key === 'Tab') take(items[chosen], event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') {
      left.current = true
      done(null, 0, 0)
    } else return event.stopPropagation()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <input
        className="line-input"
        autoFocus
        role="combobox"
        aria-label={t('quotes.column.product')}
        aria-expanded={items.length > 0}
        aria-controls="line-products"
        aria-activedescendant={items[chosen] ? `line-product-${chosen}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(0)
        }}
        onKeyDown={key}
        onBlur={() => {
          if (!left.current) {
            left.current = true
            done(null, 0, 0)
          }
        }}
      />
      <div id="line-products" role="listbox" className="line-products">
        {items.map((item, i) => (
          <div
            key={item.id}
            id={`line-product-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            onMouseDown={(event) => {
              event.preventDefault()
              take(item, 0)
            }}
          >
            {item.name} <span className="muted">{item.sku}</span>
          </div>
        ))}
        {found.data && items.length === 0 && <p className="muted">{t('quotes.noProduct')}</p>}
      </div>
    </>
  )
}
