import { useCallback } from 'react'
import Chart, { axis } from '@/ui/chart'
import { money, short } from '@/ui/format'
import type { Palette } from '@/ui/tokens'
import { nameOf, type Row } from './page'

type Props = { by: string; title: string; rows: Row[]; onPick: (row: Row) => void }

/** Won amount as bars, or how many were lost where that is the question. */
export default function ReportBars({ by, title, rows, onPick }: Props) {
  const lost = by === 'lostReason'
  const option = useCallback(
    (p: Palette) => ({
      xAxis: axis(p, {
        type: 'category',
        data: rows.map((row) => nameOf(by, row)),
        axisLabel: {
          color: p.ink3,
          fontSize: 12,
          width: 84,
          overflow: 'truncate',
          interval: 0,
          rotate: rows.length > 6 ? 30 : 0,
        },
      }),
      yAxis: axis(p, { type: 'value', axisLabel: { color: p.ink3, formatter: (v: number) => short(v) } }),
      series: [
        {
          type: 'bar',
          barMaxWidth: 28,
          itemStyle: { color: p.control, borderRadius: [2, 2, 0, 0] },
          emphasis: { itemStyle: { color: p.seal } },
          data: rows.map((row) => (lost ? row.lost : Number(row.wonAmount))),
        },
      ],
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        backgroundColor: p.ink,
        borderWidth: 0,
        axisPointer: { type: 'shadow', shadowStyle: { color: p.hover } },
        textStyle: { color: p.paper, fontSize: 12 },
        valueFormatter: (v: number) => (lost ? String(v) : money(v, null, true)),
      },
    }),
    [rows, by, lost],
  )
  return (
    <Chart
      label={title}
      height={260}
      option={option}
      onPick={(index) => {
        const row = rows[index]
        if (row) onPick(row)
      }}
    />
  )
}
