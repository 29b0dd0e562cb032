import { may, type Type } from '@/api/types'
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

/** The icon of a kind of record, wherever it is named. */
export function iconOf(plural: string): IconName {
  return ICONS[plural] ?? 'note'
}

/** Whether a kind of record has a list in the work areas. */
export function listed(type: Type): boolean {
  return !type.partOf && !ELSEWHERE.has(type.plural) && may(type, 'read')
}
