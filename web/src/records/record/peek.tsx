import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useType } from '@/api/queries'
import { recordQuery } from '@/api/records'
import { Icon } from '@/ui/icons'
import { useKeys } from '@/ui/keys'
import { Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { Facts } from './facts'
import './record.css'

/** A record beside the list, without leaving it. */
export default function Peek({ plural, id, close }: { plural: string; id: string; close: () => void }) {
  const type = useType(plural)
  const found = useQuery(recordQuery(plural, id))
  useKeys([{ keys: 'Escape', label: t('ui.close'), run: close }])
  if (!type) return null
  const row = found.data
  return (
    <aside className="peek" aria-label={t('records.peek')}>
      <header className="row">
        <h2 className="cut">{row ? String(row[type.title] ?? t('records.unnamed')) : type.label}</h2>
        <Link to="/$plural/$id" params={{ plural, id }} className="push">
          {t('records.open')} <Icon name="external" size={13} />
        </Link>
        <Button
          type="text"
          size="small"
          aria-label={t('ui.close')}
          icon={<Icon name="close" />}
          onClick={close}
        />
      </header>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} small again={() => found.refetch()} />}
      {row && <Facts type={type} row={row} />}
    </aside>
  )
}
