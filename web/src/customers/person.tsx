import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTypes } from '@/api/queries'
import type { RecordPage } from '@/api/records'
import { type Field, may, type Row, type Type } from '@/api/types'
import { countryName } from '@/records/fields/countries'
import { FieldValue, labelOf } from '@/records/fields/value'
import { Facts } from '@/records/record/facts'
import { CreateInside } from '@/records/record/inside'
import { PartList, partsOf } from '@/records/record/parts'
import { count, dayOf, plainDay } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'

type Props = { type: Type; page: RecordPage }

/** How to begin a conversation, and what to say and not to say in it. */
export function Addressing({ type, page }: Props) {
  const kind = useFieldOf(type, 'preferences', 'kind')
  return (
    <section className="card addressing" aria-label={t('customers.addressing')}>
      <h2>{t('customers.addressing')}</h2>
      <Facts type={type} row={page.record} only={['formOfAddress', 'preferredChannel']} />
      <PartList
        type={type}
        page={page}
        name="preferences"
        start={{ kind: 'like' }}
        show={(part) => (
          <>
            <span className={part.kind === 'dislike' ? 'wrong' : 'muted'}>
              {kind ? labelOf(kind, String(part.kind ?? '')) : String(part.kind ?? '')}
            </span>{' '}
            <span className={part.kind === 'dislike' ? 'wrong' : undefined}>{String(part.text ?? '')}</span>
          </>
        )}
      />
    </section>
  )
}

/** A field of the parts or records that a relation leads to. */
function useFieldOf(type: Type, relation: string, name: string): Field | undefined {
  const target = type.relations.find((each) => each.name === relation)?.target
  return useTypes()
    .find((each) => each.name === target)
    ?.fields.find((field) => field.name === name)
}

export function People({ page }: { page: RecordPage }) {
  const types = useTypes()
  const [making, setMaking] = useState(false)
  const contact = types.find((each) => each.plural === 'contacts')
  const list = page.lists?.contacts
  if (!contact || !list) return null
  const phone = contact.fields.find((f) => f.name === 'phone')
  return (
    <section className="card" aria-label={t('customers.people')}>
      <header>
        <h2>
          {t('customers.people')} <span className="muted">{count(list.count)}</span>
        </h2>
        {list.count > list.items.length && (
          <Link
            to="/$plural"
            params={{ plural: 'contacts' }}
            search={{ filter: `account == "${page.record.id}"` } as never}
            className="push muted"
          >
            {t('records.showAll')}
          </Link>
        )}
      </header>
      <ul className="parts">
        {list.items.map((person) => (
          <li key={person.id} className="part">
            <span className="part-text">
              <Link to="/$plural/$id" params={{ plural: 'contacts', id: person.id }} className="link">
                {String(person.name ?? '')}
              </Link>{' '}
              <span className="muted">{String(person.jobTitle ?? '')}</span>
              {phone && Boolean(person.phone) && (
                <div>
                  <FieldValue field={phone} value={person.phone} row={person} />
                </div>
              )}
            </span>
          </li>
        ))}
      </ul>
      {list.count === 0 && <p className="muted">{t('customers.people.none')}</p>}
      {may(contact, 'create') && (
        <button type="button" className="plain muted" onClick={() => setMaking(true)}>
          <Icon name="plus" size={12} /> {t('records.part.add')}
        </button>
      )}
      {making && (
        <CreateInside
          type={contact}
          start={{ account: page.record.id }}
          close={() => setMaking(false)}
          made={() => setMaking(false)}
        />
      )}
    </section>
  )
}

/** The next time a yearly day comes round, as `YYYY-MM-DD`. */
export function nextTime(date: string, yearly: boolean, today = dayOf(new Date())): string {
  if (!yearly || date >= today) return date
  const thisYear = `${today.slice(0, 4)}${date.slice(4)}`
  return thisYear >= today ? thisYear : `${Number(today.slice(0, 4)) + 1}${date.slice(4)}`
}

function within(date: string, days: number): boolean {
  const away = (Date.parse(date) - Date.parse(dayOf(new Date()))) / 86_400_000
  return away >= 0 && away <= days
}

export function Dates({ type, page }: Props) {
  const kind = useFieldOf(type, 'dates', 'kind')
  if (!type.relations.some((each) => each.name === 'dates')) return null
  const birthdays = (page.lists?.contacts?.items ?? []).filter((person) => person.birthday)
  return (
    <section className="card" aria-label={t('customers.dates')}>
      <h2>{t('customers.dates')}</h2>
      <ul className="parts">
        {birthdays.map((person) => (
          <li key={person.id} className="part">
            <DateLine
              date={String(person.birthday)}
              yearly
              what={t('customers.birthdayOf', { name: String(person.name ?? '') })}
            />
          </li>
        ))}
      </ul>
      <PartList
        type={type}
        page={page}
        name="dates"
        start={{ kind: 'birthday', yearly: true }}
        show={(part) => (
          <DateLine
            date={String(part.date ?? '')}
            yearly={part.yearly !== false}
            what={dateWords(part, kind)}
          />
        )}
      />
    </section>
  )
}

function dateWords(part: Row, kind: Field | undefined): string {
  const label = kind ? labelOf(kind, String(part.kind ?? '')) : ''
  return [label, part.ofWhom, part.familyRelation, part.note].filter(Boolean).join(' · ')
}

function DateLine({ date, yearly, what }: { date: string; yearly: boolean; what: string }) {
  const next = nextTime(date, yearly)
  const near = within(next, 14)
  return (
    <span className="part-text">
      <span className={near ? 'wrong' : undefined}>{plainDay(date, date.slice(0, 4) > '1900')}</span>{' '}
      <span className="muted">{what}</span>
      {near && <span className="mark mark-warm"> {t('customers.soon', { day: plainDay(next, false) })}</span>}
    </span>
  )
}

export function AddressList({ type, page }: Props) {
  const use = useFieldOf(type, 'addresses', 'use')
  if (!type.relations.some((each) => each.name === 'addresses')) return null
  const lines = (part: Row) =>
    [
      part.recipient,
      part.street,
      part.street2,
      [part.postalCode, part.city].filter(Boolean).join(' '),
      part.region,
      countryName(String(part.country ?? '')),
    ]
      .filter(Boolean)
      .join(', ')
  return (
    <section className="card" aria-label={t('customers.addresses')}>
      <h2>
        {t('customers.addresses')} <span className="muted">{partsOf(page, 'addresses').length || ''}</span>
      </h2>
      <PartList
        type={type}
        page={page}
        name="addresses"
        start={{ use: 'main' }}
        show={(part) => (
          <>
            <span className="muted">{use ? labelOf(use, String(part.use ?? '')) : ''}</span> {lines(part)}
          </>
        )}
      />
    </section>
  )
}
