import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTypes } from '@/api/queries'
import { bin, restore } from '@/api/records'
import { may, nameOf, type Row, type Type, type Verb } from '@/api/types'
import { moment } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Menu, type MenuItems } from '@/ui/menu'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { Copy, FieldValue, titleOf } from '../fields/value'
import { iconOf } from '../kinds'
import { Star } from './star'
import { doVerb } from './verb'

const Access = lazy(() => import('./access'))
const History = lazy(() => import('../history/history'))
const VerbDialog = lazy(() => import('./verbdialog'))

/** `handled`: the verbs that the page has a button for already. */
type Props = {
  type: Type
  row: Row
  marks?: ReactNode
  lead?: ReactNode
  next?: ReactNode
  handled?: string[]
}

/** The name of the record, the facts that matter, and what to do next. */
export function RecordHead({ type, row, marks, lead, next, handled = [] }: Props) {
  const [asking, setAsking] = useState<Verb | null>(null)
  const [telling, setTelling] = useState<'history' | 'access' | null>(null)
  const Telling = telling && { history: History, access: Access }[telling]
  const navigate = useNavigate()
  const title = titleOf(type, row)
  async function remove() {
    await bin(type.plural, row)
    await navigate({ to: '/$plural', params: { plural: type.plural } })
    say(t('records.deleted', { name: title }), () => restore(type.plural, row.id))
  }
  /** Where the work goes on, when the verb's answer says so. */
  async function follow(answer: unknown) {
    const link = (answer as { link?: string } | null)?.link
    if (link) await navigate({ to: link })
  }
  const items: MenuItems = [
    {
      key: 'history',
      label: t('records.history'),
      icon: <Icon name="history" size={14} />,
      onClick: () => setTelling('history'),
    },
    {
      key: 'access',
      label: t('records.access'),
      icon: <Icon name="eye" size={14} />,
      onClick: () => setTelling('access'),
    },
    ...type.verbs
      .filter((verb) => verb.fields && !handled.includes(verb.name) && makesSense(type, row, verb))
      .map((verb) => ({
        key: verb.name,
        label: verb.label,
        onClick: () => run(type, row, verb, setAsking),
      })),
    ...(may(type, 'delete')
      ? [
          { type: 'divider' as const },
          {
            key: 'delete',
            label: t('ui.delete'),
            icon: <Icon name="trash" size={14} />,
            onClick: () => remove().catch(complain),
          },
        ]
      : []),
  ]
  return (
    <header className="record-head">
      <div className="record-name">
        <Link to="/$plural" params={{ plural: type.plural }} className="muted record-crumb">
          <Icon name={iconOf(type.plural)} size={14} /> {type.pluralLabel}
        </Link>
        <div className="row wrap">
          <h1>{title}</h1>
          <Copy text={title} />
          <Star type={type} id={row.id} title={title} />
          {marks}
        </div>
        <div className="record-lead second">{lead ?? <Changed row={row} />}</div>
      </div>
      <div className="record-acts">
        {next}
        <Menu menu={{ items }} placement="bottomRight">
          <Button aria-label={t('records.more')} icon={<Icon name="more" />} />
        </Menu>
      </div>
      {asking && (
        <Suspense>
          <VerbDialog
            type={type}
            row={row}
            verb={asking}
            close={() => setAsking(null)}
            done={(answer) => void follow(answer)}
          />
        </Suspense>
      )}
      {Telling && (
        <Suspense>
          <Telling type={type} row={row} close={() => setTelling(null)} />
        </Suspense>
      )}
    </header>
  )
}

/** While which status a verb can do something, where the record has no page of its own that knows. */
const WHILE: Record<string, string[]> = {
  'invoice.cancel': ['open', 'partlyPaid', 'paid', 'credited'],
  'cooperation-request.accept': ['open'],
  'cooperation-request.decline': ['open'],
  'card.confirm': ['waiting'],
  'card.skip': ['waiting'],
}

function makesSense(type: Type, row: Row, verb: Verb): boolean {
  const states = WHILE[`${type.name}.${verb.name}`]
  return !states || states.includes(String(row.status))
}

function run(type: Type, row: Row, verb: Verb, ask: (verb: Verb) => void): void {
  if (verb.fields?.length) ask(verb)
  else doVerb(type, row, verb).catch(complain)
}

export function Changed({ row }: { row: Row }) {
  const by = row.updatedBy as { name?: string } | string | undefined
  const name = typeof by === 'object' ? by?.name : undefined
  if (!row.updatedAt) return null
  return (
    <>
      {t('records.changed', { at: moment(row.updatedAt) })}
      {name && ` · ${name}`}
    </>
  )
}

function none(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** `label value` in the line under a name. */
export function Lead({ type, row, names }: { type: Type; row: Row; names: string[] }) {
  const types = useTypes()
  const fields = names.flatMap((name) => type.fields.find((f) => f.name === name) ?? [])
  // what leads to records that one may not see has no name here
  const named = fields.filter(
    (f) => !f.target || nameOf(row[f.name]) || types.some((each) => each.name === f.target),
  )
  const filled = named.filter(
    (f) => ![null, undefined, ''].includes(row[f.name] as never) && !none(row[f.name]),
  )
  return (
    <>
      {filled.map((field, i) => (
        <span key={field.name}>
          {i > 0 && ' · '}
          <FieldValue field={field} value={row[field.name]} row={row} />
        </span>
      ))}
    </>
  )
}
