import { useQuery } from '@tanstack/react-query'
import { get, post } from '@/api/client'
import { queries } from '@/api/queries'
import type { Row } from '@/api/types'

export type Notice = {
  text: string
  kind: string
  link: string | null
  count: number
  unread: boolean
  at: string
  ids: string[]
}

export type Waiting = Row & {
  title: string
  reason: string | null
  facts: { label: string; value: string }[] | null
  subject: string
  subjectPlural: string | null
  state: string
  owner: { name: string } | null
  decidedBy?: { name: string } | null
}

/** One's inbox; its key lets the live stream refresh it with every notification. */
export function useInbox(unread = false) {
  return useQuery({
    queryKey: ['records', 'notifications', 'inbox', unread],
    queryFn: () => get<{ items: Notice[]; unread: number }>(`/inbox${unread ? '?unread=true' : ''}`),
    refetchInterval: 60_000,
  })
}

export function useWaiting() {
  return useQuery({
    queryKey: ['records', 'approvals', 'waiting'],
    queryFn: () => get<{ items: Waiting[] }>('/inbox/approvals'),
  })
}

/** Marks notices as read; all of them when none are named. */
export async function markRead(ids?: string[]): Promise<void> {
  await post('/inbox/read', ids ? { ids } : {})
  void queries.invalidateQueries({ queryKey: ['records', 'notifications'] })
}
