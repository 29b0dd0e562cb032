import type { ReactNode } from 'react'
import { useSession } from '@/api/queries'
import { may, type Type } from '@/api/types'
import { ButtonLink } from '@/ui/buttonlink'
import { Icon, type IconName } from '@/ui/icons'
import { t } from '@/ui/text'

/** With no customer here yet: what to do first, as far as one may. */
export default function FirstSteps({ type }: { type: Type }) {
  const { administrator } = useSession()
  return (
    <div className="home home-first">
      {may(type, 'import') && (
        <Step icon="upload" title={t('app.first')} hint={t('app.first.hint')}>
          <ButtonLink to="/imports/new" primary>
            {t('app.import')}
          </ButtonLink>
        </Step>
      )}
      {may(type, 'create') && (
        <Step icon="building" title={t('app.first.write')} hint={t('app.first.write.hint')}>
          <ButtonLink to="/$plural/new" params={{ plural: 'accounts' }}>
            {t('app.new', { type: type.label })}
          </ButtonLink>
        </Step>
      )}
      {administrator && (
        <>
          <Step icon="user" title={t('app.first.people')} hint={t('app.first.people.hint')}>
            <ButtonLink to="/admin/users">{t('app.admin.users')}</ButtonLink>
          </Step>
          <Step icon="note" title={t('app.first.house')} hint={t('app.first.house.hint')}>
            <ButtonLink to="/admin/settings">{t('app.admin.settings')}</ButtonLink>
          </Step>
        </>
      )}
    </div>
  )
}

function Step(props: { icon: IconName; title: string; hint: string; children: ReactNode }) {
  return (
    <section className="card">
      <h2>
        <Icon name={props.icon} size={18} /> {props.title}
      </h2>
      <p className="muted">{props.hint}</p>
      {props.children}
    </section>
  )
}
