import { useQuery } from '@tanstack/react-query'
import { get } from '@/api/client'
import { useTypeNamed } from '@/api/queries'
import { useNames } from '@/records/fields/names'
import { Icon } from '@/ui/icons'
import { locale, t } from '@/ui/text'
import type { Waiting } from '../inbox/inbox'
import { Ask } from './ask'

type Pending = Waiting & { asked: boolean; waitingFor: string[] }

/** What of a record waits for somebody's word, if anything does. */
export function usePending(plural: string, id: string, may: boolean): Pending | undefined {
  const found = useQuery({
    queryKey: ['records', 'approvals', 'of', plural, id],
    queryFn: () => get<{ items: Pending[] }>(`/${plural}/${id}/approvals`),
    enabled: may,
    retry: false,
  })
  return may ? found.data?.items.find((item) => item.state === 'pending') : undefined
}

/** Whose word a record waits for; whoever is asked answers here. */
export function Waits({ pending }: { pending: Pending }) {
  const people = useNames(useTypeNamed('user'), pending.waitingFor).filter((name) => name !== '–')
  if (pending.asked)
    return (
      <div className="approval-here">
        <Ask item={pending} />
      </div>
    )
  return (
    <p className="approval-waits" role="note">
      <Icon name="history" size={14} />
      {people.length > 0
        ? t('automation.waitsFor', {
            people: new Intl.ListFormat(locale(), { type: 'disjunction' }).format(people),
          })
        : t('automation.waits')}
    </p>
  )
}
