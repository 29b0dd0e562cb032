import { useNavigate } from '@tanstack/react-router'
import Inbox from './list'

/** The inbox with an address of its own. */
export default function InboxPage() {
  const navigate = useNavigate()
  return (
    <div className="page">
      <div className="card inbox-page">
        <Inbox heading="h1" go={(link) => link && void navigate({ to: link })} />
      </div>
    </div>
  )
}
