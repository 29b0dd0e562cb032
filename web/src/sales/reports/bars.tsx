import { type Behind, Columns, Rows } from '@/ui/chart'
import { count, money } from '@/ui/format'
import { nameOf, type Row } from './page'

type Props = { by: string; title: string; rows: Row[]; behind: (row: Row) => Behind }

/** Won amount as bars, or how many were lost where that is the question. */
export function ReportBars({ by, title, rows, behind }: Props) {
  const lost = by === 'lostReason'
  const bars = rows.map((row) => ({
    key: String(row.key),
    label: nameOf(by, row),
    value: lost ? row.lost : Number(row.wonAmount),
    behind: behind(row),
  }))
  const say = (value: number) => (lost ? count(value) : money(value, null, true))
  const Bars = by === 'quarter' ? Columns : Rows
  return <Bars label={title} bars={bars} say={say} />
}
