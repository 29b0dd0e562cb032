import type { ListState } from '@/records/lists/state'
import { t } from '@/ui/text'

/** A view that is there before anybody saved one. */
export type ReadyView = { name: string; label: () => string; state: ListState }

const VIEWS: Record<string, ReadyView[]> = {
  invoices: [
    {
      name: 'overdue',
      label: () => t('orders.overdue'),
      state: { filter: 'open > 0.0 && dueOn < today()', sort: 'dueOn' },
    },
  ],
}

export function readyViews(plural: string): ReadyView[] {
  return VIEWS[plural] ?? []
}
