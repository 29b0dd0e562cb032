import { describe, expect, it } from 'vitest'
import { decimal, money } from './format'

describe('an amount', () => {
  it('has the decimals of its currency, and more where it was given more', () => {
    expect(money(1234, 'JPY')).toMatch(/1,234$/)
    expect(money(129.5, 'JPY')).toMatch(/129\.5$/)
    expect(money(1234.5, 'EUR')).toMatch(/1,234\.50$/)
    expect(money(0.125, 'KWD')).toMatch(/0\.125$/)
    expect(money(1234.5, 'EUR', true)).toMatch(/1,235$/)
  })

  it('of one piece keeps what is beyond the decimals of the coins', () => {
    expect(decimal(208.1, 2, 6)).toBe('208.10')
    expect(decimal(0.1234, 2, 6)).toBe('0.1234')
  })
})
