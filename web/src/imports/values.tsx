import { Button, Input, Select, Upload } from 'antd'
import { Icon } from '@/ui/icons'
import { t } from '@/ui/text'
import { complain } from '@/ui/toast'
import { type Import, type Mapping, options, type Target } from './import'

type Props = { mapping: Mapping; onChange: (mapping: Mapping) => void }

/** Values that are read as others: offered where a record is called almost so, and changed here. */
export function ReadAs({ mapping, onChange }: Props) {
  const values = mapping.values ?? {}
  const rows = Object.entries(values).flatMap(([column, read]) =>
    Object.entries(read).map(([from, to]) => ({ column, from, to })),
  )
  const columns = Object.keys(mapping.columns)
  function put(column: string, from: string, to: string | null, was = from) {
    const read = Object.fromEntries(Object.entries(values[column] ?? {}).filter(([each]) => each !== was))
    onChange({ ...mapping, values: { ...values, [column]: to === null ? read : { ...read, [from]: to } } })
  }
  return (
    <section className="card stack">
      <header>
        <h2>{t('imports.readAs')}</h2>
      </header>
      <p className="muted">{t('imports.readAs.hint')}</p>
      {rows.length > 0 && (
        <div className="ledger-scroll">
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('imports.column')}</th>
                <th scope="col">{t('imports.inFile')}</th>
                <th scope="col">{t('imports.readInstead')}</th>
                <th aria-label={t('ui.delete')} />
              </tr>
            </thead>
            <tbody>
              {rows.map(({ column, from, to }, i) => (
                <tr key={i}>
                  <td>{column}</td>
                  <td>
                    <Input
                      size="small"
                      aria-label={t('imports.inFile')}
                      value={from}
                      onChange={(event) => put(column, event.target.value, to, from)}
                    />
                  </td>
                  <td>
                    <Input
                      size="small"
                      aria-label={t('imports.readInsteadOf', { value: from })}
                      value={to}
                      onChange={(event) => put(column, from, event.target.value)}
                    />
                  </td>
                  <td className="num">
                    <Button
                      size="small"
                      type="text"
                      aria-label={t('ui.delete')}
                      icon={<Icon name="close" size={14} />}
                      onClick={() => put(column, from, null)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div>
        <Select
          size="small"
          className="meeting-key"
          aria-label={t('imports.readAs.add')}
          placeholder={t('imports.readAs.add')}
          value={null}
          options={columns.map((value) => ({ value, label: value }))}
          onChange={(column: string | null) => column && put(column, '', '')}
        />
      </div>
    </section>
  )
}

/** What records get where the file has nothing: a fixed value, or what other columns say. */
export function StandIns({
  given,
  mapping,
  targets,
  onChange,
}: Props & { given: Import; targets: Target[] }) {
  if (given.type === 'sales') return null
  const standing = mapping.defaults ?? {}
  const label = (name: string) => targets.find((target) => target.name === name)?.label ?? name
  const free = targets.filter((target) => standing[target.name] === undefined)
  const put = (name: string, text: string | null) => {
    const others = Object.fromEntries(Object.entries(standing).filter(([each]) => each !== name))
    onChange({ ...mapping, defaults: text === null ? others : { ...standing, [name]: text } })
  }
  return (
    <section className="card stack">
      <header>
        <h2>{t('imports.standIns')}</h2>
      </header>
      <p className="muted">{t('imports.standIns.hint', { column: '{column}' })}</p>
      {Object.entries(standing).map(([name, text]) => (
        <div key={name} className="row stand-in">
          <span className="stand-in-name">{label(name)}</span>
          <Input
            aria-label={label(name)}
            value={text}
            onChange={(event) => put(name, event.target.value)}
            suffix={
              <Button
                size="small"
                type="text"
                aria-label={t('ui.delete')}
                icon={<Icon name="close" size={14} />}
                onClick={() => put(name, null)}
              />
            }
          />
        </div>
      ))}
      <div>
        <Select
          size="small"
          className="meeting-key"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('imports.standIns.add')}
          placeholder={t('imports.standIns.add')}
          value={null}
          options={options(free, (each) => ({ value: each.name, label: each.label }))}
          onChange={(name: string | null) => name && put(name, '')}
        />
      </div>
    </section>
  )
}

/** The mapping as `./shuke import --map` takes it. */
export function saveMapping(given: Import, mapping: Mapping): void {
  const file = new Blob([`${JSON.stringify(mapping, null, 2)}\n`], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${given.file.replace(/\.[^.]+$/, '')}.mapping.json`
  link.click()
  URL.revokeObjectURL(link.href)
}

/** A saved mapping, for a file of the same kind. */
export function MappingFile({ onTake }: { onTake: (mapping: Mapping) => void }) {
  async function take(file: File) {
    try {
      const mapping = JSON.parse(await file.text()) as Mapping
      if (typeof mapping.columns !== 'object') throw new Error(t('imports.notAMapping'))
      onTake(mapping)
    } catch (error) {
      complain(error instanceof SyntaxError ? new Error(t('imports.notAMapping')) : error)
    }
  }
  return (
    <Upload
      accept=".json"
      showUploadList={false}
      beforeUpload={(file) => {
        void take(file)
        return false
      }}
    >
      <Button icon={<Icon name="upload" size={14} />}>{t('imports.useMapping')}</Button>
    </Upload>
  )
}
