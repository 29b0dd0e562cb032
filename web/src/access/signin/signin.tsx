import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import type { FormEvent } from 'react'
import { get, holdCsrf, type Problem, post } from '@/api/client'
import { type Session, sessionQuery } from '@/api/queries'
import { useAttempt } from '@/ui/attempt'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { Seal } from '@/ui/icons'
import { type Language, language, languages, t } from '@/ui/text'
import { invited } from './invited'
import './signin.css'

/** The door: sign in, or on the first start make the first administrator. */
export function Door({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get<{ needed: boolean }>('/setup'), retry: 3 })
  const other: Language = language() === 'en' ? 'zh' : 'en'
  return (
    <main className="door">
      <div className="door-sheet">
        <div className="door-brand">
          <Seal size={40} />
          <div>
            <h1>{t('access.door.title')}</h1>
            <p>{t('access.door.lead')}</p>
          </div>
        </div>
        {invited() ? <Welcome token={invited()} /> : setup.data?.needed ? <FirstStart /> : <SignIn />}
        <div className="door-foot">
          <span>{setup.isError ? t('ui.unreachable') : ''}</span>
          <button type="button" className="plain" lang={other} onClick={() => onLanguage(other)}>
            {languages[other]}
          </button>
        </div>
      </div>
    </main>
  )
}

/** Sends a form that ends in a session. */
function useEntering(path: string) {
  const client = useQueryClient()
  const { busy, error, attempt } = useAttempt<Problem>()
  async function enter(body: object): Promise<boolean> {
    const done = await attempt(async () => {
      const session = await post<Session>(path, body)
      holdCsrf(session.csrf)
      client.setQueryData(sessionQuery.queryKey, session)
      await client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
      return true
    })
    return done ?? false
  }
  return { enter, error, busy }
}

function valuesOf(event: FormEvent<HTMLFormElement>): Record<string, string> {
  event.preventDefault()
  return Object.fromEntries([...new FormData(event.currentTarget)].map(([k, v]) => [k, String(v)]))
}

export function SignIn({ email }: { email?: string }) {
  const { enter, error, busy } = useEntering('/session')
  return (
    <form className="door-form" onSubmit={(event) => enter(valuesOf(event))}>
      <WhatIsWrong error={error} />
      <Labelled label={t('access.email')} error={error?.byField?.().email}>
        {(id) => (
          <Input
            id={id}
            name="email"
            type="email"
            defaultValue={email}
            autoComplete="username"
            autoFocus={!email}
            required
          />
        )}
      </Labelled>
      <Labelled label={t('access.password')} error={error?.byField?.().password}>
        {(id) => (
          <Input.Password
            id={id}
            name="password"
            autoComplete="current-password"
            autoFocus={!!email}
            required
          />
        )}
      </Labelled>
      <Button type="primary" htmlType="submit" loading={busy} block>
        {t('access.signin')}
      </Button>
    </form>
  )
}

function FirstStart() {
  const { enter, error, busy } = useEntering('/setup')
  const wrong = error?.byField?.() ?? {}
  return (
    <form className="door-form" onSubmit={(event) => enter(valuesOf(event))}>
      <h2>{t('access.setup.title')}</h2>
      <p className="second">{t('access.setup.lead')}</p>
      <WhatIsWrong error={error} />
      <Labelled label={t('access.setup.code')} help={t('access.setup.code.help')} error={wrong.code}>
        {(id) => <Input id={id} name="code" autoComplete="one-time-code" autoFocus required />}
      </Labelled>
      <Labelled label={t('access.name')} error={wrong.name}>
        {(id) => <Input id={id} name="name" autoComplete="name" required />}
      </Labelled>
      <Labelled label={t('access.email')} error={wrong.email}>
        {(id) => <Input id={id} name="email" type="email" autoComplete="username" required />}
      </Labelled>
      <Labelled label={t('access.password')} help={t('access.password.help')} error={wrong.password}>
        {(id) => <Input.Password id={id} name="password" autoComplete="new-password" required />}
      </Labelled>
      <Button type="primary" htmlType="submit" loading={busy} block>
        {t('access.setup.begin')}
      </Button>
    </form>
  )
}

/** Somebody who was invited chooses a password and is in. */
function Welcome({ token }: { token: string }) {
  const { enter, error, busy } = useEntering('/invitation')
  async function accept(event: FormEvent<HTMLFormElement>) {
    const { password } = valuesOf(event)
    if (await enter({ token, password })) location.replace('/')
  }
  return (
    <form className="door-form" onSubmit={accept}>
      <h2>{t('access.welcome')}</h2>
      <p className="second">{t('access.welcome.lead')}</p>
      <WhatIsWrong error={error} />
      <Labelled
        label={t('access.password')}
        help={t('access.password.help')}
        error={error?.byField?.().password}
      >
        {(id) => <Input.Password id={id} name="password" autoComplete="new-password" autoFocus required />}
      </Labelled>
      <Button type="primary" htmlType="submit" loading={busy} block>
        {t('access.setup.begin')}
      </Button>
    </form>
  )
}
