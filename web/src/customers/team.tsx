import type { RecordPage } from '@/api/records'
import { may, nameOf, type Type } from '@/api/types'
import { PartList, partsOf } from '@/records/record/parts'
import { number } from '@/ui/format'
import { t } from '@/ui/text'

/** Who works on a record beside its owner: as what, whether he may change it, and his part of the success. */
export function Team({ type, page }: { type: Type; page: RecordPage }) {
  const relation = type.relations.find((each) => each.name === 'members')
  if (!relation || (partsOf(page, 'members').length === 0 && !may(type, 'update'))) return null
  return (
    <section className="card" aria-label={relation.label}>
      <h2>{relation.label}</h2>
      <PartList
        type={type}
        page={page}
        name="members"
        show={(part) => (
          <>
            {nameOf(part.user) || nameOf(part.team)}{' '}
            <span className="muted">
              {[
                part.role,
                part.write ? t('customers.team.writes') : t('customers.team.reads'),
                part.credit !== null && part.credit !== undefined && `${number(Number(part.credit))} %`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </>
        )}
      />
    </section>
  )
}
