import { Button } from 'antd'
import { type RecordPage, update } from '@/api/records'
import type { Row } from '@/api/types'
import { valueAt } from '@/api/types'
import { day, dayOf } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'

/** The one thing to do next: the open task that is due first, else a word where the customer is cooling. */
export function NextAction({ page }: { page: RecordPage }) {
  const open = (page.lists?.activities?.items ?? []).filter((activity) => activity.done === false)
  const first = open.sort((a, b) => due(a).localeCompare(due(b)))[0]
  if (first) return <OpenTask task={first} />
  const stage = valueAt(page.record, 'value.stage')
  if (stage !== 'cooling' && stage !== 'silent') return null
  return (
    <span className="mark mark-wrong">
      <Icon name="warn" size={13} /> {t(`customers.next.${stage}`)}
    </span>
  )
}

function due(activity: Row): string {
  return String(activity.dueAt ?? activity.at ?? '9999')
}

function OpenTask({ task }: { task: Row }) {
  const at = due(task)
  const late = at !== '9999' && at < new Date().toISOString()
  async function done() {
    const saved = await update('activities', task.id, task.version, { done: true })
    say(t('customers.next.done', { task: String(task.subject ?? '') }), () =>
      update('activities', task.id, saved.version, { done: false }),
    )
  }
  return (
    <Button
      type="primary"
      title={t('customers.next.markDone')}
      icon={<Icon name="check" size={14} />}
      onClick={() => done().catch(complain)}
    >
      {String(task.subject ?? '')}
      {at !== '9999' && ` · ${late ? t('customers.next.late') : day(dayOf(new Date(at)))}`}
    </Button>
  )
}
