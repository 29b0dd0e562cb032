import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import { get, post, queryString } from '@/api/client'
import { type Session, useSession, useTypes } from '@/api/queries'
import { makes, type Type } from '@/api/types'
import { useFavourites } from '@/records/favourites'
import { iconOf, listed } from '@/records/kinds'
import { Icon, type IconName } from '@/ui/icons'
import { recent } from '@/ui/recent'
import { t } from '@/ui/text'
import { typedAhead } from './ahead'
import { areasOf, mayImport } from './areas'

type Hit = {
  key: string
  title: string
  detail?: string | null
  icon: IconName
  to: string
  search?: object
  group: string
}
type Found = { type: string; id: string; title: string; detail?: string | null }

/** One box for records, pages and actions. */
export default function Palette({ close }: { close: () => void }) {
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(words.trim())
  const hits = useHits(asked)
  const navigate = useNavigate()
  const index = Math.min(at, Math.max(hits.length - 1, 0))
  function open(hit: Hit | undefined) {
    if (!hit) return
    close()
    void navigate({ to: hit.to, search: (hit.search ?? {}) as never })
  }
  function walk(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt(Math.min(index + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(index - 1, 0))
    else if (event.key === 'Enter') open(hits[index])
    else if (event.key !== 'Tab') return
    event.preventDefault()
  }
  return (
    <Modal
      open
      onCancel={close}
      footer={null}
      closable={false}
      width={600}
      className="palette"
      style={{ top: 64 }}
    >
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={hits[index] ? `hit-${index}` : undefined}
        aria-label={t('app.search')}
        placeholder={t('app.search.hint')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setAt(0)
        }}
        onKeyDown={walk}
        onFocus={() => setWords((said) => said + typedAhead())}
        autoFocus
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label={t('app.search')}>
        {hits.map((hit, i) => (
          <div key={hit.key} role="presentation">
            {hit.group !== hits[i - 1]?.group && (
              <div className="palette-group" aria-hidden="true">
                {hit.group}
              </div>
            )}
            <div
              id={`hit-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === index}
              className="palette-hit"
              onMouseMove={() => setAt(i)}
              onClick={() => open(hit)}
              onKeyDown={() => {}}
            >
              <Icon name={hit.icon} />
              <span>{hit.title}</span>
              {hit.detail && <span className="muted cut">{hit.detail}</span>}
            </div>
          </div>
        ))}
        {hits.length === 0 && <p className="muted palette-hit">{t('app.search.none')}</p>}
      </div>
      <div className="palette-foot">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t('app.search.walk')}
        </span>
        <span>
          <kbd>↵</kbd> {t('app.search.open')}
        </span>
        <span>
          <kbd>Esc</kbd> {t('ui.close')}
        </span>
      </div>
    </Modal>
  )
}

function useHits(words: string): Hit[] {
  const types = useTypes()
  const session = useSession()
  const found = useQuery({
    queryKey: ['search', words],
    queryFn: ({ signal }) =>
      get<{ items: Found[]; guess?: boolean }>(`/search${queryString({ q: words, limit: 12 })}`, signal),
    enabled: words.length > 0,
    placeholderData: (before) => (words ? before : undefined),
    retry: false,
  })
  const favourites = useFavourites().map(({ row, plural, title, record, search }) => ({
    key: `favourite/${row.id}`,
    title,
    detail: types.find((type) => type.plural === plural)?.label,
    icon: 'star' as const,
    to: record ? `/${plural}/${record}` : `/${plural}`,
    search,
    group: t('app.favourites'),
  }))
  const records = words ? (found.data?.items ?? []) : []
  const told = found.data?.guess ? t('app.search.guess') : t('app.records')
  const lower = words.toLowerCase()
  const links = areasOf(types, session).flatMap((area) => area.links)
  const pages = [...new Map(links.map((link) => [link.to, link])).values()].map((link) => ({
    key: link.to,
    title: link.label,
    icon: link.icon,
    to: link.to,
    group: t('app.pages'),
  }))
  const offered = actions(types, session)
  const fits = useFits(
    lower,
    [...favourites, ...pages, ...offered].map((hit) => hit.title),
  )
  // a page that is called just so goes before records that are only like it
  const named = lower ? pages.filter((hit) => fits(hit) === 'begins') : []
  return [
    ...favourites.filter(fits),
    ...named,
    ...records.map((item) => ({ ...hitOf(item, types), group: told })),
    ...(words ? [] : recent().map((item) => ({ ...hitOf(item, types), group: t('app.recent') }))),
    ...pages.filter((hit) => fits(hit) && !named.includes(hit)),
    ...offered.filter(fits),
  ]
}

/** Whether a name holds what was typed, or begins so; Chinese names also by pinyin and initials, as records are found. */
function useFits(typed: string, names: string[]): (hit: Hit) => 'begins' | 'holds' | false {
  const chinese = [...new Set(names)].filter((name) => /\p{Script=Han}/u.test(name))
  const { data } = useQuery({
    queryKey: ['spellings', chinese],
    queryFn: () => post<{ items: string[][] }>('/spellings', { names: chinese }),
    enabled: chinese.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const spelled = typed.replaceAll(' ', '')
  return ({ title }) => {
    if (!typed || title.toLowerCase().startsWith(typed)) return 'begins'
    if (title.toLowerCase().includes(typed)) return 'holds'
    const ways = data?.items[chinese.indexOf(title)] ?? []
    const whole = ways.includes(spelled) && (spelled === ways[0] || spelled.length === title.length)
    return whole ? 'begins' : ways.some((way) => way.startsWith(spelled)) && 'holds'
  }
}

function hitOf(item: Found, types: Type[]): Hit {
  const type = types.find((candidate) => candidate.name === item.type || candidate.plural === item.type)
  const plural = type?.plural ?? item.type
  return {
    key: `${plural}/${item.id}`,
    title: item.title,
    detail: [type?.label, item.detail].filter(Boolean).join(' · '),
    icon: iconOf(plural),
    to: `/${plural}/${item.id}`,
    group: t('app.records'),
  }
}

function actions(types: Type[], session: Session): Hit[] {
  const group = t('app.actions')
  const make = types
    .filter((type) => listed(type) && makes(type))
    .map((type) => ({
      key: `new/${type.plural}`,
      title: t('app.new', { type: type.label }),
      icon: 'plus' as const,
      to: `/${type.plural}/new`,
      group,
    }))
  const bring = { key: 'import', title: t('app.import'), icon: 'upload' as const, to: '/imports/new', group }
  return mayImport(session) ? [...make, bring] : make
}
