import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Input, InputNumber, Modal, Radio, Switch } from 'antd'
import { useState } from 'react'
import { useSession } from '@/api/queries'
import type { Row } from '@/api/types'
import { takeBack } from '@/records/units/undo'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'
import { Hidden } from './hidden'
import { type Alike, act, duplicatesQuery } from './leads'
import './leads.css'

const NEW = 'new'
type Made = { account: string; opportunity: string | null; unit: string }

/** Whose customer and which person the lead becomes: one that is known already, or a new one. */
export default function ConvertDialog({ row, close }: { row: Row; close: () => void }) {
  const { currency } = useSession()
  const found = useQuery(duplicatesQuery(row.id))
  const seen = found.data?.seen ?? []
  const accounts = seen.filter((each) => each.type === 'account')
  const contacts = seen.filter((each) => each.type === 'contact')
  const [account, setAccount] = useState<string | null>(null)
  const [contact, setContact] = useState<string | null>(null)
  const company = String(row.company ?? row.name ?? '')
  const [opportunity, setOpportunity] = useState(company)
  const [amount, setAmount] = useState<number | null>(null)
  const [opens, setOpens] = useState(true)
  const { busy, error, attempt } = useAttempt()
  const navigate = useNavigate()
  const chosen = account ?? accounts[0]?.id ?? NEW
  const person = contact ?? contacts[0]?.id ?? NEW
  async function convert() {
    await attempt(async () => {
      const made = await act<Made>('leads', row.id, 'convert', {
        account: chosen === NEW ? null : chosen,
        contact: person === NEW ? null : person,
        anyway: chosen === NEW && seen.length + (found.data?.hidden.length ?? 0) > 0,
        without: !opens,
        ...(opens ? { opportunity, amount } : {}),
      })
      close()
      say(t('leads.converted'), async () => {
        await navigate({ to: '/$plural/$id', params: { plural: 'leads', id: row.id } })
        await takeBack(made.unit)
      })
      await navigate({
        to: '/$plural/$id',
        params: made.opportunity
          ? { plural: 'opportunities', id: made.opportunity }
          : { plural: 'accounts', id: made.account },
      })
    })
  }
  return (
    <Modal
      open
      title={t('leads.convert.title', { name: String(row.name ?? '') })}
      okText={t('leads.convert')}
      okButtonProps={{ loading: busy, disabled: found.isPending }}
      cancelText={t('ui.cancel')}
      onOk={convert}
      onCancel={close}
    >
      <div className="stack">
        <WhatIsWrong error={error} fields={[]} />
        <Choice
          label={t('leads.convert.account')}
          known={accounts}
          fresh={t('leads.convert.newAccount', { name: company })}
          value={chosen}
          onChange={setAccount}
        />
        {found.data?.hidden.map((team) => (
          <Hidden key={team} lead={row.id} team={team} />
        ))}
        <Choice
          label={t('leads.convert.contact')}
          known={contacts}
          fresh={t('leads.convert.newContact', { name: String(row.name ?? '') })}
          value={person}
          onChange={setContact}
        />
        <Labelled label={t('leads.convert.opens')}>
          {(id) => <Switch id={id} checked={opens} onChange={setOpens} />}
        </Labelled>
        {opens && (
          <>
            <Labelled label={t('leads.convert.opportunity')}>
              {(id) => (
                <Input id={id} value={opportunity} onChange={(event) => setOpportunity(event.target.value)} />
              )}
            </Labelled>
            <Labelled label={t('leads.convert.amount')}>
              {(id) => (
                <InputNumber
                  id={id}
                  className="field-input"
                  min={0}
                  controls={false}
                  suffix={currency}
                  value={amount}
                  onChange={setAmount}
                />
              )}
            </Labelled>
          </>
        )}
      </div>
    </Modal>
  )
}

type ChoiceProps = {
  label: string
  known: Alike[]
  fresh: string
  value: string
  onChange: (value: string) => void
}

/** With nothing alike there is nothing to choose, only to say what will be made. */
function Choice({ label, known, fresh, value, onChange }: ChoiceProps) {
  if (known.length === 0) {
    return (
      <p>
        <span className="muted">{label}</span> {fresh}
      </p>
    )
  }
  const options = known.map((each) => ({
    value: each.id,
    label: `${each.title ?? each.id} · ${t(`leads.why.${each.why}` as 'leads.why.name')}`,
  }))
  return (
    <fieldset className="leads-choice">
      <legend>{label}</legend>
      <Radio.Group
        vertical
        value={value}
        options={[...options, { value: NEW, label: fresh }]}
        onChange={(event) => onChange(String(event.target.value))}
      />
    </fieldset>
  )
}
