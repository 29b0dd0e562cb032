import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { Type } from '@/api/types'
import { useAttempt } from '@/ui/attempt'
import { WhatIsWrong } from '@/ui/form'
import { count, day, dayOf, exact, moment, time } from '@/ui/format'
import { t } from '@/ui/text'
import { type Rule, type Tried, tryRule } from './rule'

const DAYS = [7, 30, 90, 365]

/** What the rule would have done with what has happened, before it is let loose. */
export function TryIt({ rule, type }: { rule: Rule; type: Type }) {
  const [days, setDays] = useState(30)
  const [tried, setTried] = useState<Tried | null>(null)
  const { busy, error, attempt } = useAttempt()
  async function run() {
    setTried(null)
    await attempt(async () => {
      setTried(await tryRule(rule, days))
    })
  }
  return (
    <div className="stack">
      <div className="row wrap">
        <Select
          aria-label={t('automation.try.days')}
          value={days}
          options={DAYS.map((n) => ({ value: n, label: t('automation.try.last', { n }) }))}
          onChange={setDays}
        />
        <Button loading={busy} onClick={run}>
          {t('automation.try')}
        </Button>
      </div>
      <WhatIsWrong error={error} fields={[]} />
      {tried && (
        <div role="status">
          <p>
            <b>{t('automation.try.fired', { n: count(tried.fired) })}</b>{' '}
            <span className="muted">
              {t('automation.try.looked', { n: count(tried.looked) })}
              {tried.knownSince && ` ${t('automation.try.known', { at: moment(tried.knownSince) })}`}
              {!tried.whole && ` ${t('automation.try.part')}`}
            </span>
          </p>
          <ul className="rule-tried">
            {tried.items.map((item, i) => (
              <li key={`${item.id}${i}`}>
                <time dateTime={item.at} title={exact(item.at)} className="muted">
                  {day(dayOf(new Date(item.at)))} {time(item.at)}
                </time>
                <Link
                  to="/$plural/$id"
                  params={{ plural: type.plural, id: item.id }}
                  className="reference cut"
                >
                  {item.title ?? t('records.unnamed')}
                </Link>
              </li>
            ))}
          </ul>
          {tried.items.length < tried.fired && (
            <p className="muted">{t('automation.try.listed', { n: count(tried.items.length) })}</p>
          )}
        </div>
      )}
    </div>
  )
}
