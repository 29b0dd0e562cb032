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
      <antd.Alert message="a" />
      <antd.AutoComplete />
      <antd.Badge count={1} />
      <antd.Button>a</antd.Button>
      <antd.Checkbox.Group options={['a']} />
      <antd.DatePicker />
      <antd.DatePicker.RangePicker />
      <antd.Divider />
      <antd.Dropdown menu={{ items: [{ key: 'a', label: 'a' }] }} open>
        <span>a</span>
      </antd.Dropdown>
      <antd.Empty />
      <antd.Form>
        <antd.Form.Item label="a" />
      </antd.Form>
      <antd.Input />
      <antd.Input.Password />
      <antd.Input.TextArea />
      <antd.Input.Search />
      <antd.InputNumber />
      <antd.Menu items={[{ key: 'a', label: 'a' }]} />
      <antd.Pagination />
      <antd.Progress percent={1} />
      <antd.Radio.Group options={['a']} />
      <antd.Segmented options={['a']} />
      <antd.Select options={[{ value: 'a' }]} />
      <antd.Skeleton active />
      <antd.Space>
        <i />
      </antd.Space>
      <antd.Spin />
      <antd.Steps items={[{ title: 'a' }]} />
      <antd.Switch />
      <antd.Table />
      <antd.Tabs items={[{ key: 'a', label: 'a' }]} />
      <antd.Tag>a</antd.Tag>
      <antd.TimePicker />
      <Tree treeData={[]} />
      <antd.TreeSelect />
      <Upload />
      <Upload.Dragger />
      {panel(antd.Drawer, { id: 'drawer' })}
      {panel(antd.Modal, { id: 'modal' })}
      {panel(antd.message, { id: 'message' })}
      {panel(antd.notification, { id: 'notification' })}
      {panel(antd.Popconfirm, { id: 'popconfirm' })}
      {panel(antd.Popover, { id: 'popover' })}
      {panel(antd.Tooltip, { id: 'tooltip' })}
    </antd.App>
  )
}

/** The component library's styles as one sheet. Colours are variables in it, so light and dark share it. */
export function antdSheet(): string {
  const cache = createCache()
  renderToStaticMarkup(
    <StyleProvider cache={cache}>
      <antd.ConfigProvider theme={{ ...antdTheme('light', false), zeroRuntime: false }}>
        {everything()}
      </antd.ConfigProvider>
    </StyleProvider>,
  )
  return extractStyle(cache, { plain: true, types: ['style'] })
}
