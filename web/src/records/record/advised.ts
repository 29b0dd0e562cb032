import type { Row } from '@/api/types'
import { say } from '@/ui/toast'

/** Tells what the server said beside a write that it allowed. */
export function tellAdvice(row: Row): void {
  for (const each of (row.advice ?? []) as unknown as { message: string }[]) say(each.message)
}
