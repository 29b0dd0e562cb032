import { Button, Checkbox, Input, Select } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useType } from '@/api/queries'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { type Asked, moved, others } from './asked'

type Props = { asked: Asked[]; onChange: (asked: Asked[]) => void }

/** What the form asks, in its order: moved by its arrows, by Alt and the arrow keys, or by dragging. */
export function AskedFields({ asked, onChange }: Props) {
  const leads = useType('leads')
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const label = (name: string) => leads?.fields.find((field) => field.name === name)?.label ?? name
  const change = (at: number, more: Partial<Asked>) =>
    onChange(asked.map((each, i) => (i === at ? { ...each, ...more } : each)))
  function move(from: number, by: number) {
    onChange(moved(asked, from, by))
  }
  function onKey(event: KeyboardEvent, at: number) {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || by === 0) return
    event.preventDefault()
    move(at, by)
  }
  function remove(at: number) {
    onChange(asked.filter((_, i) => i !== at))
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('input, button')?.focus())
  }
  return (
    <section className="card stack" aria-label={t('forms.asked')}>
      <header>
        <h2>{t('forms.asked')}</h2>
        <span className="muted">{t('forms.asked.help')}</span>
      </header>
      <ol ref={list} className="forms-asked">
        {asked.map((each, i) => {
          const name = label(each.name)
          return (
            <li
              key={each.name}
              draggable
              className={dragged === i ? 'forms-dragged' : undefined}
              onKeyDown={(event) => onKey(event, i)}
              onDragStart={() => setDragged(i)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                event.preventDefault()
                if (dragged === null || dragged === i) return
                move(dragged, i - dragged)
                setDragged(i)
              }}
            >
              <span className="row forms-name">
                <Icon name="drag" size={14} />
                <b>{name}</b>
              </span>
              <Checkbox
                checked={each.required || each.name === 'name'}
                disabled={each.name === 'name'}
                onChange={(event) => change(i, { required: event.target.checked })}
              >
                {t('ui.required')}
              </Checkbox>
              <span className="row forms-acts">
                <Button
                  size="small"
                  type="text"
                  disabled={i === 0}
                  aria-label={t('ui.up', { name })}
                  icon={<Icon name="up" size={14} />}
                  onClick={() => move(i, -1)}
                />
                <Button
                  size="small"
                  type="text"
                  disabled={i === asked.length - 1}
                  aria-label={t('ui.down', { name })}
                  icon={<Icon name="down" size={14} />}
                  onClick={() => move(i, 1)}
                />
                <Button
                  size="small"
                  type="text"
                  disabled={each.name === 'name'}
                  aria-label={t('forms.remove', { name })}
                  icon={<Icon name="close" size={14} />}
                  onClick={() => remove(i)}
                />
              </span>
              <Input
                aria-label={t('forms.labelEn', { name })}
                placeholder={t('forms.english')}
                value={each.en ?? ''}
                onChange={(event) => change(i, { en: event.target.value })}
              />
              <Input
                aria-label={t('forms.labelZh', { name })}
                placeholder={t('forms.chinese')}
                value={each.zh ?? ''}
                onChange={(event) => change(i, { zh: event.target.value })}
              />
            </li>
          )
        })}
      </ol>
      <div>
        <Select
          aria-label={t('forms.add')}
          placeholder={t('forms.add')}
          className="forms-add"
          value={null}
          disabled={others(asked).length === 0}
          showSearch={{ optionFilterProp: 'label' }}
          options={others(asked).map((value) => ({ value, label: label(value) }))}
          onChange={(name: string | null) => name && onChange([...asked, { name }])}
        />
      </div>
    </section>
  )
}
