import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useEffect, useState } from 'react'
import { get, put } from '@/api/client'
import { Labelled, WhatIsWrong } from '@/ui/form'
import { t, tx } from '@/ui/text'
import { say } from '@/ui/toast'

type Wish = { quietFrom: string | null; quietUntil: string | null; muted: string[] }
const KINDS = [
  'approval',
  'assigned',
  'mentioned',
  'reminder',
  'lead',
  'pool',
  'quote',
  'contract',
  'dispute',
  'handOver',
  'report',
  'mail',
  'rule',
]

/** When one wants to be left alone, and what one does not want to hear of. */
export function Wishes({ close }: { close: () => void }) {
  const kept = useQuery({ queryKey: ['inbox', 'wishes'], queryFn: () => get<Wish>('/inbox/preferences') })
  const [wish, setWish] = useState<Wish | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    if (kept.data) setWish(kept.data)
  }, [kept.data])
  if (!wish) return null
  async function save() {
    try {
      await put('/inbox/preferences', {
        ...wish,
        quietFrom: wish?.quietFrom || null,
        quietUntil: wish?.quietUntil || null,
      })
      await kept.refetch()
      say(t('automation.inbox.saved'))
      close()
    } catch (problem) {
      setError(problem)
    }
  }
  const time = (name: 'quietFrom' | 'quietUntil') => (id: string) => (
    <Input
      id={id}
      type="time"
      value={wish[name] ?? ''}
      onChange={(event) => setWish({ ...wish, [name]: event.target.value })}
    />
  )
  return (
    <div className="stack wishes">
      <WhatIsWrong error={error} fields={[]} />
      <div className="row">
        <Labelled label={t('automation.inbox.quietFrom')}>{time('quietFrom')}</Labelled>
        <Labelled label={t('automation.inbox.quietUntil')}>{time('quietUntil')}</Labelled>
      </div>
      <Checkbox.Group
        aria-label={t('automation.inbox.hear')}
        value={KINDS.filter((kind) => !wish.muted.includes(kind))}
        options={KINDS.map((kind) => ({ value: kind, label: tx(`automation.kind.${kind}`) }))}
        onChange={(hear) => {
          const others = wish.muted.filter((kind) => !KINDS.includes(kind))
          setWish({ ...wish, muted: [...others, ...KINDS.filter((kind) => !hear.includes(kind))] })
        }}
      />
      <div>
        <Button type="primary" size="small" onClick={save}>
          {t('ui.save')}
        </Button>
      </div>
    </div>
  )
}
