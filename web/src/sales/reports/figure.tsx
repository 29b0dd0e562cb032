import type { ReactNode } from 'react'

/** One number that says how things went, with what belongs to it below. */
export function Figure({ label, value, children }: { label: string; value: string; children?: ReactNode }) {
  return (
    <section className="card" aria-label={label}>
      <h3>{label}</h3>
      <p className="figure">{value}</p>
      <p className="muted">{children}</p>
    </section>
  )
}
