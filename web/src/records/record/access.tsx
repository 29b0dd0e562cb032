import { useQuery } from '@tanstack/react-query'
import { Drawer, Input } from 'antd'
import { useState } from 'react'
import { useTypeNamed } from '@/api/queries'
import { accessQuery, type Reader, type Reason, type Access as Told } from '@/api/records'
import type { Row, Type } from '@/api/types'
import { count } from '@/ui/format'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'

/** From so many people on one looks for a name. */
const MANY = 12

/** Who can see the record and change it, and why. */
export default function Access({ type, row, close }: { type: Type; row: Row; close: () => void }) {
  const found = useQuery(accessQuery(type.plural, row.id))
  return (
    <Drawer open title={t('records.access')} onClose={close} size="large">
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} small />}
      {found.data && <People type={type} told={found.data} />}
    </Drawer>
  )
}

function People({ type, told }: { type: Type; told: Told }) {
  const [wanted, setWanted] = useState('')
  const through = useTypeNamed(told.through)
  const shown = told.people.filter((p) => p.name.toLowerCase().includes(wanted.trim().toLowerCase()))
  const changing = told.people.filter((p) => p.change).length
  return (
    <>
      <p className="second">
        {told.everybody
          ? t('records.access.count', { n: count(told.people.length), m: count(changing) })
          : t('records.access.alone')}
        {told.more && ` ${t('records.access.more')}`}
      </p>
      {told.people.length > MANY && (
        <Input
          allowClear
          aria-label={t('records.access.find')}
          placeholder={t('records.access.find')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      {shown.length === 0 && <Empty small icon="people" title={t('records.access.none')} />}
      <ul className="access">
        {shown.map((person) => (
          <Person key={person.id} type={type} person={person} through={through} />
        ))}
      </ul>
    </>
  )
}

type PersonProps = { type: Type; person: Reader; through?: Type }

function Person({ type, person, through }: PersonProps) {
  const said = (reason: Reason) => why(type, person, reason, through)
  return (
    <li className="access-person">
      <p className="row">
        <b>{person.name}</b>
        {person.team && <span className="muted">{person.team}</span>}
      </p>
      <dl className="facts">
        <div className="fact">
          <dt>{t('records.access.read')}</dt>
          <dd>{said(person.read)}</dd>
        </div>
        <div className="fact">
          <dt>{t('records.access.change')}</dt>
          <dd>
            {person.change ? said(person.change) : <span className="muted">{t('records.access.no')}</span>}
          </dd>
        </div>
      </dl>
    </li>
  )
}

/** What follows from the reach of a role names the role. */
const BY_ROLE = ['administrator', 'own', 'team', 'tree', 'all']

function why(type: Type, person: Reader, reason: Reason, through?: Type): string {
  const owns = person.owner && reason.ways.some((way) => way === 'team' || way === 'tree')
  const ways = reason.ways.map((way) => (owns && (way === 'team' || way === 'tree') ? 'own' : way))
  return ways
    .map((way) => {
      const text = tx(`records.access.${way}`, {
        types: type.pluralLabel,
        through: through?.label ?? t('records.access.other'),
      })
      return BY_ROLE.includes(way) && reason.roles.length > 0 ? `${text} (${reason.roles.join(', ')})` : text
    })
    .join('; ')
}
