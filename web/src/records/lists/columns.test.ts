import { expect, it } from 'vitest'
import type { Field, Type } from '@/api/types'
import { columnsOf, exportOf, frozenAt } from './columns'

const of = (...widths: number[]) =>
  widths.map((width) => ({ path: 'x', field: { name: 'x', label: 'X', kind: 'text' } as Field, width }))

it('freezes the first columns beside the box, one at least and only as many as leave room', () => {
  window.innerWidth = 1000
  expect(frozenAt(of(240, 160, 100), 2, 36)).toEqual([36, 276])
  expect(frozenAt(of(240, 160, 100), 0, 36)).toEqual([36])
  expect(frozenAt(of(240, 400, 100), 3, 36)).toEqual([36])
  expect(frozenAt(of(900, 100), 1, 0)).toEqual([0])
})

it('writes a file of what is shown: references by name, amounts with their currency, no ids', () => {
  const field = (name: string, kind: Field['kind'], target?: string) =>
    ({ name, label: name, kind, target }) as Field
  const user = { name: 'user', title: 'name', fields: [field('name', 'text')], relations: [] }
  const order = {
    name: 'order',
    title: 'number',
    fields: [
      field('number', 'text'),
      field('total', 'money'),
      field('currency', 'text'),
      field('owner', 'reference', 'user'),
    ],
    relations: [],
  }
  const types = [user, order] as unknown as Type[]
  const type = types[1] as Type
  const columns = columnsOf(types, type, 'number,owner,total')
  expect(exportOf(types, type, columns)).toBe('number,owner.name,total,currency')
})
