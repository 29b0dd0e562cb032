import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { Row } from '@/api/types'
import { decimalsOf } from '@/ui/format'
import { t } from '@/ui/text'
import { LineGrid } from './grid'
import { type Line, saying, withUnread } from './lines'
import { useProducts } from './products'
import type { Sight } from './quote'
import { useShort } from './short'
import { useTakeBack } from './takeback'
import { chosenOf, Totals } from './totals'
import type { Told } from './uselines'

type Edited = {
  lines: Line[]
  wrong: Told
  advised: Told
  dirty: boolean
  overtaken?: boolean
  edit: (by: (lines: Line[]) => Line[]) => void
  discard?: () => void
}
type Props = {
  row: Row
  account: string
  edited: Edited
  sight: Sight
  editable: boolean
  at: (row: number) => void
  away?: Record<string, number>
  /** Asks prices again when customer or currency change under lines that are not stored yet. */
  reprices?: boolean
  /** Says which lines ask for more than is in stock. */
  counts?: boolean
}

/** The lines with what they come to: of a quote, of an order, and of one that is still to be made. */
export function LineCard({
  row,
  account,
  edited,
  sight,
  editable,
  at,
  away,
  reprices,
  counts = false,
}: Props) {
  const { lines, wrong, advised, dirty, overtaken, edit, discard } = edited
  const currency = String(row.currency ?? '')
  const decimals = decimalsOf(currency)
  const { looking, choose, match, reprice } = useProducts(account, currency, edit)
  const buyer = `${account} ${currency}`
  const priced = useRef(buyer)
  useEffect(() => {
    if (reprices && priced.current !== buyer) reprice()
    priced.current = buyer
  }, [buyer])
  const short = useShort(lines, counts)
  const history = useTakeBack(lines, dirty, edit)
  const toWrong = useRef(() => {})
  function change(by: (now: Line[]) => Line[]) {
    history.keep()
    edit(by)
  }
  const unread = looking ? [] : lines.filter((line) => line.unread)
  const mend = lines.filter((line) => wrong[line.key] || unread.includes(line)).length
  const unknown = looking ? [] : lines.filter((line) => line.unread?.product)
  return (
    <section className="card line-card" aria-label={t('quotes.lines')}>
      <LineGrid
        {...{ lines, decimals, editable, wrong, looking, away, at, history, toWrong }}
        advised={together(advised, short)}
        columns={editable ? sight.columns : saying(sight.columns, lines)}
        masked={sight.masked}
        taken={chosenOf(row)}
        change={(next) => change(() => next)}
        choose={(row, product) => {
          history.keep()
          void choose(row, product)
        }}
        pasted={() => void match()}
      />
      {overtaken && (
        <p className="line-overtaken" role="alert">
          {t('quotes.overtaken')}{' '}
          <Button size="small" onClick={discard}>
            {t('quotes.discard')}
          </Button>
        </p>
      )}
      {mend > 0 && (
        <p className="line-overtaken" role="status">
          {unknown.length > 0 ? t('quotes.unknown', { n: unknown.length }) : t('quotes.mend', { n: mend })}{' '}
          <Button size="small" onClick={() => toWrong.current()}>
            {t('quotes.nextWrong')}
          </Button>{' '}
          {unknown.length > 0 && (
            <Button size="small" onClick={() => change((now) => now.map(asDescription))}>
              {t('quotes.asDescription')}
            </Button>
          )}
        </p>
      )}
      <Totals lines={lines} row={row} decimals={decimals} typed={dirty} amounts={sight.amounts} />
      {editable && <p className="muted line-keys">{t('quotes.keys')}</p>}
    </section>
  )
}

/** Both of what is said of a line. */
function together(one: Told, other: Told): Told {
  const all = { ...other }
  for (const [key, text] of Object.entries(one)) all[key] = all[key] ? `${text} ${all[key]}` : text
  return all
}

/** What is no product of ours stands on the paper as it was pasted. */
function asDescription(line: Line): Line {
  const name = line.unread?.product
  if (!name) return line
  return { ...withUnread(line, 'product'), description: [name, line.description].filter(Boolean).join(' · ') }
}
