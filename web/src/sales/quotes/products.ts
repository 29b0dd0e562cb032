import { useRef, useState } from 'react'
import { Problem } from '@/api/client'
import { queries } from '@/api/queries'
import { someQuery } from '@/api/records'
import { complain } from '@/ui/toast'
import { discounted, emptyLine, type Line, NO_PRICE, withUnread } from './lines'
import type { Found } from './lookup'
import { FOR_SALE, type Priced, resolve } from './quote'

/** How many names one question asks for. */
const CHUNK = 100

type Edit = (by: (lines: Line[]) => Line[]) => void

/** Puts products into lines, one by one or pasted by their names, with what they cost this customer. */
export function useProducts(account: string, currency: string, edit: Edit) {
  const [looking, setLooking] = useState(false)
  const buyer = useRef({ account, currency })
  buyer.current = { account, currency }
  /** The lines as they are after an edit. */
  function edited(by: (lines: Line[]) => Line[]): Line[] {
    let after: Line[] = []
    edit((now) => {
      after = by(now)
      return after
    })
    return after
  }
  async function price(lines: Line[]) {
    const asked = lines.filter((line) => line.product)
    const whose = buyer.current
    const known = await pricesOf(whose, asked)
    // an answer for the customer who was chosen before comes too late
    if (whose.account !== buyer.current.account || whose.currency !== buyer.current.currency) return
    edit((now) => now.map((line) => withPrice(line, known.get(line.key))))
  }
  async function choose(place: number, product: Found) {
    let key = ''
    const lines = edited((now) => {
      const next = [...now]
      const before = now[place] ?? emptyLine(now.at(-1)?.section ?? null)
      key = before.key
      next[place] = withProduct({ ...before, ...NO_PRICE, unit: product.unit ?? before.unit }, product)
      return next
    })
    await price(lines.filter((line) => line.key === key)).catch(() => undefined)
  }
  /** Finds what was pasted as products, and prices all that it found. */
  async function match() {
    let words: string[] = []
    edit((now) => {
      words = [...new Set(now.flatMap((line) => line.unread?.product ?? []))]
      return now
    })
    if (words.length === 0) return
    setLooking(true)
    try {
      const found = await productsCalled(words)
      const keys = new Set<string>()
      const lines = edited((now) =>
        now.map((line) => {
          const product = found.get(line.unread?.product ?? '')
          if (!product) return line
          keys.add(line.key)
          return withProduct({ ...line, unit: line.unit ?? product.unit ?? null }, product)
        }),
      )
      await price(lines.filter((line) => keys.has(line.key)))
    } catch (error) {
      complain(error)
    } finally {
      setLooking(false)
    }
  }
  /** Asks all prices again, for another customer or in another currency. */
  function reprice() {
    void price(edited((now) => now)).catch(complain)
  }
  return { looking, choose, match, reprice }
}

function withProduct(line: Line, product: Found): Line {
  return {
    ...withUnread(line, 'product'),
    product: product.id,
    productName: product.name,
    sku: product.sku,
    stockUnit: product.unit ?? null,
  }
}

/** What was proposed gives way to what is proposed now; a price that was given by hand stays. */
export function withPrice(line: Line, known: Known | undefined): Line {
  if (!known || known.product !== line.product) return line
  const refused = known.refusedUnit
  const unit = refused ? { unit: known.unit } : {}
  const base = refused ? withUnread({ ...line, ...unit }, 'unit', refused) : line
  const listPrice = known.before ?? known.price
  const taxRate = line.taxRate ?? known.tax?.percent ?? null
  const byHand = line.unitPrice !== null && line.unitPrice !== line.resolved
  if (byHand) return discounted({ ...base, listPrice, taxRate })
  return {
    ...base,
    listPrice,
    taxRate,
    discount: null,
    unitPrice: known.price,
    resolved: known.price,
    amount: null,
  }
}

type Buyer = { account: string; currency: string }
type Known = Priced & { refusedUnit?: string }

/** One question for all; a unit in which a product is not sold is left out and told of at its line. */
async function pricesOf({ account, currency }: Buyer, lines: Line[]): Promise<Map<string, Known>> {
  const refused = new Map<string, string>()
  const asked = lines.map((line) => ({
    product: line.product ?? '',
    quantity: line.quantity ?? 1,
    unit: line.unit ?? undefined,
  }))
  while (asked.length > 0) {
    try {
      const prices = await resolve(account, currency, asked)
      return new Map(
        lines.flatMap((line, i) => {
          const price = prices[i]
          return price ? [[line.key, { ...price, refusedUnit: refused.get(line.key) }]] : []
        }),
      )
    } catch (error) {
      const wrong = asked[unitAtFault(error)]
      if (!wrong?.unit) throw error
      const { product, unit } = wrong
      asked.forEach((each, i) => {
        const key = lines[i]?.key
        if (!key || each.product !== product || each.unit !== unit) return
        refused.set(key, unit)
        each.unit = undefined
      })
    }
  }
  return new Map()
}

function unitAtFault(error: unknown): number {
  const field = error instanceof Problem ? error.errors[0]?.field : undefined
  return Number(/^lines\[(\d+)]\.unit$/.exec(field ?? '')?.[1] ?? -1)
}

/** The products with exactly these codes or names; a name of several products tells none. */
async function productsCalled(words: string[]): Promise<Map<string, Found>> {
  const chunks = Array.from({ length: Math.ceil(words.length / CHUNK) }, (_, i) =>
    words.slice(i * CHUNK, (i + 1) * CHUNK),
  )
  const answers = await Promise.all(chunks.map(called))
  return new Map(answers.flat())
}

async function called(words: string[]): Promise<[string, Found][]> {
  const list = JSON.stringify(words)
  const filter = `${FOR_SALE} && (sku in ${list} || name in ${list})`
  const page = await queries.fetchQuery({
    ...someQuery('products', { select: 'id,name,sku,unit', filter }, 2 * CHUNK),
    staleTime: 0,
  })
  const items = page.items as unknown as Found[]
  return words.flatMap((word): [string, Found][] => {
    const byCode = items.find((each) => each.sku === word)
    const named = items.filter((each) => each.name === word)
    const one = byCode ?? (named.length === 1 ? named[0] : undefined)
    return one ? [[word, one]] : []
  })
}
