import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTheme } from './preferences'
import { font, type Palette, palettes, type as scale } from './tokens'

echarts.use([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, CanvasRenderer])

type Props = {
  label: string
  height?: number
  option: (palette: Palette) => Record<string, unknown>
  onPick?: (index: number) => void
}

/** A picture of numbers in our colours; what it shows also stands in a table beside it. */
export default function Chart({ label, height = 300, option, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<echarts.ECharts | null>(null)
  const pick = useRef(onPick)
  const theme = useTheme()
  pick.current = onPick
  useEffect(() => {
    const made = echarts.init(box.current as HTMLDivElement)
    chart.current = made
    made.getZr().on('click', (event) => {
      const place = made.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY])
      const index = Array.isArray(place) ? Math.round(place[0] ?? 0) : 0
      if (made.containPixel('grid', [event.offsetX, event.offsetY])) pick.current?.(index)
    })
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(box.current as HTMLDivElement)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    const palette = palettes[theme]
    chart.current?.setOption({ ...basis(palette), ...option(palette) }, true)
  }, [theme, option])
  return (
    <div ref={box} role="img" aria-label={label} style={{ height, cursor: onPick ? 'pointer' : undefined }} />
  )
}

function basis(p: Palette): Record<string, unknown> {
  return {
    animationDuration: 150,
    textStyle: { fontFamily: font, fontSize: scale.tiny, color: p.ink3 },
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: p.ink,
      borderWidth: 0,
      padding: [6, 10],
      textStyle: { color: p.paper, fontSize: scale.tiny, fontFamily: font },
      axisPointer: { type: 'line', lineStyle: { color: p.control } },
    },
  }
}

/** An axis in ink and hairlines. */
export function axis(p: Palette, more: Record<string, unknown>): Record<string, unknown> {
  return {
    axisLine: { lineStyle: { color: p.lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: p.ink3, fontSize: scale.tiny },
    splitLine: { lineStyle: { color: p.line } },
    ...more,
  }
}
