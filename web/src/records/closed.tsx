import { useSession } from '@/api/queries'
import { Empty } from '@/ui/states'
import { t } from '@/ui/text'

/** An address of no kind of record that one may see. To an administrator every kind is open: it is no address at all. */
export function Closed() {
  const { administrator } = useSession()
  if (administrator) return <NotFound />
  return (
    <Empty icon="lock" title={t('ui.forbidden')}>
      {t('ui.forbidden.hint')}
    </Empty>
  )
}

export function NotFound() {
  return (
    <Empty icon="search" title={t('records.noPage')}>
      {t('records.noPage.hint')}
    </Empty>
  )
}
