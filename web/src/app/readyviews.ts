import { sees, type Type } from '@/api/types'
import type { ListState } from '@/records/lists/state'
import { t } from '@/ui/text'

/** A view that is there before anybody saved one, for whoever sees the fields that it `needs`. */
export type ReadyView = { name: string; label: () => string; needs: string[]; state: ListState }

const VIEWS: Record<string, ReadyView[]> = {
  invoices: [
    {
      name: 'overdue',
      label: () => t('orders.overdue'),
      needs: ['open', 'dueOn'],
      state: { filter: 'open > 0.0 && dueOn < today()', sort: 'dueOn' },
    },
  ],
}

export function readyViews(type: Type): ReadyView[] {
  return (VIEWS[type.plural] ?? []).filter((view) => view.needs.every((name) => sees(type, name)))
}
