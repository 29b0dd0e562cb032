import { describe, expect, it } from 'vitest'
import { moved, others, slugOf } from './asked'

describe('what a form asks', () => {
  it('moves within its bounds only', () => {
    const asked = [{ name: 'name' }, { name: 'email' }]
    expect(moved(asked, 0, 1).map((each) => each.name)).toEqual(['email', 'name'])
    expect(moved(asked, 0, -1)).toBe(asked)
    expect(moved(asked, 1, 1)).toBe(asked)
  })

  it('is asked once', () => {
    expect(others([{ name: 'name' }])).not.toContain('name')
    expect(others([{ name: 'name' }])).toContain('email')
  })

  it('has an address of its name', () => {
    expect(slugOf('  Ask us – 2026! ')).toBe('ask-us-2026')
    expect(slugOf('联系我们')).toBe('')
  })
})
