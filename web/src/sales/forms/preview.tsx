import { useType } from '@/api/queries'
import type { Value } from '@/api/types'
import { type Language, t } from '@/ui/text'
import type { Asked } from './asked'

type Props = { asked: Asked[]; values: Record<string, Value>; speaks: Language }

/** The form as a stranger sees it, in one language, as it stands here and before it is kept. */
export function Preview({ asked, values, speaks }: Props) {
  const leads = useType('leads')
  const said = (text: string, otherwise = '') => {
    const [own, other] = speaks === 'zh' ? ['Zh', 'En'] : ['En', 'Zh']
    return String(values[text + own] || values[text + other] || otherwise)
  }
  const label = (each: Asked) =>
    (speaks === 'zh' ? each.zh || each.en : each.en || each.zh) ||
    (leads?.fields.find((field) => field.name === each.name)?.label ?? each.name)
  return (
    <div className="forms-preview" lang={speaks}>
      <p className="forms-title">{said('title', String(values.name ?? ''))}</p>
      {said('intro') && <p className="second">{said('intro')}</p>}
      {asked.map((each) => (
        <div key={each.name}>
          <span>
            {label(each)}
            {(each.required || each.name === 'name') && ' *'}
          </span>
          <i className={each.name === 'interest' ? 'forms-box forms-area' : 'forms-box'} />
        </div>
      ))}
      {said('consent') && (
        <p className="row">
          <i className="forms-tick" /> {said('consent')}
        </p>
      )}
      <p className="forms-send">{t('forms.send')}</p>
    </div>
  )
}
