import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCallback, useMemo, useRef, useState } from 'react'
import { newKey, Problem } from '@/api/client'
import { useType } from '@/api/queries'
import { create } from '@/api/records'
import { type Field, makes, type Row, type Type, type Value } from '@/api/types'
import { editable } from '@/records/fields/editable'
import { FieldInput } from '@/records/fields/input'
import { dropDraft, keepDraft, readDraft } from '@/records/record/draft'
import { digest } from '@/records/record/form'
import { Labelled } from '@/ui/form'
import { companyCurrency } from '@/ui/format'
import { useKeys } from '@/ui/keys'
import { Empty } from '@/ui/states'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { LineCard } from '../quotes/card'
import { filled, type Line, rekeyed, toRows } from '../quotes/lines'
import { PriceMemory } from '../quotes/memory'
import { type Sight, useSight } from '../quotes/quote'
import { refused, refusedUnread, stillTold, type Told } from '../quotes/uselines'
import { GIVEN_COLUMNS } from './order'
import '@/records/record/record.css'
import '../quotes/quotes.css'
import './orders.css'

const DRAFT = 'orders/new'

/** What is asked of an order beside its lines; the rest follows, or is said on its page. */
const HEAD = ['account', 'contact', 'placedAt', 'currency', 'paymentDays', 'notes']

type Draft = { head: Record<string, Value>; lines: Line[] }

/** Makes an order as somebody gives it: who, what, how many, at the prices of this customer. */
export default function NewOrder() {
  const type = useType('orders')
  const sight = useSight('orders', GIVEN_COLUMNS)
  if (!type || !makes(type) || !sight.writable) {
    return (
      <Empty icon="lock" title={t('ui.forbidden')}>
        {t('ui.forbidden.hint')}
      </Empty>
    )
  }
  return <Sheet type={type} sight={sight} />
}

/** What was typed before, unless it was for another customer than the one that is asked for. */
function begun(account: string | undefined): Draft {
  const kept = readDraft(DRAFT) as Partial<Draft>
  const fits = kept.head && (!account || kept.head.account === account)
  const head = { placedAt: new Date().toISOString(), currency: companyCurrency() }
  return fits
    ? { head: kept.head ?? {}, lines: rekeyed(kept.lines ?? []) }
    : { head: account ? { ...head, account } : head, lines: [] }
}

function useNewOrder(type: Type, sight: Sight) {
  const { account } = useSearch({ strict: false }) as { account?: string }
  const navigate = useNavigate()
  const [draft, setDraft] = useState(() => begun(account))
  const [error, setError] = useState<Problem | null>(null)
  const [wrong, setWrong] = useState<Told>({})
  const [busy, setBusy] = useState(false)
  const key = useMemo(newKey, [])
  const now = useRef(draft)
  const made = useRef(false)
  function keep(next: Draft) {
    now.current = next
    setDraft(next)
    // prices may still come in for an order that is made already
    if (!made.current) keepDraft(DRAFT, next)
  }
  function edit(by: (lines: Line[]) => Line[]) {
    const before = now.current.lines
    const lines = by(before)
    if (lines === before) return
    keep({ ...now.current, lines })
    setWrong((told) => stillTold(told, before, lines))
  }
  async function save() {
    const { head, lines } = now.current
    if (busy || refusedUnread(lines)) return
    if (filled(lines).length === 0) return complain(new Error(t('orders.empty')))
    setBusy(true)
    setError(null)
    try {
      const given = Object.entries(head).filter(([, value]) => value !== null && value !== undefined)
      const order = { ...Object.fromEntries(given), lines: toRows(lines, sight.sent) }
      const row = await create('orders', order, key + digest(order))
      made.current = true
      dropDraft(DRAFT)
      say(t('records.created', { name: String(row[type.title] ?? '') }))
      await navigate({ to: '/$plural/$id', params: { plural: 'orders', id: row.id } })
    } catch (problem) {
      if (problem instanceof Problem) setError(problem)
      setWrong(refused(problem, lines))
    } finally {
      setBusy(false)
    }
  }
  const set = (name: string, value: Value) =>
    keep({ ...now.current, head: { ...now.current.head, [name]: value } })
  return { ...draft, told: error?.byField() ?? {}, wrong, busy, edit, set, save }
}

function Sheet({ type, sight }: { type: Type; sight: Sight }) {
  const { head, lines, told, wrong, busy, edit, set, save } = useNewOrder(type, sight)
  const navigate = useNavigate()
  const [at, setAt] = useState(0)
  const row = { ...head, id: '', version: 0 } as Row
  const account = String(head.account ?? '')
  useKeys([{ keys: 'Ctrl+s', label: t('orders.create'), run: () => void save() }])
  return (
    <div className="page record">
      <div className="page-head">
        <h1>{t('records.new', { type: type.label })}</h1>
        <span className="push row">
          <Button onClick={() => void navigate({ to: '/$plural', params: { plural: 'orders' } })}>
            {t('ui.cancel')}
          </Button>
          <Button type="primary" loading={busy} onClick={() => void save()}>
            {t('orders.create')}
          </Button>
        </span>
      </div>
      <section className="card order-head" aria-label={t('records.fields')}>
        <div className="fields">
          {asked(type).map((field) => (
            <div key={field.name} className={field.kind === 'longText' ? 'wide' : undefined}>
              <Labelled label={field.label} help={field.help} error={told[field.name]}>
                {(id) => (
                  <FieldInput
                    id={id}
                    field={field}
                    row={row}
                    value={head[field.name]}
                    onChange={(value) => set(field.name, value)}
                  />
                )}
              </Labelled>
            </div>
          ))}
        </div>
      </section>
      <LineCard
        {...{ row, account, sight }}
        edited={{ lines, wrong, advised: {}, dirty: true, edit }}
        editable
        reprices
        counts
        at={useCallback(setAt, [])}
      />
      <PriceMemory quote="" account={account} currency={String(head.currency ?? '')} line={lines[at]} />
    </div>
  )
}

function asked(type: Type): Field[] {
  const place = (field: Field) => (field.custom ? HEAD.length : HEAD.indexOf(field.name))
  return editable(type)
    .filter((field) => place(field) >= 0)
    .sort((a, b) => place(a) - place(b))
}
