import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { type Change, historyQuery } from '@/api/records'
import type { Field, Type } from '@/api/types'
import { exact, moment } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { FieldValue } from '../fields/value'

/** Who changed what, when and why. */
export default function History({ type, id, close }: { type: Type; id: string; close: () => void }) {
  const found = useQuery(historyQuery(type.plural, id))
  return (
    <Drawer open title={t('records.history')} onClose={close} size="large">
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} small />}
      {found.data?.items.length === 0 && <Empty small icon="history" title={t('records.history.none')} />}
      <ol>
        {found.data?.items.map((item) => (
          <li key={`${item.version}${item.at}`} className="history-entry">
            <p className="row">
              <b>{item.actor?.name ?? t('records.history.program')}</b>
              <span>{tx(`records.history.${item.op}`, {}, item.op)}</span>
              {item.cause && (
                <span className="muted">{tx(`records.cause.${item.cause}`, {}, item.cause)}</span>
              )}
              <time className="muted push" title={exact(item.at)} dateTime={item.at}>
                {moment(item.at)}
              </time>
            </p>
            <dl className="facts">
              {item.changes.map((change) => (
                <div key={change.field} className="fact">
                  <dt>{change.label}</dt>
                  <dd>
                    <Side type={type} change={change} value={change.before} gone />
                    {' → '}
                    <Side type={type} change={change} value={change.after} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </Drawer>
  )
}

function Side({ type, change, value, gone }: { type: Type; change: Change; value: unknown; gone?: boolean }) {
  if (value === null || value === undefined || value === '') return <span className="muted">–</span>
  const known: Field | undefined = type.fields.find((f) => f.name === change.field)
  const field = known ?? { name: change.field, label: change.label, kind: 'text' as const }
  const text = <FieldValue field={field} value={value} plain />
  return gone ? <del>{text}</del> : text
}
