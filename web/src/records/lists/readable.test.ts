import { expect, it } from 'vitest'
import type { Type } from '@/api/types'
import { readable } from './readable'

const account = {
  name: 'account',
  plural: 'accounts',
  title: 'name',
  fields: [
    { name: 'name', kind: 'text', access: 'read' },
    { name: 'phone', kind: 'phone', access: 'mask' },
    { name: 'tags', kind: 'references', target: 'tag', access: 'read' },
    { name: 'owner', kind: 'reference', target: 'principal', access: 'read' },
  ],
  relations: [{ name: 'members', part: true }],
} as unknown as Type
const principal = { name: 'principal', fields: [{ name: 'name', kind: 'text' }] } as unknown as Type
const reads = (state: object) => readable([account, principal], account, state)

it('a list is answered to whoever reads what it is filtered, sorted and grouped by', () => {
  expect(reads({})).toBe(true)
  expect(reads({ filter: 'name.contains("x") && owner == me()', sort: '-name', group: 'owner' })).toBe(true)
  expect(reads({ filter: 'owner.name == "Ann" && members.exists(m, m.user == me())' })).toBe(true)
  expect(reads({ filter: '!tags.exists(x, x in ["1"])' })).toBe(true)
})

it('a field that is hidden or masked stands against it, wherever it is', () => {
  expect(reads({ filter: 'name == "x" || !(value.class == "gold")' })).toBe(false)
  expect(reads({ filter: 'phone.startsWith("0")' })).toBe(false)
  expect(reads({ sort: 'name,-city' })).toBe(false)
  expect(reads({ group: 'city' })).toBe(false)
  expect(reads({ filter: 'lower(city) == "lyon"' })).toBe(false)
})

it('what is not read here is left to the server', () => {
  expect(reads({ filter: 'name == "x" ? true : false' })).toBe(true)
})
