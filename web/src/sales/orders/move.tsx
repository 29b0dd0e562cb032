import { useQuery } from '@tanstack/react-query'
import { Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Problem } from '@/api/client'
import { someQuery } from '@/api/records'
import type { Row, Type } from '@/api/types'
import { doVerb } from '@/records/record/verb'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { number } from '@/ui/format'
import { t } from '@/ui/text'
import { type OrderLine, toShip } from './order'

type Props = { type: Type; row: Row; lines: OrderLine[]; verb: 'ship' | 'return'; close: () => void }

/** How much of which line goes out, or came back. */
export default function MoveDialog({ type, row, lines, verb, close }: Props) {
  const out = verb === 'ship'
  const left = (line: OrderLine) => (out ? toShip(line) : line.out - line.back)
  const open = lines.filter((line) => left(line) > 0)
  // most often all goes out, and little of it comes back
  const [quantities, setQuantities] = useState<Record<string, number>>(() =>
    Object.fromEntries(open.map((line) => [line.id, out || open.length === 1 ? left(line) : 0])),
  )
  const [warehouse, setWarehouse] = useState<string | undefined>()
  const [carrier, setCarrier] = useState('')
  const [tracking, setTracking] = useState('')
  const [reason, setReason] = useState('')
  const { busy, error, setError, attempt } = useAttempt<Problem>()
  const warehouses = useQuery(someQuery('warehouses', { select: 'id,name', sort: 'name' }, 100))
  const known = type.verbs.find((each) => each.name === verb)
  const going = open.filter((line) => (quantities[line.id] ?? 0) > 0)
  const wrong = error?.byField?.() ?? {}
  const wrongOf = (line: OrderLine) => wrong[`lines[${going.indexOf(line)}].quantity`]
  async function run() {
    if (!known) return
    const moved = going.map((line) => ({ line: line.id, quantity: quantities[line.id] }))
    const more = out ? { carrier: carrier || null, tracking: tracking || null } : { reason: reason || null }
    await attempt(async () => {
      await doVerb(type, row, known, { lines: moved, warehouse: warehouse ?? null, ...more })
      close()
    })
  }
  return (
    <Modal
      open
      title={known?.label}
      okText={known?.label}
      cancelText={t('ui.cancel')}
      okButtonProps={{ loading: busy, disabled: going.length === 0 }}
      onOk={run}
      onCancel={close}
      width={640}
    >
      <div className="stack">
        <WhatIsWrong error={error} fields={going.map((_, i) => `lines[${i}].quantity`)} />
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('orders.product')}</th>
              <th scope="col" className="num">
                {out ? t('orders.outstanding') : t('orders.withCustomer')}
              </th>
              <th scope="col" className="num">
                {out ? t('orders.shipNow') : t('orders.cameBack')}
              </th>
            </tr>
          </thead>
          <tbody>
            {open.map((line) => (
              <tr key={line.id}>
                <td>
                  {line.name} {line.sku && <span className="muted">{line.sku}</span>}
                  {wrongOf(line) && <p className="wrong">{wrongOf(line)}</p>}
                </td>
                <td className="num">
                  {number(left(line))} {line.unit}
                </td>
                <td className="num">
                  <InputNumber<number>
                    aria-label={`${line.name}: ${out ? t('orders.shipNow') : t('orders.cameBack')}`}
                    min={0}
                    max={left(line)}
                    controls={false}
                    value={quantities[line.id] ?? 0}
                    onChange={(value) => {
                      setError(null)
                      setQuantities((before) => ({ ...before, [line.id]: value ?? 0 }))
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {(warehouses.data?.items.length ?? 0) > 0 && (
          <Labelled label={t('orders.warehouse')} help={out ? null : t('orders.warehouse.back')}>
            {(id) => (
              <Select
                id={id}
                className="field-input"
                allowClear
                value={warehouse}
                onChange={setWarehouse}
                options={warehouses.data?.items.map((each) => ({ value: each.id, label: String(each.name) }))}
              />
            )}
          </Labelled>
        )}
        {out ? (
          <>
            <Labelled label={t('orders.carrier')}>
              {(id) => <Input id={id} value={carrier} onChange={(event) => setCarrier(event.target.value)} />}
            </Labelled>
            <Labelled label={t('orders.tracking')}>
              {(id) => (
                <Input id={id} value={tracking} onChange={(event) => setTracking(event.target.value)} />
              )}
            </Labelled>
          </>
        ) : (
          <Labelled label={t('orders.reason')}>
            {(id) => <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Labelled>
        )}
      </div>
    </Modal>
  )
}
