import { Button } from 'antd'
import { FileButton } from '@/ui/filebutton'
import { t } from '@/ui/text'

type Props = { id: string; value: string | null; onChange: (value: string | null) => void }
const LARGEST = 200 << 10

/** The picture at the head of every paper, kept as a `data:` address. */
export function Logo({ id, value, onChange }: Props) {
  async function take(file: File) {
    if (file.size > LARGEST) throw new Error(t('platform.logo.large'))
    onChange(await dataOf(file))
  }
  return (
    <div id={id} className="row wrap">
      {value && <img className="settings-logo" src={value} alt={t('platform.company.logo')} />}
      <FileButton label={t('platform.logo.choose')} accept="image/png,image/jpeg" take={take} />
      {value && <Button onClick={() => onChange(null)}>{t('platform.logo.none')}</Button>}
    </div>
  )
}

function dataOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
