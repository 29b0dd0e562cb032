import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { dayOf } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Segmented } from '@/ui/segmented'
import { t } from '@/ui/text'

type Kind = 'year' | 'quarter' | 'month'

function kindOf(period: string): Kind {
  return period.includes('Q') ? 'quarter' : period.length > 4 ? 'month' : 'year'
}

/** The period of today. */
export function now(kind: Kind): string {
  const today = dayOf(new Date())
  if (kind === 'year') return today.slice(0, 4)
  if (kind === 'month') return today.slice(0, 7)
  return `${today.slice(0, 4)}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
}

function shifted(period: string, by: number): string {
  const year = Number(period.slice(0, 4))
  const kind = kindOf(period)
  if (kind === 'year') return String(year + by)
  const size = kind === 'quarter' ? 4 : 12
  const at = year * size + Number(period.slice(kind === 'quarter' ? 6 : 5)) - 1 + by
  const part = (at % size) + 1
  const head = Math.floor(at / size)
  return kind === 'quarter' ? `${head}-Q${part}` : `${head}-${String(part).padStart(2, '0')}`
}

/** The period that the address names, this quarter unless it says; and the means to change it. */
export function usePeriod(): { period: string; chooser: React.ReactNode } {
  const search = useSearch({ strict: false }) as { period?: string }
  const navigate = useNavigate()
  const period = search.period ?? now('quarter')
  const go = (next: string) => void navigate({ to: '.', search: { period: next } as never, replace: true })
  const chooser = (
    <div className="row">
      <Segmented<Kind>
        aria-label={t('sales.period')}
        value={kindOf(period)}
        onChange={(kind) => go(now(kind))}
        options={[
          { value: 'month', label: t('sales.period.month') },
          { value: 'quarter', label: t('sales.period.quarter') },
          { value: 'year', label: t('sales.period.year') },
        ]}
      />
      <Button
        aria-label={t('sales.period.before')}
        icon={<Icon name="left" size={14} />}
        onClick={() => go(shifted(period, -1))}
      />
      <b className="num">{period}</b>
      <Button
        aria-label={t('sales.period.after')}
        icon={<Icon name="right" size={14} />}
        onClick={() => go(shifted(period, 1))}
      />
    </div>
  )
  return { period, chooser }
}
