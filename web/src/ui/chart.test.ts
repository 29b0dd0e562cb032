import { describe, expect, it } from 'vitest'
import { scaleOf } from './chart'

describe('the scale of a picture', () => {
  it('goes in round steps beyond the largest value', () => {
    expect(scaleOf(100)).toEqual([0, 25, 50, 75, 100])
    expect(scaleOf(4_800_000)).toEqual([0, 2_000_000, 4_000_000, 6_000_000])
    expect(scaleOf(7)).toEqual([0, 2, 4, 6, 8])
  })

  it('has a height where there is nothing to show', () => {
    expect(scaleOf(0)).toEqual([0, 1])
    expect(scaleOf(Number.NaN)).toEqual([0, 1])
  })
})
