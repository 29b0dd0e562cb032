import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Loading } from '@/ui/states'
import { withWords } from './texts'

const Account = lazy(() => import('@/customers/accounts/page'))
const Contact = lazy(() => import('@/customers/contacts/page'))
const Activity = lazy(() => import('@/customers/diary/page'))
const Opportunity = lazy(() => import('@/sales/pipeline/page'))
const Stage = lazy(() => import('@/sales/pipeline/stage'))
const Pipeline = lazy(() => import('@/sales/pipeline/order'))
const Product = lazy(withWords('catalog', () => import('@/catalog/product')))
const PriceBook = lazy(withWords('catalog', () => import('@/catalog/book')))
const Quote = lazy(withWords('quotes', () => import('@/sales/quotes/page')))
const Contract = lazy(
  withWords(
    'contracts',
    withWords('quotes', () => import('@/sales/contracts/page')),
  ),
)
const Order = lazy(withWords('quotes', () => import('@/sales/orders/page')))
const LeadPage = lazy(() => import('@/sales/leads/page'))
const Pool = lazy(() => import('@/sales/leads/pool'))
const Fair = lazy(() => import('@/sales/leads/fair'))
const HandOver = lazy(() => import('@/sales/ownership/handover'))
const Dispute = lazy(() => import('@/sales/ownership/dispute'))
const WebForm = lazy(withWords('forms', () => import('@/sales/forms/page')))
const Mail = lazy(() => import('@/channels/page'))
const Approval = lazy(() => import('@/automation/approvals/one'))
const Rule = lazy(withWords('rules', () => import('@/automation/rules/page')))
const Any = lazy(() => import('@/records/record/page'))

const PAGES: Record<string, typeof Any> = {
  leads: LeadPage,
  pools: Pool,
  events: Fair,
  'hand-overs': HandOver,
  'ownership-disputes': Dispute,
  'web-forms': WebForm,
  accounts: Account,
  contacts: Contact,
  opportunities: Opportunity,
  stages: Stage,
  pipelines: Pipeline,
  activities: Activity,
  products: Product,
  'price-books': PriceBook,
  quotes: Quote,
  orders: Order,
  contracts: Contract,
  mails: Mail,
  approvals: Approval,
  rules: Rule,
}

/** The richer page where a kind of record has one, else the page of any record. */
export default function RecordPage() {
  const { plural, id } = useParams({ strict: false }) as { plural?: string; id?: string }
  const Page = PAGES[plural ?? ''] ?? Any
  return (
    <Suspense fallback={<Loading rows={10} />}>
      <Page key={id} />
    </Suspense>
  )
}
