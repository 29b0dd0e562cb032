import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useEffect, useRef } from 'react'
import { SignIn } from '@/access/signin/signin'
import { sessionQuery } from '@/api/queries'
import { t } from '@/ui/text'

/** The session ended while one worked: sign in over the page, and nothing typed is lost. */
export default function SignedOut({ email, done }: { email: string; done: () => void }) {
  const session = useQuery(sessionQuery)
  const before = useRef(session.data)
  useEffect(() => {
    if (session.data && session.data !== before.current) done()
  }, [session.data])
  return (
    <Modal open title={t('app.expired')} footer={null} closable={false} keyboard={false} width={420}>
      <p className="second">{t('app.expired.hint')}</p>
      <SignIn email={email} />
    </Modal>
  )
}
