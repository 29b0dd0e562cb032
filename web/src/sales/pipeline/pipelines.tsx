import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { someQuery } from '@/api/records'
import { Icon } from '@/ui/icons'
import { Menu } from '@/ui/menu'
import { t } from '@/ui/text'

type Props = {
  value?: string
  /** What choosing none of them is called; without it one of them is always chosen. */
  all?: string
  onChange: (id: string | undefined) => void
}

/** Chooses among several pipelines; a house with one sees nothing of it. */
export function Pipelines({ value, all, onChange }: Props) {
  const found = useQuery(someQuery('pipelines', { select: 'id,name', sort: 'position' }, 50))
  const rows = found.data?.items ?? []
  if (rows.length < 2) return null
  const choices = [
    ...(all ? [{ id: undefined, name: all }] : []),
    ...rows.map((row) => ({ id: row.id, name: String(row.name ?? '') })),
  ]
  const shown = choices.find((each) => each.id === value)?.name ?? ''
  const items = choices.map(({ id, name }) => ({ key: id ?? '', label: name, onClick: () => onChange(id) }))
  return (
    <Menu menu={{ items }}>
      <Button aria-label={`${t('sales.board.pipeline')}: ${shown}`}>
        {shown}
        <Icon name="down" size={12} />
      </Button>
    </Menu>
  )
}
