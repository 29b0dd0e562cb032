import { useQuery } from '@tanstack/react-query'
import { call } from '@/api/client'
import type { Page } from '@/api/records'
import type { Type } from '@/api/types'

/** The names of referred records whose ids alone are known; a dash for what one may not see. */
export function useNames(target: Type | undefined, ids: string[]): string[] {
  const wanted = [...new Set(ids)].sort()
  const found = useQuery({
    queryKey: ['records', target?.plural, 'names', wanted],
    enabled: Boolean(target) && wanted.length > 0,
    staleTime: 60_000,
    retry: false,
    queryFn: async () => {
      const type = target as Type
      const filter = `id in [${wanted.map((id) => JSON.stringify(id)).join(', ')}]`
      const page = await call<Page>('POST', `/${type.plural}/query`, {
        body: { select: `id,${type.title}`, filter, limit: Math.min(wanted.length, 500) },
      })
      return Object.fromEntries(page.items.map((row) => [row.id, String(row[type.title] ?? '')]))
    },
  })
  return ids.flatMap((id) => found.data?.[id] ?? (found.isPending && target ? [] : ['–']))
}
