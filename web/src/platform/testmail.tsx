import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { newKey, post } from '@/api/client'
import { useSession, useType } from '@/api/queries'
import { create, recordQuery } from '@/api/records'
import { WhatIsWrong } from '@/ui/form'
import { t } from '@/ui/text'

const ENDED = ['sent', 'failed', 'uncertain']

/** A mail to oneself through the real door out, and what the mail server said to it. */
export function TestMail({ disabled }: { disabled: boolean }) {
  const { user } = useSession()
  const [mail, setMail] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  async function send() {
    setError(null)
    setMail(null)
    try {
      const record = { toAddress: user.email, subject: t('platform.test'), body: t('platform.test.body') }
      const made = await create('mails', record)
      await post(`/mails/${made.id}/send`, {}, { idempotencyKey: newKey() })
      setMail(made.id)
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <>
      <Button disabled={disabled} onClick={() => void send()}>
        {t('platform.test.send', { to: user.email })}
      </Button>
      <WhatIsWrong error={error} />
      {mail && <Fate id={mail} />}
    </>
  )
}

function Fate({ id }: { id: string }) {
  const type = useType('mails')
  const found = useQuery({
    ...recordQuery('mails', id),
    refetchInterval: (query) => (ENDED.includes(String(query.state.data?.state)) ? false : 1000),
  })
  const state = String(found.data?.state ?? 'queued')
  const choices = type?.fields.find((field) => field.name === 'state')?.choices ?? []
  return (
    <p role="status" className={state === 'failed' ? 'wrong' : undefined}>
      <Link to="/$plural/$id" params={{ plural: 'mails', id }} className="link">
        {choices.find((choice) => choice.value === state)?.label ?? state}
      </Link>{' '}
      {String(found.data?.problem ?? '')}
    </p>
  )
}
