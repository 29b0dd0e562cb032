import { Button } from 'antd'
import { useState } from 'react'
import { queries, useTypes } from '@/api/queries'
import { type Preview, previewOf, UndoDialog } from '@/records/units/undo'
import { ButtonLink } from '@/ui/buttonlink'
import { Icon } from '@/ui/icons'
import { t, tx } from '@/ui/text'
import { complain, say } from '@/ui/toast'
import { Warnings } from './checked'
import { Figures, Made } from './figures'
import { type Import, step } from './import'

/** What became of every row, what to look at now, and the way back. */
export function Report({ given }: { given: Import }) {
  const [preview, setPreview] = useState<Preview | null>(null)
  const [looking, setLooking] = useState(false)
  const failed = given.counters?.failed ?? 0
  function look() {
    setLooking(true)
    previewOf(given.id)
      .then(setPreview)
      .catch(complain)
      .finally(() => setLooking(false))
  }
  return (
    <div className="stack">
      <section className="card">
        <header>
          <h2>{tx(`imports.report.${given.state}`)}</h2>
        </header>
        {given.problem && <p className="wrong">{given.problem}</p>}
        <Figures counters={given.counters} />
        <Made given={given} />
        <Warnings given={given} />
      </section>
      <div className="row wrap">
        {given.state === 'done' && <Onward given={given} />}
        {given.state === 'failed' && (
          <Button type="primary" onClick={() => step(given.id, 'check').catch(complain)}>
            {t('imports.checkAgain')}
          </Button>
        )}
        {given.state === 'cancelled' && (
          <Button type="primary" onClick={() => step(given.id, 'start').catch(complain)}>
            {t('imports.resume')}
          </Button>
        )}
        {failed > 0 && (
          <a className="ant-btn-link reference" href={`/api/v1/imports/${given.id}/errors.csv`} download>
            <Icon name="download" size={14} /> {t('imports.errorFile')}
          </a>
        )}
        {given.state !== 'undone' && (
          <Button icon={<Icon name="undo" size={14} />} loading={looking} onClick={look}>
            {t('imports.undo')}
          </Button>
        )}
      </div>
      {preview && (
        <UndoDialog
          preview={preview}
          title={t('imports.undo')}
          close={() => setPreview(null)}
          done={undone}
        />
      )}
    </div>
  )
}

/** From the report to what matters now. */
function Onward({ given }: { given: Import }) {
  const type = useTypes().find((each) => each.plural === given.type)
  if (given.type === 'sales') {
    return (
      <>
        <ButtonLink to="/insight/value" primary>
          {t('imports.seeValue')}
        </ButtonLink>
        <ButtonLink
          to="/$plural"
          params={{ plural: 'accounts' }}
          search={{ sort: '-value.monetary' } as never}
        >
          {t('imports.seeAccounts')}
        </ButtonLink>
      </>
    )
  }
  return (
    <ButtonLink to="/$plural" params={{ plural: given.type }} primary>
      {t('imports.see', { type: type?.pluralLabel ?? given.type })}
    </ButtonLink>
  )
}

/** Everything that showed the import or its records is asked again. */
async function undone(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['imports'] })
  say(t('imports.undone'))
}
