import { t } from './text'

/** How long something takes: ISO 8601 on the wire, words for people, both ways. */

const ISO = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/i
const CLOCK = /^(\d+):([0-5]\d)(?::([0-5]\d))?$/
const PLAIN = /^\d+(?:[.,]\d+)?$/
const WORDS = /(\d+(?:[.,]\d+)?)\s*([a-z]+|[\u4e00-\u9fff]+)/g

const SIZES = [86_400, 3_600, 60, 1] as const
const SAID = [
  (n: number) => t('ui.duration.days', { n }),
  (n: number) => t('ui.duration.hours', { n }),
  (n: number) => t('ui.duration.minutes', { n }),
  (n: number) => t('ui.duration.seconds', { n }),
]
const UNITS: [RegExp, number][] = [
  [/^(d|days?|天|日)$/, 86_400],
  [/^(h|hrs?|hours?|时|小时|个小时)$/, 3_600],
  [/^(m|mins?|minutes?|分|分钟)$/, 60],
  [/^(s|secs?|seconds?|秒|秒钟)$/, 1],
]

/** Seconds of `PT1H30M`, of a number of seconds, or null of anything else. */
export function seconds(value: unknown): number | null {
  if (typeof value === 'number') return Math.round(value)
  const parts = ISO.exec(String(value ?? ''))
  if (!parts || parts.slice(2).every((part) => part === undefined)) return null
  const [days, hours, minutes, rest] = parts.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ]
  const total = days * 86_400 + hours * 3_600 + minutes * 60 + rest
  return parts[1] ? -total : total
}

/** `18 days 9 h`, `1 h 30 min`: its largest units; all of them where it is about to be edited. */
export function duration(value: unknown, units = 2): string {
  const total = seconds(value)
  if (total === null) return String(value ?? '')
  let rest = Math.abs(total)
  const first = Math.max(
    SIZES.findIndex((size) => rest >= size),
    0,
  )
  const said = SIZES.flatMap((size, i) => {
    const n = Math.floor(rest / size)
    rest -= n * size
    return n > 0 && i < first + units ? (SAID[i]?.(n) ?? '') : []
  })
  return (total < 0 ? '−' : '') + (said.join(' ') || t('ui.duration.minutes', { n: 0 }))
}

/** What a person types, as ISO 8601: `1h 30m`, `1:30`, `90 min`, `90` (minutes), `1小时30分钟`; null of what is none. */
export function durationIn(text: string): string | null {
  const typed = text.trim().toLowerCase()
  if (ISO.test(typed)) return seconds(typed) === null ? null : typed.toUpperCase()
  if (PLAIN.test(typed)) return iso(decimal(typed) * 60)
  const clock = CLOCK.exec(typed)
  if (clock) return iso(Number(clock[1]) * 3_600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0))
  if (typed === '' || typed.replace(WORDS, '').replace(/[\s,]/g, '') !== '') return null
  let total = 0
  for (const [, n = '', word = ''] of typed.matchAll(WORDS)) {
    const unit = UNITS.find(([names]) => names.test(word))
    if (!unit) return null
    total += decimal(n) * unit[1]
  }
  return iso(total)
}

function decimal(text: string): number {
  return Number(text.replace(',', '.'))
}

function iso(total: number): string {
  const whole = Math.round(total)
  const parts = [
    [Math.floor(whole / 3_600), 'H'],
    [Math.floor((whole % 3_600) / 60), 'M'],
    [whole % 60, 'S'],
  ] as const
  return `PT${parts.map(([n, unit]) => (n > 0 ? `${n}${unit}` : '')).join('') || '0S'}`
}
