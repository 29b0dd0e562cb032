import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get } from '@/api/client'
import { type Job, shareOf } from '@/platform/job'
import { percent } from '@/ui/format'
import { t } from '@/ui/text'

/** The long work that is under way now; one click leads to it. */
export function Running() {
  const jobs = useQuery({
    queryKey: ['jobs', 'running'],
    queryFn: () => get<{ items: Job[] }>('/jobs'),
    refetchInterval: (query) =>
      query.state.data?.items.some((job) => job.state === 'running') ? 2_000 : 20_000,
    retry: false,
  })
  const running = jobs.data?.items.filter((job) => job.state === 'running') ?? []
  const job = running[0]
  if (!job) return null
  return (
    <Link
      to={job.import ? '/imports/$id' : '/imports'}
      params={{ id: job.import ?? '' }}
      className="running"
      title={job.message ?? undefined}
    >
      <span className="cut">{job.label ?? job.message ?? t('app.running', { n: running.length })}</span>
      <b>{percent(shareOf(job))}</b>
      <span className="running-bar">
        <i style={{ width: `${Math.round(shareOf(job) * 100)}%` }} />
      </span>
    </Link>
  )
}
