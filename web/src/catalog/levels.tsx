import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useType } from '@/api/queries'
import { someQuery } from '@/api/records'
import { number } from '@/ui/format'
import { Empty } from '@/ui/states'
import { t } from '@/ui/text'

type Level = {
  id: string
  warehouse: { name: string } | null
  onHand: number
  reserved: number
  promised: number
  available: number
}

/** Where a product lies, and how much of it is free. */
export function Levels({ product, unit }: { product: string; unit?: string | null }) {
  const type = useType('stock-levels')
  const found = useQuery({
    ...someQuery(
      'stock-levels',
      {
        select: 'id,warehouse.name,onHand,reserved,promised,available',
        filter: `product == "${product}"`,
        sort: 'warehouse.name',
      },
      50,
    ),
    enabled: Boolean(type),
  })
  if (!type) return null
  const levels = (found.data?.items ?? []) as unknown as Level[]
  const promised = levels.some((level) => level.promised > 0)
  const free = levels.reduce((sum, level) => sum + level.available, 0)
  return (
    <section className="card" aria-label={t('catalog.stock')}>
      <header>
        <h2>{t('catalog.stock')}</h2>
        {levels.length > 0 && (
          <span className={free > 0 ? 'mark mark-good push' : 'mark mark-wrong push'}>
            {t('catalog.free', { n: number(free), unit: unit ?? '' })}
          </span>
        )}
      </header>
      {found.isSuccess && levels.length === 0 ? (
        <Empty small title={t('catalog.noStock')} />
      ) : (
        <div className="ledger-scroll">
          <table className="ledger levels">
            <thead>
              <tr>
                <th>{t('catalog.warehouse')}</th>
                <th className="num">{t('catalog.onHand')}</th>
                <th className="num">{t('catalog.reserved')}</th>
                {promised && <th className="num">{t('catalog.promised')}</th>}
                <th className="num">{t('catalog.available')}</th>
              </tr>
            </thead>
            <tbody>
              {levels.map((level) => (
                <tr key={level.id}>
                  <td className="levels-where">
                    <Link
                      to="/$plural/$id"
                      params={{ plural: 'stock-levels', id: level.id }}
                      className="link"
                    >
                      {level.warehouse?.name ?? '–'}
                    </Link>
                  </td>
                  <td className="num">{number(level.onHand)}</td>
                  <td className="num">{number(level.reserved)}</td>
                  {promised && <td className="num">{number(level.promised)}</td>}
                  <td className="num">{number(level.available)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
