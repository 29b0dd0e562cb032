import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { call, Problem, post } from '@/api/client'
import { queries, type Session, sessionQuery, useSession } from '@/api/queries'
import { useLanguageSwitch } from '@/app/language'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { type Language, language, languages, t } from '@/ui/text'
import { say } from '@/ui/toast'
import '@/ui/admin.css'

/** What everybody may change of himself. */
export default function Me() {
  const { user } = useSession()
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('app.me')}</h1>
        <p className="muted">{user.email}</p>
      </div>
      <div className="settings">
        <Who />
        <Password email={user.email} />
      </div>
    </div>
  )
}

const ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))

function Who() {
  const { user } = useSession()
  const switchTo = useLanguageSwitch()
  const [name, setName] = useState(user.name)
  const [zone, setZone] = useState(user.timezone)
  const [speaks, setSpeaks] = useState<Language>(language())
  const [error, setError] = useState<unknown>(null)
  const wrong = error instanceof Problem ? error.byField() : {}
  async function save(event: FormEvent) {
    event.preventDefault()
    setError(null)
    try {
      const body = { name, locale: speaks, timezone: zone }
      const now = await call<Session>('PATCH', '/session', { body })
      queries.setQueryData(sessionQuery.queryKey, now)
      if (speaks !== language()) await switchTo(speaks)
      say(t('access.me.kept'))
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <form className="card" aria-label={t('access.me.who')} onSubmit={save}>
      <h2>{t('access.me.who')}</h2>
      <WhatIsWrong error={error} fields={['name', 'locale', 'timezone']} />
      <div className="fields">
        <Labelled label={t('access.name')} error={wrong.name}>
          {(id) => <Input id={id} value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        <Labelled label={t('access.me.language')} error={wrong.locale}>
          {(id) => (
            <Select<Language>
              id={id}
              value={speaks}
              options={Object.entries(languages).map(([value, label]) => ({
                value: value as Language,
                label,
              }))}
              onChange={setSpeaks}
            />
          )}
        </Labelled>
        <Labelled label={t('access.me.timezone')} error={wrong.timezone}>
          {(id) => <Select id={id} showSearch value={zone} options={ZONES} onChange={setZone} />}
        </Labelled>
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit">
          {t('ui.save')}
        </Button>
      </div>
    </form>
  )
}

function Password({ email }: { email: string }) {
  const [error, setError] = useState<unknown>(null)
  const wrong = error instanceof Problem ? error.byField() : {}
  async function change(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setError(null)
    const form = event.currentTarget
    const given = new FormData(form)
    try {
      await post('/session/password', { old: given.get('old'), new: given.get('new') })
      form.reset()
      say(t('access.me.password.changed'))
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <form className="card" aria-label={t('access.me.password')} onSubmit={change}>
      <h2>{t('access.me.password')}</h2>
      <WhatIsWrong error={error} fields={['old', 'new']} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <div className="fields">
        <Labelled label={t('access.me.password.old')} error={wrong.old}>
          {(id) => <Input.Password id={id} name="old" autoComplete="current-password" required />}
        </Labelled>
        <Labelled label={t('access.me.password.new')} help={t('access.password.help')} error={wrong.new}>
          {(id) => <Input.Password id={id} name="new" autoComplete="new-password" required />}
        </Labelled>
      </div>
      <div className="row">
        <Button htmlType="submit">{t('access.me.password.change')}</Button>
      </div>
    </form>
  )
}
