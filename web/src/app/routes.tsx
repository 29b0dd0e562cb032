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
    withWords('data', () => import('@/imports/list')),
  ),
  at(
    '/imports/new',
    withWords('data', () => import('@/imports/start')),
  ),
  at(
    '/imports/$id',
    withWords('data', () => import('@/imports/wizard')),
  ),
  at(
    '/sales/forecast',
    withWords('plans', () => import('@/sales/plans/forecast')),
  ),
  at(
    '/sales/targets',
    withWords('plans', () => import('@/sales/plans/targets')),
  ),
  at(
    '/sales/report',
    withWords('plans', () => import('@/sales/reports/page')),
  ),
  at(
    '/sales/weekly',
    withWords('plans', () => import('@/sales/reports/weekly')),
  ),
  at(
    '/me',
    withWords('admin', () => import('@/access/me/me')),
  ),
  at('/units', () => import('@/records/units/page')),
  at(
    '/insight/value',
    withWords('data', () => import('@/insight/value/page')),
  ),
  at(
    '/admin/users',
    withWords('admin', () => import('@/access/users/users')),
  ),
  at(
    '/admin/teams',
    withWords('admin', () => import('@/access/teams/teams')),
  ),
  at(
    '/admin/roles',
    withWords('admin', () => import('@/access/roles/roles')),
  ),
  at(
    '/admin/roles/$id',
    withWords('admin', () => import('@/access/roles/role')),
  ),
  at(
    '/admin/keys',
    withWords('admin', () => import('@/access/keys/keys')),
  ),
  at(
    '/admin/fields',
    withWords('fields', () => import('@/records/schema/fields')),
  ),
  at(
    '/admin/settings',
    withWords('admin', () => import('@/platform/settings')),
  ),
  at(
    '/admin/jobs',
    withWords('admin', () => import('@/platform/jobs')),
  ),
  at(
    '/look-up',
    withWords('catalog', () => import('@/catalog/lookup')),
  ),
  at(
    '/stock',
    withWords('catalog', () => import('@/catalog/stock')),
  ),
  at('/notifications', () => import('@/automation/inbox/page')),
  at('/automation/approvals', () => import('@/automation/approvals/page')),
  at(
    '/automation/rules',
    withWords('rules', () => import('@/automation/rules/list')),
  ),
  at(
    '/orders/new',
    withWords('quotes', () => import('@/sales/orders/new')),
  ),
  at(
    '/rules/new',
    withWords('rules', () => import('@/automation/rules/page')),
  ),
  at('/card-queue', () => import('@/sales/leads/cards')),
  at('/ownership-disputes/new', () => import('@/sales/ownership/new')),
  at('/mails/new', () => import('@/channels/new')),
  at(
    '/web-forms/new',
    withWords('forms', () => import('@/sales/forms/page')),
  ),
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
