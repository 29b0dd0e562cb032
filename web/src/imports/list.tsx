import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { get } from '@/api/client'
import { count, moment } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { busy, type Import } from './import'

const TONE: Partial<Record<Import['state'], string>> = {
  done: 'mark-good',
  running: 'mark-warm',
  checking: 'mark-warm',
  failed: 'mark-wrong',
}

/** The files that were brought in, newest first. */
export default function Imports() {
  const navigate = useNavigate()
  const found = useQuery({
    queryKey: ['imports'],
    queryFn: () => get<{ items: Import[] }>('/imports'),
    refetchInterval: (query) => (query.state.data?.items.some((each) => busy(each.state)) ? 2_000 : false),
  })
  const start = () => void navigate({ to: '/imports/new' })
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('imports.title')}</h1>
        <div className="acts">
          <Button type="primary" icon={<Icon name="upload" size={14} />} onClick={start}>
            {t('imports.new')}
          </Button>
        </div>
      </div>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} again={() => found.refetch()} />}
      {found.data?.items.length === 0 && (
        <Empty icon="upload" title={t('imports.none')}>
          <p>{t('imports.lead')}</p>
        </Empty>
      )}
      {found.data && found.data.items.length > 0 && <Table imports={found.data.items} />}
    </div>
  )
}

function Table({ imports }: { imports: Import[] }) {
  return (
    <div className="ledger-scroll">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('imports.file')}</th>
            <th scope="col">{t('imports.state')}</th>
            <th scope="col">{t('imports.when')}</th>
            {(['rows', 'created', 'updated', 'failed'] as const).map((name) => (
              <th key={name} scope="col" className="num">
                {tx(`imports.counter.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {imports.map((each) => (
            <tr key={each.id}>
              <td>
                <Link to="/imports/$id" params={{ id: each.id }} className="link">
                  {each.file}
                </Link>
              </td>
              <td>
                <span className={`mark ${TONE[each.state] ?? ''}`}>{tx(`imports.state.${each.state}`)}</span>
              </td>
              <td>{each.createdAt ? moment(each.createdAt) : ''}</td>
              {(['rows', 'created', 'updated', 'failed'] as const).map((name) => (
                <td key={name} className="num">
                  {each.counters?.[name] === undefined ? '' : count(each.counters[name] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
