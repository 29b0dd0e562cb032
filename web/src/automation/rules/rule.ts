import { post } from '@/api/client'
import type { Row } from '@/api/types'

export type Action =
  | { do: 'set'; field: string; value: unknown }
  | { do: 'assign'; users: string[] }
  | { do: 'task'; subject: string; dueInDays?: number | null; user?: string | null }
  | { do: 'notify'; users?: string[] | null; text: string }
  | { do: 'mail'; to: string; subject: string; body: string }
  | { do: 'hook'; url: string }
  | { do: 'approval'; title: string; approvers: string[]; all?: boolean | null }

export type Trigger = 'created' | 'changed' | 'date' | 'schedule'

export type Rule = {
  name: string
  active: boolean
  position: number
  onType: string
  trigger: Trigger
  watched: string | null
  /** Of the record, or of its parts: `dates.date`. */
  dateField: string | null
  /** Of parts only those of this sort, such as birthdays. */
  dateKind: string | null
  dateOffset: number
  /** Does the day come back every year? As its field does when null. */
  yearly: boolean | null
  every: string | null
  atHour: number
  condition: string | null
  actions: Action[]
}

export const EMPTY: Rule = {
  name: '',
  active: true,
  position: 0,
  onType: 'accounts',
  trigger: 'created',
  watched: null,
  dateField: null,
  dateKind: null,
  dateOffset: 0,
  yearly: null,
  every: 'week',
  atHour: 8,
  condition: null,
  actions: [],
}

export function ruleOf(row: Row): Rule {
  return { ...EMPTY, ...(row as unknown as Partial<Rule>), actions: (row.actions as Action[]) ?? [] }
}

/** Only what the rule's trigger uses. */
export function written(rule: Rule): Record<string, unknown> {
  const { name, active, position, onType, trigger, condition, actions, atHour } = rule
  const calendar = trigger === 'date' || trigger === 'schedule'
  return {
    name,
    active,
    position,
    onType,
    trigger,
    condition: condition || null,
    actions,
    atHour: calendar ? atHour : 8,
    watched: trigger === 'changed' ? rule.watched || null : null,
    dateField: trigger === 'date' ? rule.dateField : null,
    dateKind: trigger === 'date' ? rule.dateKind : null,
    dateOffset: trigger === 'date' ? rule.dateOffset : 0,
    yearly: trigger === 'date' ? rule.yearly : null,
    every: trigger === 'schedule' ? rule.every : null,
  }
}

export function fresh(kind: Action['do']): Action {
  switch (kind) {
    case 'set':
      return { do: 'set', field: '', value: null }
    case 'assign':
      return { do: 'assign', users: [] }
    case 'task':
      return { do: 'task', subject: '', dueInDays: 1 }
    case 'notify':
      return { do: 'notify', users: [], text: '' }
    case 'mail':
      return { do: 'mail', to: '{{email}}', subject: '', body: '' }
    case 'hook':
      return { do: 'hook', url: 'https://' }
    case 'approval':
      return { do: 'approval', title: '', approvers: [] }
  }
}

export const KINDS: Action['do'][] = ['set', 'assign', 'task', 'notify', 'mail', 'approval', 'hook']

export type Tried = {
  looked: number
  fired: number
  whole: boolean
  /** Within the time that was asked for: nobody knows of changes before it. */
  knownSince: string | null
  items: { id: string; title: string | null; at: string }[]
}

export function tryRule(rule: Rule, days: number): Promise<Tried> {
  const { onType, trigger, watched, dateField, dateKind, dateOffset, yearly, every, atHour, condition } = rule
  const calendar = trigger === 'date' || trigger === 'schedule'
  return post<Tried>('/rules/try', {
    onType,
    trigger,
    watched: trigger === 'changed' ? watched : null,
    dateField: trigger === 'date' ? dateField : null,
    dateKind: trigger === 'date' ? dateKind : null,
    dateOffset: trigger === 'date' ? dateOffset : null,
    yearly: trigger === 'date' ? yearly : null,
    every: trigger === 'schedule' ? every : null,
    atHour: calendar ? atHour : null,
    condition,
    days,
  })
}

export type Run = {
  record: string
  plural: string | null
  title: string | null
  at: string
  outcome: 'fired' | 'false' | 'refused'
  reason: string | null
  calls: { url: string; state: 'waiting' | 'delivered' | 'failed'; tries: number; problem: string | null }[]
  depth: number
  unit: string | null
}
