import type { ConfigProviderProps } from 'antd'
import DatePicker from 'antd/es/date-picker/locale/zh_CN'

/** What the component library says by itself in Chinese, for the components that the page uses. */
const words: ConfigProviderProps['locale'] = {
  locale: 'zh-cn',
  global: { placeholder: '请选择', close: '关闭', show: '显示', hide: '隐藏' },
  DatePicker,
  Empty: { description: '暂无数据' },
  Modal: { okText: '确定', cancelText: '取消', justOkText: '知道了' },
}

export default words
