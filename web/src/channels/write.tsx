import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTypeNamed } from '@/api/queries'
import { makes, type Row, type Type } from '@/api/types'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'

const Compose = lazy(() => import('./compose'))

/** The button that opens a mail to the customer whom a record is about. */
export function WriteMail({ type, row }: { type: Type; row: Row }) {
  const mails = useTypeNamed('mail')
  const [writing, setWriting] = useState(false)
  if (!makes(mails)) return null
  return (
    <>
      <Button icon={<Icon name="mail" size={14} />} onClick={() => setWriting(true)}>
        {t('channels.write')}
      </Button>
      {writing && (
        <Suspense>
          <Compose type={type} row={row} close={() => setWriting(false)} />
        </Suspense>
      )}
    </>
  )
}
