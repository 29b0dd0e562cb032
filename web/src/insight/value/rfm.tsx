import { Link } from '@tanstack/react-router'
import { count, money, short } from '@/ui/format'
import { t } from '@/ui/text'
import { behind, type Overview } from './overview'

const SCORES = [1, 2, 3, 4, 5]

/** Recency by frequency: how many customers stand where, and what they bring. Each cell opens its list. */
export function RfmGrid({ seen }: { seen: Overview }) {
  const cell = (r: number, f: number) => seen.rfm.find((each) => each.r === r && each.f === f)
  const most = Math.max(...seen.rfm.map((each) => each.monetary), 1)
  return (
    <section className="card" aria-label={t('insight.rfm')}>
      <header>
        <h2>{t('insight.rfm')}</h2>
        <span className="muted">{t('insight.rfm.hint')}</span>
      </header>
      <table className="rfm">
        <tbody>
          {[...SCORES].reverse().map((f) => (
            <tr key={f}>
              <th scope="row" aria-label={t('insight.frequency', { n: f })}>
                {f}
              </th>
              {SCORES.map((r) => {
                const found = cell(r, f)
                const share = Math.sqrt((found?.monetary ?? 0) / most)
                return (
                  <td key={r}>
                    <Link
                      to="/$plural"
                      params={{ plural: 'accounts' }}
                      search={behind(`value.recencyScore == ${r} && value.frequencyScore == ${f}`) as never}
                      className="rfm-cell"
                      title={t('insight.rfm.cell', {
                        r,
                        f,
                        money: money(found?.monetary ?? 0, seen.currency, true),
                      })}
                    >
                      <i style={{ opacity: 0.05 + Math.max(0, share) * 0.42 }} />
                      <b>{count(found?.accounts ?? 0)}</b>
                      <span>{found && found.monetary !== 0 ? short(found.monetary) : '–'}</span>
                    </Link>
                  </td>
                )
              })}
            </tr>
          ))}
          <tr>
            <td />
            {SCORES.map((r) => (
              <th key={r} scope="col" aria-label={t('insight.recency', { n: r })}>
                {r}
              </th>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  )
}
