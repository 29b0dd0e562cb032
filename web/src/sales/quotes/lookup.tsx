import { useQuery } from '@tanstack/react-query'
import {
  type CSSProperties,
  type KeyboardEvent,
  useDeferredValue,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { someQuery } from '@/api/records'
import { t } from '@/ui/text'
import { FOR_SALE } from './quote'

export type Found = { id: string; name: string; sku: string; unit?: string | null }

type Props = {
  start: string
  choose: (product: Found) => void
  done: (typed: string | null, down: number, right: number) => void
}

/** Finds a product that is for sale today while one types: by name, code, pinyin or initials. What is no product stays as a description. */
export function ProductLookup({ start, choose, done }: Props) {
  const [typed, setTyped] = useState(start)
  const [chosen, setChosen] = useState(0)
  const asked = useDeferredValue(typed.trim())
  const left = useRef(false)
  const input = useRef<HTMLInputElement>(null)
  const place = usePlace(input)
  const found = useQuery({
    ...someQuery('products', { select: 'id,name,sku,unit', q: asked || undefined, filter: FOR_SALE }, 8),
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
        ref={input}
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
      {found.data &&
        createPortal(
          <div id="line-products" role="listbox" className="line-products" style={place}>
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
            {items.length === 0 && <p className="muted">{t('quotes.noProduct')}</p>}
          </div>,
          document.body,
        )}
    </>
  )
}

/** How high the list may get, in pixels. */
const HEIGHT = 300

/** Where a list stands that belongs to an input, on the screen: the scrolling box around the input would clip it. */
function usePlace(input: { current: HTMLInputElement | null }): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>({})
  useLayoutEffect(() => {
    function follow() {
      const box = input.current?.getBoundingClientRect()
      if (!box) return
      const below = window.innerHeight - box.bottom
      const upwards = below < HEIGHT && box.top > below
      setPlace({
        left: Math.max(8, Math.min(box.left, window.innerWidth - 328)),
        ...(upwards ? { bottom: window.innerHeight - box.top } : { top: box.bottom }),
      })
    }
    follow()
    window.addEventListener('scroll', follow, true)
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('scroll', follow, true)
      window.removeEventListener('resize', follow)
    }
  }, [])
  return place
}
