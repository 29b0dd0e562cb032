import { makes, may, type Type } from '@/api/types'
import type { IconName } from '@/ui/icons'

const ICONS: Record<string, IconName> = {
  accounts: 'building',
  contacts: 'people',
  activities: 'calendar',
  leads: 'user',
  events: 'calendar',
  materials: 'box',
  'web-forms': 'edit',
  'assignment-rules': 'right',
  'score-rules': 'star',
  'visit-rules': 'calendar',
  territories: 'building',
  'hand-overs': 'right',
  'ownership-disputes': 'warn',
  'cooperation-requests': 'people',
  plays: 'play',
  pools: 'people',
  opportunities: 'chart',
  pipelines: 'columns',
  stages: 'columns',
  orders: 'receipt',
  contracts: 'note',
  shipments: 'box',
  invoices: 'receipt',
  payments: 'check',
  'exchange-rates': 'columns',
  products: 'box',
  'price-books': 'tag',
  'price-entries': 'tag',
  promotions: 'star',
  'price-floors': 'down',
  'tax-rates': 'columns',
  warehouses: 'home',
  'stock-levels': 'box',
  users: 'user',
  teams: 'people',
  tags: 'tag',
  mails: 'mail',
}

/** Types that have a page of their own elsewhere, or none. */
const ELSEWHERE = new Set([
  'principals',
  'users',
  'teams',
  'roles',
  'views',
  'custom-fields',
  'custom-types',
  'api-keys',
  'imports',
  'units',
  'jobs',
  'attachments',
  'approvals',
  'mail-templates',
  'deputies',
  'rules',
  'notifications',
  'tags',
])

/** What is written, set up or decided here: nobody has a file of it to begin with. */
const WRITTEN_HERE = new Set([
  'mails',
  'mail-templates',
  'quotes',
  'cards',
  'web-forms',
  'pools',
  'hand-outs',
  'hand-overs',
  'ownership-disputes',
  'forecast-entries',
  'plays',
  'play-uses',
  'pipelines',
  'stages',
  'rules',
  'assignment-rules',
  'score-rules',
  'visit-rules',
  'number-ranges',
  'views',
  'deputies',
  'attachments',
])

/** Whether the first records of a kind may come out of a file. */
export function comesFromFiles(type: Type): boolean {
  return makes(type) && may(type, 'import') && !WRITTEN_HERE.has(type.plural)
}

/** The icon of a kind of record, wherever it is named. */
export function iconOf(plural: string): IconName {
  return ICONS[plural] ?? 'note'
}

/** Whether a kind of record has a list in the work areas. */
export function listed(type: Type): boolean {
  return !type.partOf && !ELSEWHERE.has(type.plural) && may(type, 'read')
}
