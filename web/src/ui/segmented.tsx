import { Segmented as Control, type SegmentedProps } from 'antd'

/** A choice of few, side by side: Tab comes to what is chosen, where the arrow keys choose, and not to the frame around it. */
export function Segmented<T extends string | number = string>(props: SegmentedProps<T>) {
  return <Control<T> {...props} tabIndex={-1} />
}
