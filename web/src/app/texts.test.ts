import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The folders with words of their own: wings, and rooms of them. */
const texted = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => basename(file) === 'en.json')
  .map(dirname)

function words(wing: string, language: string): Record<string, string> {
  return JSON.parse(readFileSync(join('src', wing, `${language}.json`), 'utf8'))
}

function sources(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  return files.filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
}

const english = Object.assign({}, ...texted.map((wing) => words(wing, 'en')))

/** Keys in the code; `records.op.${…}` uses every key that begins so. */
function used(): { keys: Set<string>; beginnings: string[] } {
  const keys = new Set<string>()
  const beginnings: string[] = []
  for (const file of sources()) {
    const text = readFileSync(join('src', file), 'utf8')
    for (const [, key] of text.matchAll(/\btx?\(\s*'([\w.-]+)'/g)) keys.add(key as string)
    for (const [, , key] of text.matchAll(/\? '([\w.-]+)' : '([\w.-]+)'/g)) keys.add(key as string)
    for (const [, start] of text.matchAll(/\btx?\(\s*`([\w.-]+)\$\{/g)) beginnings.push(start as string)
  }
  return { keys, beginnings }
}

/** By key: the part of the words that brings it, where it does not come with the page at first. */
function lateWords(): Map<string, string> {
  const config = readFileSync('vite.config.ts', 'utf8')
  const [late = ''] = config.match(/const late\b.*?\n {2}\}/s) ?? []
  const parts = [...late.matchAll(/(\w+): \[(.*?)\]/gs)].flatMap(([, part = '', folders = '']) =>
    [...folders.matchAll(/'(.*?)'/g)].map(([, folder = '']) => [part, folder] as const),
  )
  return new Map(
    parts.flatMap(([part, folder]) => Object.keys(words(folder, 'en')).map((key) => [key, part] as const)),
  )
}

/** What a file leads to, and which words come with that. */
function edges(file: string, text: string, all: Set<string>): { to: string; brings: string[] }[] {
  const found = (path: string) => {
    const plain = path.startsWith('@/') ? path.slice(2) : normalize(join(dirname(file), path))
    return [`${plain}.tsx`, `${plain}.ts`].find((each) => all.has(each))
  }
  const later = [...text.matchAll(/((?:withWords\(\s*'\w+',\s*)*)(?:\(\) =>\s*)?import\('(.*?)'\)/g)]
  const now = [...text.matchAll(/^(?:import|export)(?! type)(?:[^';]*? from)? '(.*?)'/gm)]
  return [...later, ...now.map(([, path]) => ['', '', path])].flatMap(([, parts = '', path = '']) => {
    const to = found(path)
    return to ? [{ to, brings: [...parts.matchAll(/'(\w+)'/g)].map(([, part = '']) => part) }] : []
  })
}

/** Walks the page from its beginning: which files may ask for words that nothing on the way to them has brought. */
function lacking(): string[] {
  const late = lateWords()
  const texts = new Map(sources().map((file) => [file, readFileSync(join('src', file), 'utf8')]))
  const all = new Set(texts.keys())
  const lacks = new Set<string>()
  const seen = new Set<string>()
  const open: [file: string, brought: string[]][] = [['app/main.tsx', []]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [file, brought] = next
    const text = texts.get(file) ?? ''
    const state = `${file} ${brought.join()}`
    if (seen.has(state)) continue
    seen.add(state)
    for (const [, key = ''] of text.matchAll(/'([\w-]+\.[\w.-]+)'/g)) {
      const part = late.get(key)
      if (part && !brought.includes(part)) lacks.add(`${file}: ${key} of ${part}`)
    }
    for (const { to, brings } of edges(file, text, all))
      open.push([to, [...new Set([...brought, ...brings])].sort()])
  }
  return [...lacks]
}

describe('the words of the page', () => {
  it.each(texted)('%s speaks both languages', (wing) => {
    expect(Object.keys(words(wing, 'zh')).sort()).toEqual(Object.keys(words(wing, 'en')).sort())
  })

  it.each(texted)('%s leaves no text empty and keeps every placeholder', (wing) => {
    const zh = words(wing, 'zh')
    const names = (text: string) => new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))
    for (const [key, text] of Object.entries(words(wing, 'en'))) {
      expect(text, key).not.toBe('')
      expect(zh[key], key).not.toBe('')
      for (const name of names(zh[key] ?? '')) expect(names(text), key).toContain(name)
    }
  })

  it('stand in one folder each', () => {
    const all = texted.flatMap((wing) => Object.keys(words(wing, 'en')))
    expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([])
  })

  it('exist for every key that the code asks for', () => {
    const { keys } = used()
    const wanted = [...keys].filter(
      (key) => key.includes('.') && texted.some((folder) => folder.split('/')[0] === key.split('.')[0]),
    )
    expect(wanted.filter((key) => !(key in english))).toEqual([])
  })

  it('are all asked for', () => {
    const { keys, beginnings } = used()
    const idle = Object.keys(english).filter(
      (key) => !keys.has(key) && !beginnings.some((start) => key.startsWith(start)),
    )
    expect(idle).toEqual([])
  })

  it('are there on every page that asks for them', () => {
    expect(lacking()).toEqual([])
  })
})
