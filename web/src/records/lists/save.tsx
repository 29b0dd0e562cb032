import { lazy, Suspense, useState } from 'react'
import { call, Problem } from '@/api/client'
import { changed, update } from '@/api/records'
import type { Field, Row, Value } from '@/api/types'
import { t } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import type { Clash } from '../record/conflict'

const Conflict = lazy(() => import('../record/conflict'))

/**
 * Saves one field of one record at once, with the way back. Somebody else's change of another field meanwhile is
 * no conflict; one of the same field is shown, not overwritten.
 */
export function useSaving(plural: string) {
  const [clash, setClash] = useState<Clash | null>(null)

  async function save(row: Row, field: Field, value: Value, before: Value): Promise<Row | null> {
    try {
      const saved = await update(plural, row.id, row.version, { [field.name]: value })
      say(t('records.saved', { field: field.label }), () => back(saved, field, before))
      return saved
    } catch (error) {
      if (!(error instanceof Problem && error.status === 412)) {
        complain(faultOf(error, field))
        return null
      }
      const found = clashOf(error, row, field, value, before)
      const untouched =
        JSON.stringify(flatOf(found.theirs) ?? null) === JSON.stringify(flatOf(before) ?? null)
      if (untouched && found.version > row.version)
        return save({ ...row, version: found.version }, field, value, before)
      setClash(found)
      return null
    }
  }

  async function back(saved: Row, field: Field, before: Value): Promise<void> {
    await update(plural, saved.id, saved.version, { [field.name]: flatOf(before) ?? null })
  }

  async function overwrite(of: Clash): Promise<void> {
    setClash(null)
    const body = { [of.field.name]: of.mine }
    await call('PATCH', `/${plural}/${of.id}`, { body, version: of.version })
    await changed()
  }

  const conflict = clash && (
    <Suspense>
      <Conflict
        clash={clash}
        keepTheirs={() => setClash(null)}
        takeMine={() => overwrite(clash).catch(complain)}
      />
    </Suspense>
  )
  return { save, conflict }
}

function clashOf(error: Problem, row: Row, field: Field, mine: Value, original: Value): Clash {
  const current = (error.body.current ?? error.body.record ?? {}) as Row
  void changed()
  return {
    id: row.id,
    version: current.version ?? row.version,
    field,
    mine,
    theirs: current[field.name],
    original,
  }
}

function faultOf(error: unknown, field: Field): unknown {
  if (!(error instanceof Problem)) return error
  const fault = error.errors.find((e) => e.field === field.name) ?? error.errors[0]
  return fault ? new Error(`${field.label}: ${fault.message}`) : error
}

/** A value as it is written: a nested reference as its id, all else as it is. */
export function flatOf(value: Value): Value {
  if (value && typeof value === 'object' && !Array.isArray(value) && 'id' in value) return (value as Row).id
  return value
}
