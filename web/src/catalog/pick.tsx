import { lazy, Suspense } from 'react'
import type { Field, Value } from '@/api/types'
import { Labelled } from '@/ui/form'

const Control = lazy(() => import('@/records/fields/control'))

type Props = { target: string; label: string; value?: string; onChange: (id: string | undefined) => void }

/** Chooses one record of a type. */
export function Pick({ target, label, value, onChange }: Props) {
  const field = { name: target, label, kind: 'reference', target } as Field
  return (
    <Labelled label={label}>
      {(id) => (
        <Suspense fallback={null}>
          <Control
            id={id}
            field={field}
            label={label}
            value={value ?? null}
            onChange={(chosen: Value) => onChange(chosen ? String(chosen) : undefined)}
          />
        </Suspense>
      )}
    </Labelled>
  )
}
