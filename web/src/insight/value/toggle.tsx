import { Button } from 'antd'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'

/** From the picture to its table and back. */
export function Toggle({ table, onChange }: { table: boolean; onChange: (table: boolean) => void }) {
  return (
    <Button
      className="push"
      size="small"
      type="text"
      icon={<Icon name={table ? 'chart' : 'table'} size={14} />}
      onClick={() => onChange(!table)}
    >
      {table ? t('insight.asPicture') : t('insight.asTable')}
    </Button>
  )
}
