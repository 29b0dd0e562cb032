import { useNavigate } from '@tanstack/react-router'
import { Button, Radio, Select, Upload } from 'antd'
import { useState } from 'react'
import { useTypes } from '@/api/queries'
import { makes, may } from '@/api/types'
import { upload } from '@/api/upload'
import { useAttempt } from '@/ui/attempt'
import { WhatIsWrong } from '@/ui/form'
import { bytes } from '@/ui/format'
import { Icon } from '@/ui/icons'
import { Sent, useSending } from '@/ui/sending'
import { t } from '@/ui/text'
import { guessKind, headOf, type Import } from './import'
import '@/ui/holds.css'
import './imports.css'

const FIRST = ['accounts', 'contacts', 'leads', 'products', 'orders', 'opportunities', 'activities']

/** Drop a file, say what it holds, go on. */
export default function StartImport() {
  const all = useTypes()
  const types = all.filter((type) => !type.partOf && makes(type) && may(type, 'import'))
  const [file, setFile] = useState<File | null>(null)
  const [as, setAs] = useState('sales')
  const { error, setError, attempt } = useAttempt()
  const { share, sending, stop } = useSending()
  const navigate = useNavigate()
  const first = FIRST.flatMap((plural) => types.find((type) => type.plural === plural) ?? [])
  const others = types.filter((type) => !FIRST.includes(type.plural))
  const sales = ['order', 'account', 'product'].every((name) => {
    const type = all.find((each) => each.name === name)
    return type && may(type, 'create') && (name !== 'order' || may(type, 'import'))
  })
  const offered = [...(sales ? ['sales'] : []), ...[...first, ...others].map((type) => type.plural)]
  const chosen = offered.includes(as) ? as : (offered[0] ?? as)
  async function take(dropped: File) {
    setFile(dropped)
    setError(null)
    setAs(guessKind(dropped.name, await headOf(dropped)))
  }
  async function send() {
    if (!file) return
    await attempt(async () => {
      const path = `/imports?as=${encodeURIComponent(chosen)}`
      const made = await sending((how) => upload<Import>(path, file, how))
      if (made) await navigate({ to: '/imports/$id', params: { id: made.id } })
    })
  }
  if (types.length === 0 && !sales) {
    return (
      <div className="page page-narrow">
        <div className="page-head">
          <h1>{t('imports.new')}</h1>
        </div>
        <p className="page-lead">{t('imports.may.nothing')}</p>
      </div>
    )
  }
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{t('imports.new')}</h1>
      </div>
      <p className="page-lead">{t('imports.lead')}</p>
      <div className="stack">
        <WhatIsWrong error={error} fields={[]} />
        <Upload.Dragger
          multiple={false}
          disabled={share !== null}
          showUploadList={false}
          accept=".csv,.tsv,.txt,.gz,.xlsx,.vcf,.jsonl"
          beforeUpload={(dropped) => {
            void take(dropped)
            return false
          }}
        >
          <div className="drop">
            <Icon name="upload" size={28} />
            {file ? (
              <>
                <p className="drop-name">{file.name}</p>
                <p className="muted">{bytes(file.size)}</p>
              </>
            ) : (
              <>
                <p className="drop-name">{t('imports.drop')}</p>
                <p className="muted">{t('imports.drop.hint')}</p>
              </>
            )}
          </div>
        </Upload.Dragger>
        {file && (
          <>
            <fieldset className="holds">
              <legend>{t('imports.holds')}</legend>
              <Radio.Group value={chosen} onChange={(event) => setAs(event.target.value)}>
                {sales && (
                  <Radio value="sales">
                    {t('imports.sales')} <span className="muted">{t('imports.sales.hint')}</span>
                  </Radio>
                )}
                {first.map((type) => (
                  <Radio key={type.plural} value={type.plural}>
                    {type.pluralLabel}
                  </Radio>
                ))}
              </Radio.Group>
              {others.length > 0 && (
                <Select
                  className="holds-other"
                  aria-label={t('imports.other')}
                  placeholder={t('imports.other')}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={others.some((type) => type.plural === chosen) ? chosen : null}
                  options={others.map((type) => ({ value: type.plural, label: type.pluralLabel }))}
                  onChange={(plural: string | null) => plural && setAs(plural)}
                />
              )}
            </fieldset>
            {share === null ? (
              <div className="row">
                <Button type="primary" onClick={send}>
                  {t('imports.upload')}
                </Button>
                <Button onClick={() => navigate({ to: '/imports' })}>{t('ui.cancel')}</Button>
              </div>
            ) : (
              <Sent share={share} stop={stop} />
            )}
          </>
        )}
      </div>
    </div>
  )
}
