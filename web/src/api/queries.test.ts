import { expect, test } from 'vitest'
import { namingKinds } from './queries'
import type { Type } from './types'

const kind = (name: string, label: string, fields: Type['fields'] = []): Type => ({
  name,
  plural: `${name}s`,
  label,
  pluralLabel: label,
  title: 'subject',
  fields,
  relations: [],
  verbs: [],
  permissions: {},
})

test('a range of numbers is called by the label of its kind of record', () => {
  const subject = { name: 'subject', label: 'For', kind: 'text' } as const
  const types = [
    kind('payment', '收款'),
    kind('number-range', '编号规则', [subject]),
    kind('activity', '跟进', [subject]),
  ]
  const [, range, activity] = namingKinds(types)
  expect(range?.fields[0]?.choices).toContainEqual({ value: 'payment', label: '收款' })
  expect(activity?.fields[0]?.kind).toBe('text')
})
