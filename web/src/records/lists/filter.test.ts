import { describe, expect, it } from 'vitest'
import { fromCel, type Group, type Node, narrowed, toCel } from './filter'

const readable = [
  'name == "Acme"',
  'name.contains("熟客") && value.monetary >= 1000',
  'kind in ["company", "household"] || (country == "CN" && city != null)',
  'owner == me()',
  'createdAt >= daysAgo(90)',
  'createdAt < daysAgo(30) && website == null',
  'placedAt >= startOf("month", 0)',
  'placedAt >= startOf("year", -1) && placedAt < startOf("year", 0)',
  'active == true',
  'tags.exists(x, x in ["1", "2"]) && !tags.exists(x, x in ["3"])',
  'birthday == date("1980-02-29")',
  'duration >= duration("5400s")',
  'sku == "P1200"',
  'sku == "PT5M" && externalId in ["2024-01-31", "x"]',
  'externalId != "2024-01-31T10:00"',
  'value.monetary < -5.5',
  'name.startsWith("a \\"quoted\\" word")',
]

describe('a filter and its text', () => {
  it.each(readable)('are the same both ways: %s', (cel) => {
    const filter = fromCel(cel)
    expect(toCel(filter)).toBe(cel)
    expect(JSON.stringify(filter)).not.toContain('"is":"text"')
  })

  it('keeps as text what has no row', () => {
    const cel = 'orders.filter(o, o.placedAt > daysAgo(90)).size() >= 3 && kind == "company"'
    const filter = fromCel(cel)
    expect(filter.items[0]).toEqual({
      is: 'text',
      cel: 'orders.filter(o, o.placedAt > daysAgo(90)).size() >= 3',
    })
    expect(filter.items[1]).toEqual({ is: 'condition', path: 'kind', op: 'is', value: 'company' })
    expect(toCel(filter)).toBe(cel)
  })

  it('keeps what is not CEL at all', () => {
    expect(toCel(fromCel('name == '))).toBe('name == ')
  })

  it('leaves out rows that say nothing yet', () => {
    const filter = fromCel('name == "Acme"')
    filter.items.push({ is: 'condition', path: 'city', op: 'is', value: '' })
    expect(toCel(filter)).toBe('name == "Acme"')
  })

  it('holds together what a row of text says', () => {
    const inner: Group = { is: 'group', all: true, items: [{ is: 'text', cel: 'a || b' }] }
    const kind: Node = { is: 'condition', path: 'kind', op: 'is', value: 'company' }
    expect(toCel({ is: 'group', all: true, items: [kind, inner] })).toBe('kind == "company" && (a || b)')
  })

  it('leaves escapes that it does not know as they are', () => {
    const cel = 'name == "\\u4e2d" && kind == "company"'
    expect(toCel(fromCel(cel))).toBe(cel)
  })

  it('is narrowed without changing what it meant', () => {
    expect(narrowed('a == 1 || b == 2', 'c == 3')).toBe('(a == 1 || b == 2) && c == 3')
    expect(narrowed('a == 1 && b == 2', 'c == 3')).toBe('a == 1 && b == 2 && c == 3')
    expect(narrowed(undefined, 'c == 3')).toBe('c == 3')
  })
})
