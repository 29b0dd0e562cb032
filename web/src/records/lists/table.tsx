import type { ReactNode } from 'react'
import { Grid } from './grid'
import { type GridProps, Groups } from './groups'
import type { ListView } from './state'

/** The list as a table, whole or gathered by a field. */
export default function Table({ view, grid, empty }: { view: ListView; grid: GridProps; empty: ReactNode }) {
  return view.state.group ? (
    <Groups view={view} grid={grid} />
  ) : (
    <Grid {...grid} question={view.question} empty={empty} />
  )
}
