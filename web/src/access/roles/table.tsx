import { Input } from 'antd'
import { Fragment, useState } from 'react'
import { useTypes } from '@/api/queries'
import type { Type } from '@/api/types'
import { t, tx } from '@/ui/text'
import { type Grant, grantOf, VERBS, withGrant } from './grants'
import { PartRow, TypeRow } from './rows'
import '@/ui/admin.css'

type Props = { grants: Grant[]; locked: boolean; onChange: (grants: Grant[]) => void }

/**
 * Each verb on each type as far as it reaches, and the fields that differ from their type; of parts, which go as
 * far as their owner, the fields.
 */
export function GrantTable({ grants, locked, onChange }: Props) {
  const all = useTypes()
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase()
  const types = all.filter(
    (type) => !type.partOf && `${type.pluralLabel} ${type.plural}`.toLowerCase().includes(wanted),
  )
  const cells = (type: Type) => ({
    grant: grantOf(grants, type),
    locked,
    onChange: (grant: Grant) => onChange(withGrant(grants, grant, type)),
  })
  return (
    <section className="card ledger-scroll">
      <Input
        allowClear
        role="searchbox"
        className="grants-find"
        placeholder={t('access.type.find')}
        aria-label={t('access.type.find')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <table className="grants">
        <thead>
          <tr>
            <th scope="col">{t('access.type')}</th>
            {VERBS.map((verb) => (
              <th key={verb} scope="col">
                {tx(`access.verb.${verb}`)}
              </th>
            ))}
            <th scope="col">{t('access.fields')}</th>
          </tr>
        </thead>
        <tbody>
          {types.map((type) => (
            <Fragment key={type.name}>
              <TypeRow type={type} {...cells(type)} />
              {all
                .filter((part) => part.partOf === type.name)
                .map((part) => (
                  <PartRow key={part.name} type={part} owner={type} {...cells(part)} />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}
