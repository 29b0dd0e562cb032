import { useState } from 'react'
import { money, number, percent, plainDay } from '@/ui/format'
import { t, tx } from '@/ui/text'
import type { Rule } from './api'
import './catalog.css'

/** Unit prices may be finer than the currency. */
export function amount(price: number, currency: string): string {
  const exact = Math.round(price * 100) / 100 === price
  return exact ? money(price, currency) : `${number(price, 6)} ${currency}`
}

/** What would have counted soonest first: a larger quantity is asked for more easily than another currency. */
const NEAREST = ['quantity', 'exclusive', 'outranked', 'net', 'period', 'class', 'place', 'rate', 'currency']

function byNearness(a: Rule, b: Rule): number {
  const far = (rule: Rule) => (NEAREST.indexOf(rule.why ?? '') + NEAREST.length + 1) % (NEAREST.length + 1)
  return far(a) - far(b)
}

/** Which rule gave this price and what changed it; what did not count, and why, on demand. */
export function Rules({ rules, open = false }: { rules: Rule[]; open?: boolean }) {
  const [all, setAll] = useState(open)
  const counted = rules.filter((rule) => rule.outcome !== 'refused')
  const refused = rules.filter((rule) => rule.outcome === 'refused').sort(byNearness)
  if (rules.length === 0) return null
  return (
    <div className="price-rules">
      <ol>
        {[...counted, ...(all ? refused : [])].map((rule, i) => (
          <li
            key={`${rule.kind}${rule.id ?? i}`}
            className={rule.outcome === 'refused' ? 'muted' : undefined}
          >
            <span>{named(rule)}</span>
            <span className="num">{worth(rule)}</span>
            {rule.why && <span className="price-why">{because(rule, counted)}</span>}
          </li>
        ))}
      </ol>
      {!all && refused.length > 0 && (
        <button type="button" className="plain second" onClick={() => setAll(true)}>
          {t('catalog.refused', { n: refused.length })}
        </button>
      )}
    </div>
  )
}

function named(rule: Rule): string {
  const name = tx(`catalog.rule.${rule.kind}`, { name: rule.name ?? '' })
  const from = rule.minQuantity ? t('catalog.from', { n: number(rule.minQuantity) }) : ''
  return [name, from].filter(Boolean).join(' · ')
}

/** Why it did not count, with what did instead and when it would. */
function because(rule: Rule, counted: Rule[]): string {
  const better = counted.find((each) =>
    rule.why === 'outranked' ? each.outcome === 'gave' : each.kind === 'promotion',
  )
  const why =
    better && (rule.why === 'outranked' || rule.why === 'exclusive')
      ? tx(`catalog.why.${rule.why}.by`, { by: named(better) })
      : tx(`catalog.why.${rule.why}`)
  const days = [rule.from, rule.until].map((each) => (each ? plainDay(each) : '…'))
  return rule.why === 'period' && (rule.from || rule.until) ? `${why}: ${days.join(' – ')}` : why
}

function worth(rule: Rule): string {
  if (rule.kind === 'promotion' && rule.percent) return `−${percent(rule.percent / 100, 2)}`
  return rule.price === null ? '' : amount(rule.price, rule.currency ?? '')
}
