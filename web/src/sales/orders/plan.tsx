import { Button, DatePicker, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import type { Row, Type } from '@/api/types'
import { doVerb } from '@/records/record/verb'
import { useAttempt } from '@/ui/attempt'
import dayjs from '@/ui/dayjs'
import { WhatIsWrong } from '@/ui/form'
import { money } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { owedOf } from './order'

type Props = { type: Type; row: Row; close: () => void }
type Instalment = { key: number; label: string; share: number | null; dueOn: string | null }

/** The payment plan: shares of what the order costs, each an invoice with its own due day. */
export default function PlanDialog({ type, row, close }: Props) {
  const [plan, setPlan] = useState<Instalment[]>([{ key: 0, label: '', share: 100, dueOn: null }])
  const { busy, error, attempt } = useAttempt()
  const verb = type.verbs.find((each) => each.name === 'invoice')
  const set = (key: number, more: Partial<Instalment>) =>
    setPlan((before) => before.map((each) => (each.key === key ? { ...each, ...more } : each)))
  function add() {
    const left = Math.max(0, 100 - plan.reduce((sum, each) => sum + (each.share ?? 0), 0))
    setPlan([...plan, { key: Date.now(), label: '', share: left, dueOn: null }])
  }
  async function run() {
    if (!verb) return
    const whole = plan.length === 1 && plan[0]?.share === 100
    const instalments = plan.map((each) => ({
      label: each.label || null,
      share: whole ? null : each.share,
      dueOn: each.dueOn,
    }))
    await attempt(async () => {
      await doVerb(type, row, verb, { instalments })
      close()
    })
  }
  return (
    <Modal
      open
      title={verb?.label}
      okText={verb?.label}
      cancelText={t('ui.cancel')}
      okButtonProps={{ loading: busy }}
      onOk={run}
      onCancel={close}
      width={680}
    >
      <div className="stack">
        <WhatIsWrong error={error} fields={[]} />
        <p className="muted">{t('orders.plan.of', { amount: money(owedOf(row), String(row.currency)) })}</p>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('orders.plan.for')}</th>
              <th scope="col" className="num">
                {t('orders.plan.share')}
              </th>
              <th scope="col">{t('orders.plan.due')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('ui.delete')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {plan.map((each) => (
              <tr key={each.key}>
                <td>
                  <Input
                    aria-label={t('orders.plan.for')}
                    value={each.label}
                    onChange={(event) => set(each.key, { label: event.target.value })}
                  />
                </td>
                <td className="num">
                  <InputNumber<number>
                    aria-label={t('orders.plan.share')}
                    min={0}
                    max={100}
                    controls={false}
                    suffix="%"
                    value={each.share}
                    onChange={(share) => set(each.key, { share })}
                  />
                </td>
                <td>
                  <DatePicker
                    aria-label={t('orders.plan.due')}
                    format="YYYY-MM-DD"
                    value={each.dueOn ? dayjs(each.dueOn) : null}
                    onChange={(date) => set(each.key, { dueOn: date ? date.format('YYYY-MM-DD') : null })}
                  />
                </td>
                <td>
                  <Button
                    type="text"
                    aria-label={t('ui.delete')}
                    disabled={plan.length === 1}
                    icon={<Icon name="close" size={13} />}
                    onClick={() => setPlan(plan.filter((other) => other.key !== each.key))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Button size="small" type="text" icon={<Icon name="plus" size={12} />} onClick={add}>
          {t('orders.plan.add')}
        </Button>
      </div>
    </Modal>
  )
}
