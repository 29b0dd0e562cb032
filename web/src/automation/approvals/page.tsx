import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useType } from '@/api/queries'
import { may } from '@/api/types'
import { Empty, Failed, Loading } from '@/ui/states'
import { t } from '@/ui/text'
import { useWaiting } from '../inbox/inbox'
import { Ask } from './ask'
import './approvals.css'

/** What waits for one's word, made for a thumb: reason and figures, then yes or no. */
export default function Approvals() {
  const waiting = useWaiting()
  const deputies = useType('deputies')
  const navigate = useNavigate()
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('automation.approvals')}</h1>
        <div className="acts">
          <Button onClick={() => navigate({ to: '/$plural', params: { plural: 'approvals' } })}>
            {t('automation.approvals.all')}
          </Button>
          {may(deputies, 'create') && (
            <Button onClick={() => navigate({ to: '/$plural', params: { plural: 'deputies' } })}>
              {deputies?.pluralLabel}
            </Button>
          )}
        </div>
      </div>
      {waiting.isPending && <Loading />}
      {waiting.isError && <Failed error={waiting.error} again={() => waiting.refetch()} />}
      {waiting.data?.items.length === 0 && (
        <Empty icon="check" title={t('automation.approvals.none')}>
          {t('automation.approvals.none.hint')}
        </Empty>
      )}
      <ul className="approvals">
        {waiting.data?.items.map((item) => (
          <li key={item.id}>
            <Ask item={item} />
          </li>
        ))}
      </ul>
    </div>
  )
}
