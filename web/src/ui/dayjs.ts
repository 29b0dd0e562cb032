import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'

/** Days as calendars take them, which speak both languages. No page without a calendar needs them. */
export default dayjs
