import { Link } from '@tanstack/react-router'
import { useTypeNamed } from '@/api/queries'
import { type Field, type Row, type Type, type Value, valueAt } from '@/api/types'
import { duration } from '@/ui/duration'
import { day, exact, moment, money, number, timed } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { spaced } from '@/ui/phone'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { codeOf } from './codes'
import { useNames } from './names'
import { Told } from './told'
import './fields.css'

/** `tabIndex`: of its links and buttons, where they are in the way of the keyboard. */
export type ValueProps = { field: Field; value: Value; row?: Row; plain?: boolean; tabIndex?: number }

/** A year is a number without a thousands separator. */
const YEAR = /(^y|Y)ear$/

/** A value as people read it, by the kind of its field. `plain` leaves out links and buttons. */
export function FieldValue({ field, value, row, plain, tabIndex }: ValueProps) {
  if (value === null || value === undefined || value === '') return null
  if (field.access === 'mask') return <span className="muted">{String(value)}</span>
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' && !YEAR.test(field.name)
        ? number(value, field.label.includes('%') ? 2 : undefined)
        : String(value)
    case 'money':
      return money(Number(value), currencyOf(field, row))
    case 'date':
      return <time dateTime={String(value)}>{day(String(value))}</time>
    case 'instant':
      return (
        <time dateTime={String(value)} title={exact(String(value))}>
          {field.custom ? timed(String(value)) : moment(String(value))}
        </time>
      )
    case 'duration':
      return <span title={duration(value, 4)}>{duration(value)}</span>
    case 'boolean':
      return value ? t('records.yes') : t('records.no')
    case 'choice':
      return <ChoiceValue field={field} value={String(value)} />
    case 'multiChoice':
      return <Marks labels={(value as string[]).map((v) => labelOf(field, v))} />
    case 'reference':
      return field.many ? (
        <Names field={field} ids={value as string[]} />
      ) : (
        <Reference {...{ field, value, plain, tabIndex }} />
      )
    case 'references':
      return <Names field={field} ids={value as string[]} />
    case 'email':
      return plain ? (
        String(value)
      ) : (
        <Reachable {...{ tabIndex }} value={String(value)} href={`mailto:${value}`} />
      )
    case 'phone':
      return plain ? (
        spaced(String(value))
      ) : (
        <Reachable {...{ tabIndex }} value={String(value)} href={`tel:${value}`} />
      )
    case 'url':
      return plain ? String(value) : <Web address={String(value)} tabIndex={tabIndex} />
    case 'formula':
      return typeof value === 'number' ? number(value) : scalar(value)
    default:
      return codeOf(field)?.name(String(value)) ?? scalar(value)
  }
}

function scalar(value: NonNullable<Value>) {
  if (typeof value === 'boolean') return value ? t('records.yes') : t('records.no')
  return typeof value === 'object' ? <Told value={value} /> : String(value)
}

/** Amounts ending in `Base` are in the company's currency, others in the record's. */
export function currencyOf(field: Field, row?: Row): string | undefined {
  const base = field.name.endsWith('Base') || field.name.startsWith('value.')
  if (base || !row) return undefined
  const prefix = field.name.includes('.') ? field.name.slice(0, field.name.lastIndexOf('.') + 1) : ''
  const own = valueAt(row, `${prefix}currency`)
  return typeof own === 'string' ? own : undefined
}

export function labelOf(field: Field, value: string): string {
  return field.choices?.find((choice) => choice.value === value)?.label ?? value
}

/** What a record is called. */
export function titleOf(type: Type, row: Row): string {
  const field = type.fields.find((each) => each.name === type.title)
  const value = row[type.title]
  if (!value) return t('records.unnamed')
  return field ? labelOf(field, String(value)) : String(value)
}

const TONES: Record<string, string> = {
  gold: 'mark-gold',
  potential: 'mark-warm',
  active: 'mark-good',
  new: 'mark-good',
  cooling: 'mark-warm',
  silent: 'mark-wrong',
  lost: 'mark-wrong',
  completed: 'mark-good',
  done: 'mark-good',
  returned: 'mark-wrong',
  failed: 'mark-wrong',
  cancelled: 'mark-wrong',
}

function ChoiceValue({ field, value }: { field: Field; value: string }) {
  const tone = TONES[value]
  const label = labelOf(field, value)
  return tone ? <span className={`mark ${tone}`}>{label}</span> : label
}

function Marks({ labels }: { labels: string[] }) {
  return (
    <span className="marks">
      {labels.map((label) => (
        <span key={label} className="mark">
          {label}
        </span>
      ))}
    </span>
  )
}

function Names({ field, ids }: { field: Field; ids: Value }) {
  const list = Array.isArray(ids) ? ids : [ids]
  const known = list.filter(
    (item): item is { id: string; name: string } => typeof item === 'object' && item !== null,
  )
  const target = useTypeNamed(field.target)
  const names = useNames(
    target,
    list.filter((item): item is string => typeof item === 'string'),
  )
  return <Marks labels={[...known.map((item) => item.name), ...names]} />
}

function Reference({ field, value, plain, tabIndex }: ValueProps) {
  const target = useTypeNamed(field.target)
  const nested = typeof value === 'object' && value !== null ? (value as Record<string, string>) : undefined
  const names = useNames(target, nested ? [] : [String(value)])
  const title = nested
    ? (nested[target?.title ?? 'name'] ?? nested.name ?? nested.title ?? '–')
    : (names[0] ?? '…')
  const id = nested ? nested.id : String(value)
  const own = target && ['users', 'teams', 'roles', 'tags'].includes(target.plural)
  if (plain || own || !target || !id) return <>{title}</>
  return (
    <Link to="/$plural/$id" params={{ plural: target.plural, id }} className="reference" tabIndex={tabIndex}>
      {title}
    </Link>
  )
}

/** An address goes on in the next line where its parts meet, before it breaks within a word. */
function inParts(address: string) {
  const meet = Math.max(0, address.search(/@|\.[^.]*$/))
  return (
    <>
      {address.slice(0, meet)}
      <wbr />
      {address.slice(meet)}
    </>
  )
}

function Reachable({ value, href, tabIndex }: { value: string; href: string; tabIndex?: number }) {
  return (
    <span className="reachable">
      <a href={href} tabIndex={tabIndex} onClick={(event) => event.stopPropagation()}>
        {inParts(spaced(value))}
      </a>
      <Copy text={value} tabIndex={tabIndex} />
    </span>
  )
}

export function Copy({ text, tabIndex }: { text: string; tabIndex?: number }) {
  return (
    <button
      type="button"
      className="plain copy"
      tabIndex={tabIndex}
      aria-label={t('records.copy', { value: text })}
      onClick={(event) => {
        event.stopPropagation()
        copy(text).then(() => say(t('records.copied')), complain)
      }}
    >
      <Icon name="copy" size={13} />
    </button>
  )
}

/** The clipboard is missing where the page came from another machine without TLS; a selection does it there. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}

/** Only web addresses become links; a script in an address stays text. */
function Web({ address, tabIndex }: { address: string; tabIndex?: number }) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`
  if (!/^https?:\/\//i.test(full)) return <>{address}</>
  return (
    <a
      href={full}
      tabIndex={tabIndex}
      target="_blank"
      rel="noreferrer noopener"
      onClick={(event) => event.stopPropagation()}
    >
      {inParts(address.replace(/^https?:\/\//, ''))}
    </a>
  )
}
