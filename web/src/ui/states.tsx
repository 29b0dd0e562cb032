import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Problem, UNREACHABLE } from '@/api/client'
import { Icon, type IconName } from './icons'
import { t } from './text'
import './states.css'

/** The states between having and not having something to show. */

export function Empty(props: { icon?: IconName; title: string; children?: ReactNode; small?: boolean }) {
  return (
    <div className={props.small ? 'state state-small' : 'state'}>
      {props.icon && <Icon name={props.icon} size={props.small ? 18 : 28} />}
      <p className="state-title">{props.title}</p>
      {props.children && <div className="state-body">{props.children}</div>}
    </div>
  )
}

export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div className="loading" role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="loading-line" style={{ width: `${90 - ((i * 17) % 45)}%` }} />
      ))}
    </div>
  )
}

function explain(error: unknown): { icon: IconName; title: string; hint: string } {
  const status = error instanceof Problem ? error.status : -1
  if (status === UNREACHABLE)
    return { icon: 'warn', title: t('ui.unreachable'), hint: t('ui.unreachable.hint') }
  if (status === 403) return { icon: 'lock', title: t('ui.forbidden'), hint: t('ui.forbidden.hint') }
  if (status === 404) return { icon: 'search', title: t('ui.missing'), hint: t('ui.missing.hint') }
  const hint =
    error instanceof Problem ? error.saying() : error instanceof Error ? error.message : String(error)
  return { icon: 'warn', title: t('ui.failed'), hint }
}

export function Failed({ error, again, small }: { error: unknown; again?: () => void; small?: boolean }) {
  const { icon, title, hint } = explain(error)
  return (
    <Empty icon={icon} title={title} small={small}>
      <p>{hint}</p>
      {again && <Button onClick={again}>{t('ui.again')}</Button>}
    </Empty>
  )
}

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }

/** The way to the next page of what comes a page at a time; nothing where all of it is shown. */
export function More({ of }: { of: Pages }) {
  if (!of.hasNextPage) return null
  return (
    <Button type="text" loading={of.isFetchingNextPage} onClick={() => of.fetchNextPage()}>
      {t('ui.more')}
    </Button>
  )
}
