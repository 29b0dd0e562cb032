import { expect, test } from 'vitest'
import { owedOf, type Parcel, progressOf, withMoves } from './order'

const lines = [{ id: 'a', version: 1, quantity: 16 }]
const parcel = (kind: string, quantity: number, deliveredAt: string | null = null) =>
  ({
    id: kind + quantity,
    version: 1,
    kind,
    deliveredAt,
    lines: [{ orderLine: 'a', quantity }],
  }) as unknown as Parcel

test('what came back is not shipped, and is to be shipped again', () => {
  const parcels = [parcel('out', 16), parcel('back', 4), parcel('out', 2)]
  const moved = withMoves(lines, parcels)
  expect(progressOf(moved, parcels)).toMatchObject({ ordered: 16, shipped: 14 })
})

test('one parcel of several that arrived is not all of them', () => {
  const parcels = [parcel('out', 10, '2026-05-01T00:00:00Z'), parcel('out', 6)]
  expect(progressOf(withMoves(lines, parcels), parcels)).toMatchObject({ parcels: 2, delivered: 1 })
})

test('what came back is not owed', () => {
  expect(owedOf({ id: 'o', version: 1, total: 100, tax: 13, credited: 11.3 })).toBeCloseTo(101.7)
})
