import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Progress, Steps } from 'antd'
import { useEffect, useState } from 'react'
import { changed } from '@/api/records'
import { shareOf } from '@/platform/job'
import { Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain } from '@/ui/toast'
import { Checked } from './checked'
import { busy, type Import, importQuery, jobQuery, step } from './import'
import { MappingStep } from './mapping'
import { Report } from './report'
import './imports.css'

const STEP: Record<Import['state'], number> = {
  uploaded: 1,
  checking: 2,
  checked: 2,
  running: 3,
  done: 4,
  cancelled: 3,
  failed: 3,
  undone: 3,
}

/** One import from its file to its report; it can be left at any time and found again here. */
export default function Wizard() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const found = useQuery(importQuery(id))
  const state = found.data?.state
  useEffect(() => {
    if (state === 'done' || state === 'undone') void changed()
  }, [state])
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} again={() => found.refetch()} />
  const given = found.data
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <Link to="/imports" className="muted">
            {t('imports.title')}
          </Link>
          <h1>{given.file}</h1>
        </div>
      </div>
      <Steps
        size="small"
        className="import-steps"
        responsive={false}
        current={STEP[given.state]}
        items={(['file', 'mapping', 'check', 'run'] as const).map((name) => ({
          title: t(`imports.step.${name}`),
        }))}
      />
      <div className="import-body">
        <Stage given={given} />
      </div>
    </div>
  )
}

function Stage({ given }: { given: Import }) {
  if (busy(given.state)) return <Under given={given} />
  if (given.state === 'uploaded') return <MappingStep key={given.version} given={given} />
  if (given.state === 'checked') return <Checked given={given} />
  return <Report given={given} />
}

/** The check or the run itself, as it goes. */
function Under({ given }: { given: Import }) {
  const job = useQuery(jobQuery(given.job, true))
  const share = job.data ? shareOf(job.data) : 0
  const [stopping, setStopping] = useState(false)
  const stopped = !stopping && (job.data?.state === 'failed' || job.data?.state === 'cancelled')
  function stop() {
    setStopping(true)
    step(given.id, 'cancel')
      .catch(complain)
      .finally(() => setStopping(false))
  }
  return (
    <section className="card import-under" aria-live="polite">
      <h2>{tx(`imports.under.${given.state}`)}</h2>
      <Progress
        percent={Math.round(share * 100)}
        showInfo={share > 0}
        aria-label={tx(`imports.under.${given.state}`)}
      />
      <p className="muted">{job.data?.message ?? t('imports.under.leave')}</p>
      <div className="row">
        {stopped && (
          <Button
            type="primary"
            onClick={() => step(given.id, given.state === 'running' ? 'start' : 'check').catch(complain)}
          >
            {t('imports.resume')}
          </Button>
        )}
        <Button loading={stopping} onClick={stop}>
          {t('ui.cancel')}
        </Button>
      </div>
    </section>
  )
}
