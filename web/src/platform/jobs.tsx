import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { get, post, queryString } from '@/api/client'
import { queries } from '@/api/queries'
import { moment } from '@/ui/format'
import { Empty, Failed, Loading, More } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain } from '@/ui/toast'
import { type Job, shareOf } from './job'

type Part = { items: Job[]; next: string | null }

const TONE: Partial<Record<Job['state'], string>> = {
  done: 'mark-good',
  failed: 'mark-wrong',
  running: 'mark-warm',
}

/** What the program does in the background, and did lately. */
export default function Jobs() {
  const found = useInfiniteQuery({
    queryKey: ['jobs', 'all'],
    queryFn: ({ pageParam }) => get<Part>(`/jobs${queryString({ cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last: Part) => last.next ?? undefined,
    refetchInterval: 2_000,
  })
  const jobs = found.data?.pages.flatMap((page) => page.items)
  async function cancel(id: string) {
    await post(`/jobs/${id}/cancel`)
    await queries.invalidateQueries({ queryKey: ['jobs'] })
  }
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('platform.jobs')}</h1>
      </div>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} again={() => found.refetch()} />}
      {jobs?.length === 0 && <Empty icon="play" title={t('platform.jobs.none')} />}
      {jobs && jobs.length > 0 && (
        <div className="ledger-scroll">
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('platform.job')}</th>
                <th scope="col">{t('platform.state')}</th>
                <th scope="col">{t('platform.progress')}</th>
                <th scope="col">{t('platform.started')}</th>
                <th aria-label={t('ui.cancel')} />
              </tr>
            </thead>
            <tbody>
              {jobs.map((job) => (
                <tr key={job.id}>
                  <td>
                    {job.label ?? job.name ?? job.kind}
                    {job.message && <p className="muted">{job.message}</p>}
                  </td>
                  <td>
                    <span className={`mark ${TONE[job.state] ?? ''}`}>
                      {tx(`platform.state.${job.state}`)}
                    </span>
                  </td>
                  <td style={{ minWidth: 120 }}>
                    {job.state === 'running' && (
                      <Progress
                        size="small"
                        aria-label={t('platform.progress')}
                        percent={Math.round(shareOf(job) * 100)}
                      />
                    )}
                  </td>
                  <td>{moment(job.startedAt ?? job.createdAt ?? '')}</td>
                  <td className="num">
                    {(job.state === 'running' || job.state === 'waiting') && (
                      <Button size="small" onClick={() => cancel(job.id).catch(complain)}>
                        {t('ui.cancel')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More of={found} />
    </div>
  )
}
