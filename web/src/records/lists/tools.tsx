import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTypes } from '@/api/queries'
import { exportAddress } from '@/api/records'
import { fieldAt, may, type Type } from '@/api/types'
import { Icon } from '@/ui/icons'
import { Menu } from '@/ui/menu'
import { Pop } from '@/ui/pop'
import { t } from '@/ui/text'
import { choices, columnsOf, exportOf } from './columns'
import type { ListView } from './state'

/** Columns, grouping, export of what is shown, and the bin. */
export function ListTools({ view }: { view: ListView }) {
  const { type, state, change } = view
  const types = useTypes()
  const navigate = useNavigate()
  const grouped = state.group && fieldAt(types, type, state.group)
  const groupable = choices(types, type).filter(({ field }) =>
    ['choice', 'reference', 'boolean', 'text', 'date', 'instant'].includes(field.kind),
  )
  const groups = groupable.map((choice) => ({
    key: choice.path,
    label: choice.group === type.label ? choice.label : `${choice.group}: ${choice.label}`,
    onClick: () => change({ group: choice.path }),
  }))
  const formats = (['csv', 'xlsx', 'jsonl'] as const).map((format) => ({
    key: format,
    label: t(`records.export.${format}`),
    onClick: () => exportNow(types, view, format),
  }))
  const binned = { key: 'bin', label: t('records.bin'), icon: <Icon name="trash" size={14} /> }
  return (
    <>
      <Pop label={t('records.columns')} placement="bottomRight" content={<ColumnPicker view={view} />}>
        <Button icon={<Icon name="columns" size={14} />}>{t('records.columns')}</Button>
      </Pop>
      {grouped ? (
        <Button icon={<Icon name="group" size={14} />} onClick={() => change({ group: undefined })}>
          {grouped.label} <Icon name="close" size={12} />
        </Button>
      ) : (
        <Menu menu={{ items: groups, className: 'menu-tall' }}>
          <Button icon={<Icon name="group" size={14} />}>{t('records.group')}</Button>
        </Menu>
      )}
      {may(type, 'export') && (
        <Menu menu={{ items: formats }}>
          <Button icon={<Icon name="download" size={14} />}>{t('records.export')}</Button>
        </Menu>
      )}
      <Menu
        menu={{
          items: [binned],
          onClick: () => navigate({ to: '/$plural/bin', params: { plural: type.plural } }),
        }}
      >
        <Button aria-label={t('records.more')} icon={<Icon name="more" size={14} />} />
      </Menu>
    </>
  )
}

/** The download carries exactly the shown columns, filter and order. */
function exportNow(types: Type[], view: ListView, format: 'csv' | 'xlsx' | 'jsonl'): void {
  const link = document.createElement('a')
  const select = exportOf(types, view.type, view.columns)
  link.href = exportAddress(view.type.plural, { ...view.question, select }, format)
  link.download = ''
  link.click()
}

function ColumnPicker({ view }: { view: ListView }) {
  const { type, columns, setColumns, change } = view
  const types = useTypes()
  const [words, setWords] = useState('')
  const shown = new Set(columns.map((column) => column.path))
  const all = choices(types, type).filter(
    (choice) =>
      choice.path !== 'id' && `${choice.group} ${choice.label}`.toLowerCase().includes(words.toLowerCase()),
  )
  function toggle(path: string) {
    if (!shown.has(path)) setColumns([...columns, ...columnsOf(types, type, path)])
    else if (columns.length > 1) setColumns(columns.filter((column) => column.path !== path))
  }
  return (
    <div className="column-picker">
      <Input
        aria-label={t('records.columns.find')}
        placeholder={t('records.columns.find')}
        prefix={<Icon name="search" size={14} />}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <ul>
        {all.map((choice, i) => (
          <li key={choice.path}>
            {choice.group !== all[i - 1]?.group && <h3>{choice.group}</h3>}
            <label className="row">
              <input
                type="checkbox"
                className="check"
                checked={shown.has(choice.path)}
                onChange={() => toggle(choice.path)}
              />
              {choice.label}
            </label>
          </li>
        ))}
      </ul>
      <Button type="text" onClick={() => change({ cols: undefined })}>
        {t('records.columns.reset')}
      </Button>
    </div>
  )
}
