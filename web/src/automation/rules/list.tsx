import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Switch } from 'antd'
import { useType, useTypes } from '@/api/queries'
import { someQuery, update } from '@/api/records'
import { may, type Row } from '@/api/types'
import { Icon } from '@/ui/icons'
import { Empty, Failed, Loading } from '@/ui/states'
import { t, tx } from '@/ui/text'
import { complain } from '@/ui/toast'
import { ruleOf } from './rule'
import './rules.css'

/** The rules, in the order in which they run. */
export default function Rules() {
  const kind = useType('rules')
  const types = useTypes()
  const navigate = useNavigate()
  const rules = useQuery({
    ...someQuery('rules', { sort: 'position,name' }, 500),
    enabled: Boolean(kind),
  })
  if (!kind) return <Empty icon="lock" title={t('ui.forbidden')} />
  const labelOf = (plural: string) => types.find((type) => type.plural === plural)?.label ?? plural
  const turn = (row: Row, active: boolean) => update('rules', row.id, row.version, { active }).catch(complain)
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{kind.pluralLabel}</h1>
        <div className="acts">
          {may(kind, 'create') && (
            <Button
              type="primary"
              icon={<Icon name="plus" size={14} />}
              onClick={() => navigate({ to: '/rules/new' })}
            >
              {t('automation.rule.new')}
            </Button>
          )}
        </div>
      </div>
      <p className="page-lead">{t('automation.rules.hint')}</p>
      {rules.isPending && <Loading />}
      {rules.isError && <Failed error={rules.error} again={() => rules.refetch()} />}
      {rules.data?.items.length === 0 && <Empty icon="play" title={t('automation.rules.none')} />}
      {rules.data && rules.data.items.length > 0 && (
        <div className="ledger-scroll">
          <table className="ledger">
            <tbody>
              {rules.data.items.map((row) => {
                const rule = ruleOf(row)
                return (
                  <tr key={row.id}>
                    <td>
                      <Link to="/$plural/$id" params={{ plural: 'rules', id: row.id }}>
                        {rule.name}
                      </Link>
                      <div className="muted">
                        {labelOf(rule.onType)} · {tx(`automation.trigger.${rule.trigger}`)} ·{' '}
                        {rule.actions.map((action) => tx(`automation.do.${action.do}`)).join(', ')}
                      </div>
                      {rule.condition && <div className="code rule-cel">{rule.condition}</div>}
                    </td>
                    <td className="num">
                      <Switch
                        size="small"
                        aria-label={`${t('automation.on')}: ${rule.name}`}
                        checked={rule.active}
                        disabled={!may(kind, 'update')}
                        onChange={(active) => turn(row, active)}
                      />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
