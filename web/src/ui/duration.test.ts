import { beforeEach, expect, it } from 'vitest'
import { duration, durationIn } from './duration'
import en from './en.json'
import { speak } from './text'
import zh from './zh.json'

beforeEach(() => speak('en', en))

it('says a duration in its two largest units, in both languages', () => {
  expect(duration('PT441H26M21S')).toBe('18 days 9 h')
  expect(duration('PT1H30M')).toBe('1 h 30 min')
  expect(duration('PT24H5M')).toBe('1 day')
  expect(duration('PT0S')).toBe('0 min')
  expect(duration(-5_400)).toBe('−1 h 30 min')
  speak('zh', zh)
  expect(duration('PT441H26M21S')).toBe('18 天 9 小时')
})

it('understands what people type, and its own words', () => {
  for (const typed of ['1h 30m', '1:30', '90 min', '90', '1 h 30 min', 'PT1H30M', '1小时30分钟', '1.5 hours'])
    expect(durationIn(typed), typed).toBe('PT1H30M')
  for (const whole of ['PT441H26M21S', 'PT26H', 'PT45S']) {
    expect(durationIn(duration(whole, 4))).toBe(whole)
    speak('zh', zh)
    expect(durationIn(duration(whole, 4))).toBe(whole)
    speak('en', en)
  }
})

it('leaves what is no duration alone', () => {
  for (const typed of ['', 'soon', '3 x', 'h', 'P', '5 min or so'])
    expect(durationIn(typed), typed).toBeNull()
})
