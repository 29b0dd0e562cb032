import 'virtual:tokens.css'
import 'virtual:antd.css'
import '@/ui/base.css'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { invited } from '@/access/signin/invited'
import { call } from '@/api/client'
import { queries, type Session, sessionQuery } from '@/api/queries'
import { antdTheme } from '@/ui/antd'
import { usePreferences, useTheme } from '@/ui/preferences'
import { Failed, Loading } from '@/ui/states'
import { type Language, language } from '@/ui/text'
import { Toasts } from '@/ui/toast'
import { LanguageSwitch } from './language'
import { router } from './routes'
import {
  chooseLanguage,
  chosenLanguage,
  libraryTexts,
  loadLanguage,
  preferredLanguage,
  withWords,
} from './texts'

const door = withWords('admin', () => import('@/access/signin/signin'))
const Door = lazy(async () => ({ default: (await door()).Door }))

/** Nothing here writes HTML from text; libraries may only empty an element. */
function trustNothing(): void {
  const types = (window as { trustedTypes?: { createPolicy(name: string, rules: object): unknown } })
    .trustedTypes
  types?.createPolicy('default', { createHTML: (text: string) => (text === '' ? '' : null) })
}

function Look({ children }: { children: ReactNode }) {
  const theme = useTheme()
  const { compact } = usePreferences()
  const config = useMemo(() => antdTheme(theme, compact), [theme, compact])
  return (
    <ConfigProvider
      theme={config}
      locale={libraryTexts()}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  )
}

function Inside({
  onLanguage,
  adopt,
}: {
  onLanguage: (language: Language) => void
  adopt: (language: Language) => Promise<void>
}) {
  const session = useQuery(sessionQuery)
  const agreed = useAgreedLanguage(session.data, adopt)
  if (session.isPending) return <Loading />
  if (session.isError) return <Failed error={session.error} again={() => session.refetch()} />
  if (session.data && !agreed) return <Loading />
  if (session.data && !invited()) return <RouterProvider router={router} />
  return (
    <Suspense>
      <Door onLanguage={onLanguage} />
    </Suspense>
  )
}

/** One language for page and server: what was chosen here, else what the person's account says. */
function useAgreedLanguage(
  session: Session | null | undefined,
  adopt: (language: Language) => Promise<void>,
): boolean {
  const theirs: Language | undefined = session
    ? session.user.locale?.startsWith('zh')
      ? 'zh'
      : 'en'
    : undefined
  const [agreed, setAgreed] = useState<Language | null>(null)
  const settled = theirs === undefined || theirs === language() || agreed === language()
  useEffect(() => {
    if (!theirs || settled) return
    const chosen = chosenLanguage()
    const done = () => setAgreed(chosen ?? theirs)
    if (chosen) call('PATCH', '/session', { body: { locale: chosen } }).then(done, done)
    else void adopt(theirs).then(done)
  }, [theirs, settled])
  return settled
}

function Page() {
  const [spoken, setSpoken] = useState(language())
  async function switchTo(to: Language) {
    await loadLanguage(to)
    queries.removeQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
    setSpoken(to)
  }
  async function choose(to: Language) {
    chooseLanguage(to)
    await switchTo(to)
  }
  return (
    <QueryClientProvider client={queries}>
      <LanguageSwitch value={choose}>
        <Look key={spoken}>
          <Inside onLanguage={choose} adopt={switchTo} />
          <Toasts />
        </Look>
      </LanguageSwitch>
    </QueryClientProvider>
  )
}

const untouched = new AbortController()

/** What minds where the keyboard is comes with the first key or pointer, not with the page. */
async function mindKeys({ type }: Event): Promise<void> {
  untouched.abort()
  const [{ keepFocus }, { confirmByEnter }] = await Promise.all([
    import('@/ui/focus'),
    import('@/ui/confirm'),
  ])
  keepFocus(type === 'keydown')
  confirmByEnter()
}

trustNothing()
for (const kind of ['keydown', 'pointerdown'])
  document.addEventListener(kind, mindKeys, { capture: true, signal: untouched.signal })
await loadLanguage(preferredLanguage())
createRoot(document.getElementById('page') as HTMLElement).render(<Page />)
