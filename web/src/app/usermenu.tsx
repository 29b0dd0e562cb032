import { useNavigate } from '@tanstack/react-router'
import { call } from '@/api/client'
import { queries, sessionQuery, useSession } from '@/api/queries'
import { Icon } from '@/ui/icons'
import { Menu, type MenuItems } from '@/ui/menu'
import { prefer, usePreferences } from '@/ui/preferences'
import { type Language, language, languages, t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { useLanguageSwitch } from './language'

async function leave(everywhere: boolean): Promise<void> {
  await call('DELETE', everywhere ? '/session?everywhere=true' : '/session')
  queries.clear()
  queries.setQueryData(sessionQuery.queryKey, null)
  location.assign('/')
}

/** Language, theme, density, keys, and the ways out. */
export function UserMenu({ onKeys }: { onKeys: () => void }) {
  const session = useSession()
  const switchTo = useLanguageSwitch()
  const navigate = useNavigate()
  const { theme, compact } = usePreferences()
  async function speak(to: Language) {
    await call('PATCH', '/session', { body: { locale: to } }).catch(() => say(t('app.notkept')))
    await switchTo(to)
  }
  const items: MenuItems = [
    {
      key: 'language',
      type: 'group',
      label: t('app.language'),
      children: (Object.keys(languages) as Language[]).map((code) => ({
        key: code,
        label: <span lang={code}>{languages[code]}</span>,
        icon: tick(code === language()),
        onClick: () => speak(code),
      })),
    },
    {
      key: 'theme',
      type: 'group',
      label: t('app.theme'),
      children: (['light', 'dark', 'system'] as const).map((name) => ({
        key: name,
        label: t(`app.theme.${name}`),
        icon: tick(name === theme),
        onClick: () => prefer({ theme: name }),
      })),
    },
    { type: 'divider' },
    {
      key: 'density',
      label: t('app.roomy'),
      icon: tick(!compact),
      onClick: () => prefer({ compact: !compact }),
    },
    { key: 'keys', label: t('app.keys'), icon: tick(false), onClick: onKeys },
    { key: 'me', label: t('app.me'), icon: tick(false), onClick: () => navigate({ to: '/me' }) },
    { type: 'divider' },
    { key: 'out', label: t('app.signout'), icon: tick(false), onClick: () => leave(false).catch(complain) },
    {
      key: 'everywhere',
      label: t('app.signout.all'),
      icon: tick(false),
      onClick: () => leave(true).catch(complain),
    },
  ]
  return (
    <Menu menu={{ items }} placement="bottomRight">
      <button type="button" className="top-user" aria-label={t('app.you', { name: session.user.name })}>
        <span className="top-name">{session.user.name}</span>
        <Icon name="user" />
      </button>
    </Menu>
  )
}

function tick(on: boolean) {
  return on ? <Icon name="check" size={14} /> : <span style={{ display: 'inline-block', width: 14 }} />
}
