import { type ReactNode, useId } from 'react'
import { Problem } from '@/api/client'
import { Icon } from './icons'
import { t } from './text'
import './form.css'

type LabelledProps = {
  label: string
  help?: string | null
  error?: string
  required?: boolean
  children: (id: string) => ReactNode
}

/** A control with its label above, its help and what is wrong with it below. */
export function Labelled({ label, help, error, required, children }: LabelledProps) {
  const id = useId()
  return (
    <div className={error ? 'labelled labelled-wrong' : 'labelled'}>
      <label htmlFor={id}>
        {label}
        {required && (
          <span className="labelled-required" title={t('ui.required')}>
            {' '}
            *
          </span>
        )}
      </label>
      {children(id)}
      {error && (
        <p className="labelled-error" role="alert">
          {error}
        </p>
      )}
      {help && !error && <p className="labelled-help">{help}</p>}
    </div>
  )
}

/** The refusal as a whole; what belongs to a field is shown at the field. */
export function WhatIsWrong({ error, fields }: { error: unknown; fields?: string[] }) {
  if (!error) return null
  const problem = error instanceof Problem ? error : null
  const elsewhere = problem?.errors.filter((e) => fields && !fields.includes(e.field)) ?? []
  const text = problem?.status === 0 ? t('ui.unreachable.hint') : (error as Error).message
  return (
    <div className="what-is-wrong" role="alert">
      <Icon name="warn" />
      <div>
        <p>{text}</p>
        {elsewhere.map((fault) => (
          <p key={`${fault.field}${fault.code}`}>{fault.message}</p>
        ))}
      </div>
    </div>
  )
}
