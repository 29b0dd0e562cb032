import { Link } from '@tanstack/react-router'
import { count, money, percent } from '@/ui/format'
import { t, tx } from '@/ui/text'
import { behind, type Overview } from './overview'

/** The classes with what they bring and what to do about each. */
export function Classes({ seen }: { seen: Overview }) {
  const total = seen.classes.reduce((sum, each) => sum + each.monetary, 0)
  return (
    <section className="card" aria-label={t('insight.classes')}>
      <h2>{t('insight.classes')}</h2>
      <div className="ledger-scroll">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('insight.classes.name')}</th>
              <th scope="col" className="num">
                {t('insight.customers')}
              </th>
              <th scope="col" className="num">
                {t('insight.revenue')}
              </th>
              <th scope="col" className="num">
                {t('insight.revenueShare')}
              </th>
              <th scope="col" className="num">
                {t('insight.average')}
              </th>
              <th scope="col">{t('insight.advice')}</th>
            </tr>
          </thead>
          <tbody>
            {seen.classes.map((each) => (
              <tr key={each.class}>
                <td>
                  <Link
                    to="/$plural"
                    params={{ plural: 'accounts' }}
                    search={behind(`value.class == "${each.class}"`) as never}
                    className="link"
                  >
                    {tx(`insight.class.${each.class}`, {}, each.class)}
                  </Link>
                </td>
                <td className="num">{count(each.accounts)}</td>
                <td className="num">{money(each.monetary, seen.currency, true)}</td>
                <td className="num">{percent(total ? each.monetary / total : 0, 1)}</td>
                <td className="num">
                  {money(
                    each.average ?? (each.accounts ? each.monetary / each.accounts : 0),
                    seen.currency,
                    true,
                  )}
                </td>
                <td className="advice">{each.advice}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
