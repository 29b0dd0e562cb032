import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { get, queryString } from '@/api/client'
import type { Row, Type, Verb } from '@/api/types'
import { doVerb } from '@/records/record/verb'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { decimalsOf, money } from '@/ui/format'
import { t } from '@/ui/text'
import { amountOf, type Line } from './lines'

type Props = { type: Type; row: Row; verb: Verb; lines: Line[]; close: () => void }
type Choice = { hash: string; totalWithTax: string }

/** The customer's word, taken by somebody: who gave it, and what of the optional lines he takes. */
export default function AcceptDialog({ type, row, verb, lines, close }: Props) {
  const [chosen, setChosen] = useState<number[]>([])
  const [name, setName] = useState('')
  const { busy, error, attempt } = useAttempt()
  const currency = String(row.currency ?? '')
  const choice = useQuery({
    queryKey: ['records', 'quotes', 'choice', row.id, row.version, chosen],
    queryFn: () => get<Choice>(`/quotes/${row.id}/choice${queryString({ options: chosen.join(',') })}`),
  })
  async function run() {
    if (!choice.data) return
    await attempt(async () => {
      await doVerb(type, row, verb, { hash: choice.data.hash, options: chosen, name: name || null })
      close()
    })
  }
  const optional = lines.flatMap((line, i) => (line.optional ? [{ line, number: i + 1 }] : []))
  return (
    <Modal
      open
      title={verb.label}
      okText={verb.label}
      cancelText={t('ui.cancel')}
      okButtonProps={{ loading: busy, disabled: !choice.data }}
      onOk={run}
      onCancel={close}
    >
      <div className="stack">
        <WhatIsWrong error={error ?? choice.error} />
        {optional.length > 0 && (
          <fieldset className="quote-options">
            <legend>{t('quotes.takes')}</legend>
            {optional.map(({ line, number }) => (
              <Checkbox
                key={line.key}
                checked={chosen.includes(number)}
                onChange={(event) =>
                  setChosen((before) =>
                    event.target.checked
                      ? [...before, number].sort((a, b) => a - b)
                      : before.filter((each) => each !== number),
                  )
                }
              >
                {line.productName ?? line.description}{' '}
                <span className="muted">{money(amountOf(line, decimalsOf(currency)), currency)}</span>
              </Checkbox>
            ))}
          </fieldset>
        )}
        <Labelled label={t('quotes.acceptedBy')}>
          {(id) => <Input id={id} value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        {choice.data && (
          <p>
            {t('quotes.totalWithTax')} <b>{choice.data.totalWithTax}</b>
          </p>
        )}
      </div>
    </Modal>
  )
}
