import { newKey, post } from '@/api/client'
import { changed } from '@/api/records'
import type { Row, Type, Value, Verb } from '@/api/types'
import { t } from '@/ui/text'
import { say } from '@/ui/toast'

/** Runs a verb on the record as it is shown, and freshens what is on the screen. */
export async function doVerb(
  type: Type,
  row: Row,
  verb: Verb,
  values: Record<string, Value> = {},
  idempotencyKey = newKey(),
): Promise<unknown> {
  const answer = await post(`/${type.plural}/${row.id}/${verb.name}`, values, {
    version: row.version,
    idempotencyKey,
  })
  await changed()
  say(t('records.verb.done', { verb: verb.label }))
  return answer
}
