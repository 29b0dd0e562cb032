import { Button } from 'antd'
import { useState } from 'react'
import { post } from '@/api/client'
import { Copy } from '@/records/fields/value'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'

/** The secret that signs the rule's web hooks: made anew, shown once. */
export function SigningSecret({ rule }: { rule: string }) {
  const [secret, setSecret] = useState<string | null>(null)
  async function make() {
    setSecret((await post<{ secret: string }>(`/rules/${rule}/new-hook-secret`, {})).secret)
  }
  return (
    <section className="card stack" aria-label={t('automation.secret')}>
      <h2>{t('automation.secret')}</h2>
      <p className="muted">{t('automation.secret.help')}</p>
      {secret ? (
        <p className="row wrap">
          <code>{secret}</code> <Copy text={secret} />
        </p>
      ) : (
        <div>
          <Button onClick={() => make().catch(complain)}>{t('automation.secret.make')}</Button>
        </div>
      )}
    </section>
  )
}
