import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useType } from '@/api/queries'
import { someQuery } from '@/api/records'
import { type Row, sees, valueAt } from '@/api/types'
import { day, dayOf } from '@/ui/format'
import { t } from '@/ui/text'

const AHEAD = 14

type Occasion = { key: string; on: string; plural: string; id: string; text: string; what: string }

/** The days ahead, as month and day of the year. */
function ahead(): string[] {
  const today = Date.parse(`${dayOf(new Date())}T12:00:00Z`)
  return Array.from({ length: AHEAD }, (_, i) => new Date(today + i * 86_400_000).toISOString().slice(0, 10))
}

/** Matches the coming days by month and day, whatever the year. */
function soon(field: string, days: string[]): string {
  const months = [...new Set(days.map((each) => each.slice(5, 7)))]
  return months
    .map((month) => {
      const within = days.filter((each) => each.slice(5, 7) === month).map((each) => Number(each.slice(8)))
      const [from, until] = [Math.min(...within), Math.max(...within)]
      return `(${field}.getMonth() == ${Number(month) - 1} && ${field}.getDate() >= ${from} && ${field}.getDate() <= ${until})`
    })
    .join(' || ')
}

function when(date: unknown, days: string[]): string {
  const end = String(date ?? '').slice(5)
  return days.find((each) => each.slice(5) === end) ?? ''
}

const WHAT: Record<string, () => string> = {
  birthday: () => t('customers.dates.birthday'),
  anniversary: () => t('customers.dates.anniversary'),
  other: () => t('customers.dates.other'),
}

function family(row: Row, name: string): string {
  const who = String(row.ofWhom ?? '')
  if (!who) return name
  const relation = String(row.familyRelation ?? '')
  return relation
    ? t('customers.dates.of', { who, relation, name })
    : t('customers.dates.ofWhom', { who, name })
}

/** Whom to greet in the next two weeks: my customers, and the people of their families. */
export function Occasions() {
  const days = ahead()
  const mine = (who: string, field: string) => `${who}owner == me() && (${soon(field, days)})`
  const people = useQuery({
    ...someQuery('contacts', { select: 'id,name,birthday', filter: mine('', 'birthday') }, 100),
    enabled: sees(useType('contacts'), 'birthday'),
  })
  const dates = (of: string) => ({
    select: `id,kind,date,ofWhom,familyRelation,${of}.id,${of}.name`,
    filter: `yearly == true && ${mine(`${of}.`, 'date')}`,
  })
  const families = useQuery(someQuery('contact-dates', dates('contact'), 100))
  const firms = useQuery(someQuery('account-dates', dates('account'), 100))
  const occasions: Occasion[] = [
    ...(people.data?.items ?? []).map((row) => ({
      key: row.id,
      on: when(row.birthday, days),
      plural: 'contacts',
      id: row.id,
      text: String(row.name ?? ''),
      what: 'birthday',
    })),
    ...(families.data?.items ?? []).map((row) => part(row, 'contact', 'contacts', days)),
    ...(firms.data?.items ?? []).map((row) => part(row, 'account', 'accounts', days)),
  ]
  const shown = occasions.filter((each) => each.on).sort((a, b) => a.on.localeCompare(b.on))
  if (people.isLoading || families.isLoading) return null
  return (
    <section className="card" aria-label={t('customers.days')}>
      <header>
        <h2>{t('customers.days')}</h2>
      </header>
      {shown.length === 0 && <p className="muted">{t('customers.dates.none')}</p>}
      <ul className="home-list">
        {shown.slice(0, 12).map((each) => (
          <li key={each.key} className="row">
            <span className="home-text">
              <Link to="/$plural/$id" params={{ plural: each.plural, id: each.id }} className="link">
                {each.text}
              </Link>{' '}
              <span className="muted">{WHAT[each.what]?.() ?? each.what}</span>
            </span>
            <span className={each.on === days[0] ? 'wrong' : 'muted'}>{day(each.on)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function part(row: Row, of: string, plural: string, days: string[]): Occasion {
  const name = String(valueAt(row, `${of}.name`) ?? '')
  return {
    key: row.id,
    on: when(row.date, days),
    plural,
    id: String(valueAt(row, `${of}.id`) ?? ''),
    text: family(row, name),
    what: String(row.kind),
  }
}
