import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs'
import * as antd from 'antd'
import { type ComponentType, createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { antdTheme } from '../src/ui/antd'

type Panelled = { _InternalPanelDoNotUseOrYouWillBeFired: ComponentType<Record<string, unknown>> }

/** A component that lives in a portal has a plain panel of its own for exactly this purpose. */
function panel(component: unknown, props: Record<string, unknown> = {}): ReactNode {
  return createElement((component as Panelled)._InternalPanelDoNotUseOrYouWillBeFired, {
    key: String(props.id),
    ...props,
  })
}

/** Every component that the page uses, once: what is missing here has no style in the page. */
function everything(): ReactNode {
  const { Tree, Upload } = antd
  return (
    <antd.App>
      <antd.AutoComplete options={[{ value: 'a' }]} />
      <antd.Button>a</antd.Button>
      <antd.Checkbox.Group options={['a']} />
      <antd.DatePicker />
      <antd.Dropdown menu={{ items: [{ key: 'a', label: 'a' }] }} open>
        <span>a</span>
      </antd.Dropdown>
      <antd.Input />
      <antd.Input.Password />
      <antd.Input.TextArea />
      <antd.InputNumber />
      <antd.Progress percent={1} />
      <antd.Radio.Group options={['a']} />
      <antd.Segmented options={['a']} />
      <antd.Select options={[{ value: 'a' }]} />
      <antd.Steps items={[{ title: 'a' }]} />
      <antd.Switch />
      <Tree treeData={[]} />
      <Upload />
      <Upload.Dragger />
      {panel(antd.Drawer, { id: 'drawer' })}
      {panel(antd.Modal, { id: 'modal' })}
      {panel(antd.Popover, { id: 'popover' })}
    </antd.App>
  )
}

/** Preset colours, right-to-left and other things that no page of ours uses; a good half of the sheet. */
const UNUSED =
  /-rtl\b|-color-(blue|purple|cyan|green|magenta|pink|red|orange|yellow|volcano|geekblue|lime|gold)\b|\.ant-btn-background-ghost|-variant-link|-compact-|-addon|-status-warning|-picker-range|-week-panel|-(year|quarter|month|decade)-panel-container-rtl|-dropdown-range|-upload-list|-picture-card/

/** The selectors of a rule, apart at their top-level commas. */
function selectors(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if ('(['.includes(text.charAt(at))) depth++
    else if (')]'.includes(text.charAt(at))) depth--
    else if (text.charAt(at) === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

function used(sheet: string): string {
  return sheet.replace(/([^{}]+)\{([^{}]*)\}/g, (rule, head: string, body: string) => {
    if (/^\s*(@|from|to|\d)/.test(head)) return rule
    const kept = selectors(head).filter((selector) => !UNUSED.test(selector))
    return kept.length > 0 ? `${kept.join(',')}{${body}}` : ''
  })
}

/** What no page shows before somebody acts, or few pages at all: a sheet of its own, fetched with the first of them. */
const LATER = /\.ant-(picker|steps|tree|dropdown|upload|drawer)/

function part(sheet: string, later: boolean): string {
  return sheet.replace(/([^{}]+)\{([^{}]*)\}/g, (rule, head: string) => {
    if (/^\s*(@|from|to|\d)/.test(head)) return rule
    const kept = selectors(head).filter((selector) => LATER.test(selector) === later)
    return kept.length > 0 ? `${kept.join(',')}${rule.slice(head.length)}` : ''
  })
}

/** The styles of the components that a page shows at once, or the others. */
export function antdSheet(later = false): string {
  return part(wholeSheet(), later)
}

/** The component library's styles. Colours are variables in them, so light and dark share them. */
function wholeSheet(): string {
  const cache = createCache()
  renderToStaticMarkup(
    <StyleProvider cache={cache}>
      <antd.ConfigProvider theme={{ ...antdTheme('light', false), zeroRuntime: false }}>
        {everything()}
      </antd.ConfigProvider>
    </StyleProvider>,
  )
  return used(extractStyle(cache, { plain: true, types: ['style'] }))
}
