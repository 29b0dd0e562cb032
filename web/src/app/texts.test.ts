import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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
})
