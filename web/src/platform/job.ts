/** Work that the program does in the background. */
export type Job = {
  id: string
  kind?: string
  name?: string
  label?: string
  subject?: string
  import?: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  progress?: number | null
  message?: string | null
  startedAt?: string
  createdAt?: string
  finishedAt?: string
}

/** How far a job is, as a share of one, whichever way it was said. */
export function shareOf(job: Pick<Job, 'progress'>): number {
  const progress = job.progress ?? 0
  return progress > 1 ? progress / 100 : progress
}
