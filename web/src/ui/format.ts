import { language, locale, t } from './text'

/** Numbers, money and times as people read them. The zone and currency are the company's, set once at sign-in. */

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone
let currency = 'CNY'

export function localise(timezone: string | undefined, companyCurrency: string | undefined): void {
  if (timezone) zone = timezone
  if (companyCurrency) currency = companyCurrency
}

export function timezone(): string {
  return zone
}

export function companyCurrency(): string {
  return currency
}

export function number(value: number, digits = 6): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value)
}

/** With as many decimals in every row: prices and amounts below one another. */
export function decimal(value: number, least: number, most = least): string {
  const digits = { minimumFractionDigits: least, maximumFractionDigits: Math.max(least, most) }
  return new Intl.NumberFormat(locale(), digits).format(value)
}

export function percent(share: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits }).format(share)
}

/** So many decimals the coins of a currency have. */
export function decimalsOf(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
    )
  } catch {
    return 2
  }
}

export function money(value: number, code?: string | null, whole = false): string {
  const of = code || currency
  const most = whole ? 0 : Math.max(2, decimalsOf(of))
  try {
    const style = {
      style: 'currency',
      currency: of,
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: most,
    } as const
    return new Intl.NumberFormat(locale(), style).format(value)
  } catch {
    return `${of} ${number(value, 2)}`
  }
}

/** 1.2 M, 98 k: for axes and tight places. */
export function short(value: number): string {
  return new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

export function count(n: number): string {
  return new Intl.NumberFormat(locale()).format(n)
}

/** The calendar day of an instant in the reader's zone, as `YYYY-MM-DD`. */
export function dayOf(instant: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(instant)
}

function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000)
}

/** Today, yesterday, in 3 days; further away the date itself. */
export function day(date: string, now = new Date()): string {
  const today = dayOf(now)
  const away = daysBetween(today, date)
  if (Number.isNaN(away)) return date
  if (Math.abs(away) <= 6) {
    const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(away, 'day')
    return language() === 'en' ? words.charAt(0).toUpperCase() + words.slice(1) : words
  }
  return plainDay(date, date.slice(0, 4) !== today.slice(0, 4))
}

export function plainDay(date: string, withYear = true): string {
  const at = new Date(`${date}T12:00:00Z`)
  if (Number.isNaN(at.getTime())) return date
  const year = withYear ? ({ year: 'numeric' } as const) : {}
  const month = language() === 'zh' ? 'long' : 'short'
  return new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', day: 'numeric', month, ...year }).format(at)
}

export function time(instant: string): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  )
}

/** An instant in words: the day, and the hour where it is near. */
export function moment(instant: string, now = new Date()): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const date = dayOf(at)
  const near = Math.abs(daysBetween(dayOf(now), date)) <= 6
  return near ? `${day(date, now)} ${time(instant)}` : day(date, now)
}

/** A moment that somebody chose to the minute, however far away it is. */
export function timed(instant: string): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : `${day(dayOf(at))} ${time(instant)}`
}

export function exact(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(
    at,
  )
}

export function month(yearMonth: string): string {
  const at = new Date(`${yearMonth.slice(0, 7)}-15T12:00:00Z`)
  if (Number.isNaN(at.getTime())) return yearMonth
  return new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', year: 'numeric', month: 'short' }).format(at)
}

export function bytes(size: number): string {
  if (size < 1024) return t('ui.bytes', { n: size })
  const units = ['kB', 'MB', 'GB']
  const step = Math.min(Math.floor(Math.log(size) / Math.log(1024)), units.length)
  return `${number(size / 1024 ** step, 1)} ${units[step - 1]}`
}
