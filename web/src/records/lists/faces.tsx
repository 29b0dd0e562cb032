import type { Face } from '@/app/faces'
import { Icon } from '@/ui/icons'
import { Segmented } from '@/ui/segmented'
import { t } from '@/ui/text'

type Props = { faces: Face[]; shown: string; show: (name: string) => void }

/** The list as a table, or in another of the faces that its kind has. */
export default function Faces({ faces, shown, show }: Props) {
  return (
    <Segmented
      aria-label={t('sales.faces')}
      value={shown}
      onChange={show}
      options={[
        { value: '', icon: <Icon name="table" size={14} />, title: t('sales.list') },
        ...faces.map((each) => ({
          value: each.name,
          icon: <Icon name={each.icon} size={14} />,
          title: each.label(),
        })),
      ]}
    />
  )
}
