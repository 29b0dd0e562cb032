import { type ComponentType, lazy } from 'react'
import type { ListView } from '@/records/lists/state'
import type { IconName } from '@/ui/icons'
import { t } from '@/ui/text'

/** Another way to look at the list of a kind of record: the same filter, words and rights. */
export type Face = {
  name: string
  label: () => string
  icon: IconName
  body: ComponentType<{ view: ListView }>
}

const Board = lazy(() => import('@/sales/pipeline/board'))
const Calendar = lazy(() => import('@/sales/pipeline/calendar'))
const Timeline = lazy(() => import('@/sales/pipeline/timeline'))

const FACES: Record<string, Face[]> = {
  opportunities: [
    { name: 'board', label: () => t('sales.board'), icon: 'columns', body: Board },
    { name: 'calendar', label: () => t('sales.calendar'), icon: 'calendar', body: Calendar },
    { name: 'timeline', label: () => t('sales.timeline'), icon: 'group', body: Timeline },
  ],
  activities: [{ name: 'calendar', label: () => t('sales.calendar'), icon: 'calendar', body: Calendar }],
}

export function facesOf(plural: string): Face[] {
  return FACES[plural] ?? []
}
