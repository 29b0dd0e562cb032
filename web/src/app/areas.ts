import type { Session } from '@/api/queries'
import { may, type Type } from '@/api/types'
import { iconOf, listed } from '@/records/kinds'
import type { IconName } from '@/ui/icons'
import { t } from '@/ui/text'

export type Link = { to: string; label: string; icon: IconName; key?: string }
export type Area = { name: string; links: Link[] }

/** Which kinds of record stand where; what is named nowhere is reached from its record. */
const CUSTOMERS = ['accounts', 'contacts', 'activities', 'mails']
const PROSPECTS = ['leads', 'pools', 'events', 'materials', 'web-forms']
const SALES = [
  'opportunities',
  'quotes',
  'contracts',
  'orders',
  'shipments',
  'invoices',
  'payments',
  'hand-overs',
  'ownership-disputes',
  'cooperation-requests',
]
const CATALOGUE = [
  'products',
  'price-books',
  'promotions',
  'price-floors',
  'tax-rates',
  'exchange-rates',
  'warehouses',
  'stock-levels',
]
const RULES = [
  'pipelines',
  'stages',
  'plays',
  'assignment-rules',
  'score-rules',
  'visit-rules',
  'territories',
]
const INSIDE = [
  'price-entries',
  'stock-movements',
  'hand-outs',
  'cards',
  'play-uses',
  'targets',
  'forecast-entries',
  'number-ranges',
]
const KEYS: Record<string, string> = {
  accounts: 'g a',
  contacts: 'g c',
  activities: 'g t',
  leads: 'g l',
  opportunities: 'g d',
  quotes: 'g q',
  orders: 'g o',
  products: 'g p',
}
export function mayImport(session: Session): boolean {
  return session.permissions?.import ?? session.administrator
}

/** The work areas that exist for this person: what one may not open is not there. */
export function areasOf(types: Type[], session: Session): Area[] {
  const link = (plural: string): Link[] =>
    types
      .filter((type) => type.plural === plural && listed(type))
      .map((type) => ({ to: `/${plural}`, label: type.pluralLabel, icon: iconOf(plural), key: KEYS[plural] }))
  const known = new Set([...CUSTOMERS, ...PROSPECTS, ...SALES, ...CATALOGUE, ...RULES, ...INSIDE])
  const others = types.filter((type) => listed(type) && !known.has(type.plural))
  const valued = types.some(
    (type) =>
      type.plural === 'accounts' &&
      type.fields.some((f) => f.name === 'value' && f.fields?.some((inner) => inner.name === 'monetary')),
  )
  const deals = types.find((type) => type.plural === 'opportunities' && listed(type))
  const priced = deals?.fields.some((f) => f.name === 'amountBase')
  const figures = (...links: Link[]) => (priced ? links : [])
  const planning: Link[] = deals
    ? [
        ...figures({ to: '/sales/forecast', label: t('app.sales.forecast'), icon: 'chart', key: 'g f' }),
        { to: '/sales/targets', label: t('app.sales.targets'), icon: 'check' },
        ...figures(
          { to: '/sales/report', label: t('app.sales.report'), icon: 'chart', key: 'g r' },
          { to: '/sales/weekly', label: t('app.sales.weekly'), icon: 'note' },
        ),
      ]
    : []
  const areas: Area[] = [
    {
      name: t('app.area.customers'),
      links: [...CUSTOMERS, ...others.map((type) => type.plural)].flatMap(link),
    },
    { name: t('leads.area'), links: [...PROSPECTS.flatMap(link), ...cards(types)] },
    { name: t('app.area.sales'), links: [...SALES.flatMap(link), ...planning] },
    { name: t('app.area.catalog'), links: [...catalogue(types), ...CATALOGUE.flatMap(link)] },
    {
      name: t('app.area.insight'),
      links: valued ? [{ to: '/insight/value', label: t('app.value'), icon: 'chart', key: 'g v' }] : [],
    },
    {
      name: t('app.area.data'),
      links: [
        ...(mayImport(session)
          ? [{ to: '/imports', label: t('app.imports'), icon: 'upload' as const, key: 'g i' }]
          : []),
        { to: '/units', label: t('records.units'), icon: 'undo' },
      ],
    },
    {
      name: t('automation.area'),
      links: [
        ...automation(types),
        ...(session.administrator ? [] : RULES.filter(kept(types)).flatMap(link)),
      ],
    },
    {
      name: t('app.area.admin'),
      links: session.administrator ? [...RULES.flatMap(link), ...adminLinks()] : [],
    },
  ]
  return areas.filter((area) => area.links.length > 0)
}

/** Ways of working that this person keeps for the others. */
function kept(types: Type[]) {
  return (plural: string) =>
    may(
      types.find((type) => type.plural === plural),
      'update',
    )
}

/** What waits for one's word, and what happens by itself. */
function automation(types: Type[]): Link[] {
  const reads = (plural: string) => types.find((type) => type.plural === plural && may(type, 'read'))
  const rules = reads('rules')
  const templates = reads('mail-templates')
  return [
    ...(reads('approvals')
      ? [
          {
            to: '/automation/approvals',
            label: t('automation.approvals'),
            icon: 'check' as const,
            key: 'g w',
          },
        ]
      : []),
    ...(rules ? [{ to: '/automation/rules', label: rules.pluralLabel, icon: 'play' as const }] : []),
    ...(templates ? [{ to: '/mail-templates', label: templates.pluralLabel, icon: 'mail' as const }] : []),
  ]
}

/** The queue of business cards, for those who may make leads of them. */
function cards(types: Type[]): Link[] {
  const leads = types.find((type) => type.plural === 'leads')
  return may(leads, 'create') ? [{ to: '/card-queue', label: t('leads.cards'), icon: 'copy' }] : []
}

/** What one looks up on the road, and the month on one page. */
function catalogue(types: Type[]): Link[] {
  const reads = (plural: string) => types.some((type) => type.plural === plural && may(type, 'read'))
  if (!reads('products')) return []
  const lookUp: Link = { to: '/look-up', label: t('app.lookUp'), icon: 'search', key: 'g k' }
  const periods: Link = { to: '/stock', label: t('app.stockAndSales'), icon: 'table', key: 'g s' }
  return reads('stock-levels') && reads('stock-movements') ? [lookUp, periods] : [lookUp]
}

function adminLinks(): Link[] {
  return [
    { to: '/admin/users', label: t('app.admin.users'), icon: 'user' },
    { to: '/admin/teams', label: t('app.admin.teams'), icon: 'people' },
    { to: '/admin/roles', label: t('app.admin.roles'), icon: 'lock' },
    { to: '/admin/fields', label: t('app.admin.fields'), icon: 'columns' },
    { to: '/admin/keys', label: t('app.admin.keys'), icon: 'key' },
    { to: '/number-ranges', label: t('app.admin.numbers'), icon: 'columns' },
    { to: '/admin/settings', label: t('app.admin.settings'), icon: 'gear' },
    { to: '/admin/jobs', label: t('app.admin.jobs'), icon: 'play' },
  ]
}
