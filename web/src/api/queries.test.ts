import { expect, test } from 'vitest'
import { asFarAsSeen, namingKinds, queries, typesQuery } from './queries'
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

test('a question that the page asks leaves out what this person may not see', async () => {
  const owner = { name: 'owner', label: 'Owner', kind: 'reference', target: 'user', access: 'read' } as const
  const name = { name: 'name', label: 'Name', kind: 'text', access: 'read' } as const
  const phone = { name: 'phone', label: 'Phone', kind: 'phone', access: 'mask' } as const
  queries.setQueryData(typesQuery.queryKey, [kind('contact', 'Contact', [name, phone, owner])])
  const asked = { select: 'id,name,phone,email,owner.id,owner.name,createdBy.name', sort: '-phone,name' }
  expect(await asFarAsSeen('contacts', asked)).toEqual({
    select: 'id,name,phone,owner.id,createdBy.name',
    sort: 'name',
  })
})
