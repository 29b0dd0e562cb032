import { Button } from 'antd'
import { useType } from '@/api/queries'
import { makes, type Type } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import { star, unstar, useStar } from '../favourites'

/** Puts a record among one's favourites, in the rail and the search box, or takes it out. */
export function Star({ type, id, title }: { type: Type; id: string; title: string }) {
  const views = useType('views')
  const starred = useStar(id)
  if (!views || !makes(views)) return null
  return (
    <Button
      type="text"
      size="small"
      className={starred ? 'star star-on' : 'star'}
      aria-pressed={Boolean(starred)}
      aria-label={t('records.star')}
      title={t('records.star')}
      icon={<Icon name="star" size={14} />}
      onClick={() => (starred ? unstar(starred) : star(type, id, title)).catch(complain)}
    />
  )
}
