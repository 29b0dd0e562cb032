import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { NotFound } from '@/records/closed'
import { Failed, Loading } from '@/ui/states'
import { Shell } from './shell'
import { withWords } from './texts'

/** Every address of the page. Its query part is plain text, so that a view can be read, sent and kept. */
type Search = Record<string, string | undefined>

const root = createRootRoute({
  component: Shell,
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
})

function at<const P extends string>(path: P, load: () => Promise<{ default: React.ComponentType }>) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })
}

const tree = root.addChildren([
  at('/', () => import('./home')),
  at(
    '/imports',
    withWords(() => import('@/imports/list')),
  ),
  at(
    '/imports/new',
    withWords(() => import('@/imports/start')),
  ),
  at(
    '/imports/$id',
    withWords(() => import('@/imports/wizard')),
  ),
  at('/sales/forecast', () => import('@/sales/plans/forecast')),
  at('/sales/targets', () => import('@/sales/plans/targets')),
  at('/sales/report', () => import('@/sales/reports/page')),
  at('/sales/weekly', () => import('@/sales/reports/weekly')),
  at('/me', () => import('@/access/me/me')),
  at('/units', () => import('@/records/units/page')),
  at(
    '/insight/value',
    withWords(() => import('@/insight/value/page')),
  ),
  at('/admin/users', () => import('@/access/users/users')),
  at('/admin/teams', () => import('@/access/teams/teams')),
  at('/admin/roles', () => import('@/access/roles/roles')),
  at('/admin/roles/$id', () => import('@/access/roles/role')),
  at('/admin/keys', () => import('@/access/keys/keys')),
  at('/admin/fields', () => import('@/records/schema/fields')),
  at('/admin/settings', () => import('@/platform/settings')),
  at('/admin/jobs', () => import('@/platform/jobs')),
  at('/look-up', () => import('@/catalog/lookup')),
  at('/stock', () => import('@/catalog/stock')),
  at('/notifications', () => import('@/automation/inbox/page')),
  at('/automation/approvals', () => import('@/automation/approvals/page')),
  at('/automation/rules', () => import('@/automation/rules/list')),
  at('/orders/new', () => import('@/sales/orders/new')),
  at('/rules/new', () => import('@/automation/rules/page')),
  at('/card-queue', () => import('@/sales/leads/cards')),
  at('/ownership-disputes/new', () => import('@/sales/ownership/new')),
  at('/mails/new', () => import('@/channels/new')),
  at('/web-forms/new', () => import('@/sales/forms/page')),
  at('/$plural', () => import('@/records/lists/page')),
  at('/$plural/new', () => import('@/records/record/new')),
  at('/$plural/bin', () => import('@/records/bin/page')),
  at('/$plural/$id', () => import('./recordpage')),
])

function readSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text))
}

function writeSearch(search: Record<string, unknown>): string {
  const present = Object.entries(search).filter(([, v]) => v !== undefined && v !== '')
  const text = new URLSearchParams(present.map(([k, v]) => [k, String(v)])).toString()
  return text ? `?${text}` : ''
}

export const router = createRouter({
  routeTree: tree,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
