import { expect, it } from 'vitest'
import type { Type } from '@/api/types'
import { readyViews } from './readyviews'

const invoices = (access: 'read' | 'mask') =>
  ({
    plural: 'invoices',
    fields: [
      { name: 'open', access },
      { name: 'dueOn', access: 'read' },
    ],
  }) as unknown as Type

it('offers what is overdue only to whoever sees what is open', () => {
  expect(readyViews(invoices('read')).map((view) => view.name)).toEqual(['overdue'])
  expect(readyViews(invoices('mask'))).toEqual([])
})
