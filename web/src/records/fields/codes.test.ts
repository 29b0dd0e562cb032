import { describe, expect, it } from 'vitest'
import type { Field } from '@/api/types'
import { speak } from '@/ui/text'
import { codeOf } from './codes'

const field = (name: string, kind = 'text') => ({ name, kind }) as Field

describe('texts that are codes', () => {
  it('are read by their names in the language of the reader', () => {
    speak('en', {})
    expect(codeOf(field('language'))?.name('zh')).toBe('Chinese')
    expect(codeOf(field('addresses.country'))?.name('DE')).toBe('Germany')
    speak('zh', {})
    expect(codeOf(field('locale'))?.name('en')).toBe('英语')
  })

  it('stay as they are written where they are none', () => {
    speak('en', {})
    for (const said of ['Swiss German', 'x', 'Chinese'])
      expect(codeOf(field('language'))?.name(said)).toBe(said)
  })

  it('are offered: every language of a person, those of the page for its users', () => {
    speak('en', {})
    const offered = (name: string) =>
      codeOf(field(name))
        ?.all()
        .map(({ value }) => value)
    expect(offered('language')).toEqual(expect.arrayContaining(['en', 'zh', 'de', 'ja']))
    expect(offered('locale')).toEqual(['en', 'zh'])
    expect(offered('name')).toBeUndefined()
    expect(codeOf(field('language', 'choice'))).toBeUndefined()
  })
})
