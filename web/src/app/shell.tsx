import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { onSignedOut } from '@/api/client'
import { useLive } from '@/api/live/live'
import { typesQuery, useSession, useTypes } from '@/api/queries'
import { Bell } from '@/automation/inbox/bell'
import { useFavourites } from '@/records/favourites'
import { iconOf } from '@/records/kinds'
import { localise } from '@/ui/format'
import { Icon, Seal } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Empty, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { typeAhead } from './ahead'
import { areasOf } from './areas'
import { Running } from './running'
import { UserMenu } from './usermenu'
import './shell.css'
import { withWords } from './texts'

const KeysPanel = lazy(() => import('./keyspanel'))
const Palette = lazy(() => import('./palette'))
const SignedOut = lazy(withWords('admin', () => import('./signedout')))

/** Keys are everybody's own; the rest of these pages is not for everybody, though the server would refuse each act. */
const ADMINISTRATORS = /^\/admin\/(?!keys)/

/** What is around every page: the rail of areas, the search on top, what runs, and who one is. */
export function Shell() {
  return (
    <Suspense fallback={<Loading />}>
      <Frame />
    </Suspense>
  )
}

function Frame() {
  useSuspenseQuery(typesQuery)
  useLive()
  const session = useSession()
  localise(session.user.timezone || session.timezone, session.currency)
  const [finding, setFinding] = useState(false)
  const [asking, setAsking] = useState(false)
  const [railOpen, setRailOpen] = useState(false)
  const [signedOut, setSignedOut] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const arrived = useRouterState({ select: (state) => state.resolvedLocation?.href })
  useEffect(() => onSignedOut(() => setSignedOut(true)), [])
  useEffect(() => setRailOpen(false), [path])
  function find() {
    if (!finding) typeAhead()
    setFinding(true)
  }
  useShellKeys(find, () => setAsking(true))
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <Rail open={railOpen} close={() => setRailOpen(false)} />
      <header className="top">
        <button
          type="button"
          className="plain top-menu"
          aria-label={t('app.menu')}
          onClick={() => setRailOpen(true)}
        >
          <Icon name="menu" />
        </button>
        <button type="button" className="top-search" onClick={find}>
          <Icon name="search" />
          <span className="cut">{t('app.search')}</span>
          <kbd>/</kbd>
        </button>
        <div className="top-right">
          <Running />
          <Bell />
          <UserMenu onKeys={() => setAsking(true)} />
        </div>
      </header>
      <main id="main" className="main" tabIndex={-1} data-at={arrived}>
        <Suspense fallback={<Loading />}>
          {session.administrator || !ADMINISTRATORS.test(path) ? (
            <Outlet />
          ) : (
            <Empty icon="lock" title={t('ui.forbidden')}>
              {t('ui.forbidden.hint')}
            </Empty>
          )}
        </Suspense>
      </main>
      <Suspense>
        {finding && <Palette close={() => setFinding(false)} />}
        {asking && <KeysPanel close={() => setAsking(false)} />}
        {signedOut && <SignedOut email={session.user.email} done={() => setSignedOut(false)} />}
      </Suspense>
    </div>
  )
}

async function confirm({ target }: KeyboardEvent): Promise<void> {
  const { confirmIn } = await import('@/ui/confirm')
  confirmIn(target)
}

function useShellKeys(find: () => void, ask: () => void): void {
  const navigate = useNavigate()
  const links = areasOf(useTypes(), useSession()).flatMap((area) => area.links)
  useKeys([
    { keys: '/', label: t('app.search'), run: find },
    { keys: 'Ctrl+k', label: t('app.search'), run: find },
    { keys: '?', label: t('app.keys'), run: ask },
    { keys: 'Ctrl+Enter', label: t('app.confirm'), run: confirm },
    { keys: 'g h', label: t('app.home'), run: () => navigate({ to: '/' }) },
    ...links
      .filter((link) => link.key)
      .map((link) => ({ keys: link.key as string, label: link.label, run: () => navigate({ to: link.to }) })),
  ])
}

/** What one has starred and pinned, above the areas. */
function Favourites() {
  const favourites = useFavourites()
  const here = useRouterState({ select: (state) => state.location })
  if (favourites.length === 0) return null
  return (
    <section aria-label={t('app.favourites')}>
      <h2>{t('app.favourites')}</h2>
      {favourites.map(({ row, plural, title, record, search }) => {
        const to = record ? `/${plural}/${record}` : `/${plural}`
        const current = record ? here.pathname === to : (here.search as { view?: string }).view === row.id
        return (
          <Link
            key={row.id}
            to={to}
            search={search as never}
            className="rail-link"
            aria-current={current ? 'page' : undefined}
            title={title}
          >
            <Icon name={record ? iconOf(plural) : 'pin'} /> <span className="cut">{title}</span>
          </Link>
        )
      })}
    </section>
  )
}

function Rail({ open, close }: { open: boolean; close: () => void }) {
  const areas = areasOf(useTypes(), useSession())
  const path = useRouterState({ select: (state) => state.location.pathname })
  const here = (to: string) => (path === to || path.startsWith(`${to}/`) ? ('page' as const) : undefined)
  return (
    <>
      {open && <button type="button" className="rail-veil" aria-label={t('ui.close')} onClick={close} />}
      <nav className={open ? 'rail rail-open' : 'rail'} aria-label={t('app.areas')}>
        <Link to="/" className="rail-brand">
          <Seal size={28} /> Shuke
        </Link>
        <Link to="/" className="rail-link" aria-current={path === '/' ? 'page' : undefined}>
          <Icon name="home" /> {t('app.home')}
        </Link>
        <Favourites />
        {areas.map((area) => (
          <section key={area.name} aria-label={area.name}>
            <h2>{area.name}</h2>
            {area.links.map((link) => (
              <Link key={link.to} to={link.to} className="rail-link" aria-current={here(link.to)}>
                <Icon name={link.icon} /> <span className="cut">{link.label}</span>
              </Link>
            ))}
          </section>
        ))}
      </nav>
    </>
  )
}
