import { expect, it } from 'vitest'
import type { Field } from '@/api/types'
import { frozenAt } from './columns'

const of = (...widths: number[]) =>
  widths.map((width) => ({ path: 'x', field: { name: 'x', label: 'X', kind: 'text' } as Field, width }))

it('freezes the first columns beside the box, one at least and only as many as leave room', () => {
  window.innerWidth = 1000
  expect(frozenAt(of(240, 160, 100), 2, 36)).toEqual([36, 276])
  expect(frozenAt(of(240, 160, 100), 0, 36)).toEqual([36])
  expect(frozenAt(of(240, 400, 100), 3, 36)).toEqual([36])
  expect(frozenAt(of(900, 100), 1, 0)).toEqual([0])
})
