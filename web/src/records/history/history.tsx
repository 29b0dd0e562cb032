import { useInfiniteQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { historyQuery } from '@/api/records'
import type { Row, Type } from '@/api/types'
import { exact, moment } from '@/ui/format'
import { Empty, Failed, Loading, More } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { Changes } from './changed'

/** Who changed what, when and why. */
export default function History({ type, row, close }: { type: Type; row: Row; close: () => void }) {
  const found = useInfiniteQuery(historyQuery(type.plural, row.id))
  const items = found.data?.pages.flatMap((page) => page.items)
  return (
    <Drawer open title={t('records.history')} onClose={close} size="large">
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} small />}
      {items?.length === 0 && <Empty small icon="history" title={t('records.history.none')} />}
      <ol>
        {items?.map((item) => (
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
            <Changes {...{ type, row, items, item }} />
          </li>
        ))}
      </ol>
      <More of={found} />
    </Drawer>
  )
}
