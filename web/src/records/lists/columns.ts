import { type Field, fieldAt, type Type } from '@/api/types'

export type Column = { path: string; field: Field; width: number }

const WIDTHS: Partial<Record<Field['kind'], number>> = {
  text: 168,
  longText: 240,
  number: 104,
  money: 144,
  date: 128,
  instant: 164,
  boolean: 84,
  choice: 116,
  multiChoice: 168,
  reference: 152,
  references: 168,
  email: 232,
  phone: 160,
  url: 176,
  formula: 120,
}

/** What a type's list shows before anybody chose: its own name first, then what one asks of it most. */
const PREFERRED: Record<string, string[]> = {
  accounts: [
    'name',
    'value.class',
    'value.stage',
    'value.rfm',
    'value.monetary',
    'city',
    'country',
    'phone',
    'owner',
    'tags',
  ],
  contacts: ['name', 'account', 'jobTitle', 'mobile', 'email', 'birthday', 'owner', 'phone'],
  leads: ['name', 'company', 'status', 'score', 'source', 'owner', 'nextStepOn', 'mobile', 'email'],
  orders: ['number', 'account', 'placedAt', 'status', 'total', 'owner'],
  quotes: ['number', 'subject', 'account', 'status', 'total', 'validUntil', 'owner', 'updatedAt'],
  contracts: ['name', 'number', 'account', 'status', 'amount', 'startsOn', 'endsOn', 'owner'],
  shipments: ['number', 'account', 'order', 'kind', 'shippedAt', 'deliveredAt', 'carrier', 'tracking'],
  'shipment-lines': ['product', 'quantity', 'unit'],
  payments: ['number', 'account', 'order', 'receivedAt', 'amount', 'method', 'reference'],
  invoices: ['number', 'account', 'dueOn', 'amount', 'open', 'status', 'order', 'label'],
  opportunities: ['name', 'account', 'stage', 'amount', 'probability', 'closeDate', 'nextStep', 'owner'],
  promotions: ['name', 'percent', 'amount', 'product', 'category', 'from', 'until', 'active'],
  'price-floors': ['name', 'product', 'category', 'role', 'maxDiscount', 'minMargin', 'price', 'active'],
  'ownership-disputes': ['title', 'claimant', 'holder', 'claimantPoints', 'holderPoints', 'status'],
  'hand-overs': ['name', 'from', 'to', 'status', 'doneAt', 'owner'],
  products: ['sku', 'name', 'category', 'active', 'updatedAt'],
  approvals: ['title', 'owner', 'state', 'waitingFor', 'createdAt', 'decidedBy', 'decidedAt'],
  mails: ['toAddress', 'subject', 'account', 'state', 'createdAt', 'problem'],
  activities: ['subject', 'kind', 'at', 'account', 'contact', 'dueAt', 'done', 'owner'],
}

const DULL = new Set(['id', 'version', 'createdBy', 'updatedBy', 'createdAt'])

export function defaultPaths(types: Type[], type: Type): string[] {
  const preferred = PREFERRED[type.plural]?.filter((path) => fieldAt(types, type, path))
  if (preferred?.length) return preferred
  const own = type.fields.filter(
    (f) => !DULL.has(f.name) && !['longText', 'extension', 'file'].includes(f.kind),
  )
  const first = own.filter((f) => f.name === type.title)
  const rest = own.filter((f) => f.name !== type.title).sort((a, b) => weight(b) - weight(a))
  return [...first, ...rest].slice(0, 8).map((f) => f.name)
}

function weight(field: Field): number {
  return (field.required ? 2 : 0) + (field.custom ? 1 : 0) - (field.name === 'updatedAt' ? 1 : 0)
}

/** `name:220,owner` ↔ columns; what one may not read (any more) is left out. */
export function columnsOf(types: Type[], type: Type, text: string | undefined): Column[] {
  const parts = text ? text.split(',') : defaultPaths(types, type)
  const columns = parts.flatMap((part) => {
    const [path = '', width] = part.split(':')
    const field = fieldAt(types, type, path)
    return field ? [{ path, field, width: Number(width) || widthOf(type, field) }] : []
  })
  return columns.length > 0 || text === undefined ? columns : columnsOf(types, type, undefined)
}

function widthOf(type: Type, field: Field): number {
  if (field.name === type.title) return 264
  if (field.name === 'value.rfm') return 72
  return WIDTHS[field.kind] ?? 144
}

export function columnsText(columns: Column[]): string {
  return columns.map((column) => `${column.path}:${Math.round(column.width)}`).join(',')
}

/** Of a screen's width, frozen columns leave this much to the others. */
const LEFT_TO_OTHERS = 0.4

/** Where each of the frozen first columns stands, from the left edge: one at least, and no more than there is room for. */
export function frozenAt(columns: Column[], wanted: number, from: number): number[] {
  const room = window.innerWidth * (1 - LEFT_TO_OTHERS)
  const lefts: number[] = []
  let left = from
  for (const { width } of columns.slice(0, Math.max(1, wanted))) {
    if (lefts.length > 0 && left + width > room) break
    lefts.push(left)
    left += width
  }
  return lefts
}

/** The paths to ask for so that every column can be shown: a reference brings its name, an amount its currency. */
export function selectOf(types: Type[], type: Type, columns: Column[]): string {
  const paths = new Set<string>([type.title])
  for (const { path, field } of columns) {
    const target = types.find((t) => t.name === field.target)
    const one = field.kind === 'reference' && !field.many && target
    if (one) {
      paths.add(`${path}.id`)
      if (target.fields.some((f) => f.name === target.title)) paths.add(`${path}.${target.title}`)
    } else paths.add(path)
    if (field.kind !== 'money' || field.name.startsWith('value.')) continue
    const prefix = path.includes('.') ? path.slice(0, path.lastIndexOf('.') + 1) : ''
    if (fieldAt(types, type, `${prefix}currency`)) paths.add(`${prefix}currency`)
  }
  return [...paths].join(',')
}

/** The paths of a file of the list: the shown columns, a reference by its name, an amount with its currency. */
export function exportOf(types: Type[], type: Type, columns: Column[]): string {
  const asked = new Set(selectOf(types, type, columns).split(','))
  const shown = new Set(columns.map((column) => column.path))
  const paths = columns.map(({ path, field }) => {
    const target = types.find((t) => t.name === field.target)
    const named = target && `${path}.${target.title}`
    return named && asked.has(named) ? named : path
  })
  const currencies = [...asked].filter((path) => path.endsWith('currency') && !shown.has(path))
  return [...new Set([...paths, ...currencies])].join(',')
}

export type Choice = { path: string; label: string; group: string; field: Field }

/** Everything that may become a column, a filter or a group: own fields, computed ones, and those of referred records. */
export function choices(types: Type[], type: Type, deep = true): Choice[] {
  const own: Choice[] = []
  const further: Choice[] = []
  for (const field of type.fields) {
    if (field.kind === 'extension') {
      for (const inner of field.fields ?? []) {
        const path = `${field.name}.${inner.name}`
        further.push({
          path,
          label: inner.label,
          group: field.label,
          field: { ...inner, name: path, readOnly: true },
        })
      }
      continue
    }
    own.push({ path: field.name, label: field.label, group: type.label, field })
    const target = deep && field.kind === 'reference' && types.find((t) => t.name === field.target)
    if (!target || ['createdBy', 'updatedBy'].includes(field.name)) continue
    for (const inner of target.fields) {
      if (['reference', 'references', 'extension', 'file'].includes(inner.kind) || inner.name === 'id')
        continue
      const path = `${field.name}.${inner.name}`
      further.push({
        path,
        label: inner.label,
        group: field.label,
        field: { ...inner, name: path, readOnly: true },
      })
    }
  }
  return [...own, ...further]
}

/** Numbers that name or rank something: neither their sum nor their mean says anything. */
const NAMING = /(version|revision|position|rank|year)$/i

/** A price is money for one piece: its mean says something, its sum does not. */
const PRICE = /price(Base)?$/i

/** Of money and quantities a total says something, of shares, scores and days an average alone. */
export function measured(field: Field): boolean {
  const amount = numeric(field) || field.kind === 'duration'
  return amount && field.access !== 'mask' && !NAMING.test(field.name)
}

export function addsUp(field: Field): boolean {
  return Boolean(field.addsUp) && !PRICE.test(field.name)
}

export function numeric(field: Field): boolean {
  return field.kind === 'number' || field.kind === 'money'
}
