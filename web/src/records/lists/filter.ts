import { durationIn, seconds } from '@/ui/duration'
import { quote, readTree, type Tree } from './celtree'

/** A filter as rows one can click together. Its text is CEL, both ways; what has no row stays text. */

export type Op =
  | 'is'
  | 'not'
  | 'in'
  | 'contains'
  | 'starts'
  | 'ends'
  | 'over'
  | 'atLeast'
  | 'under'
  | 'atMost'
  | 'empty'
  | 'set'
  | 'has'
  | 'lacks'
  | 'me'
  | 'true'
  | 'false'
  | 'lastDays'
  | 'beforeDays'
  | 'thisPeriod'
  | 'lastPeriod'

/** `text`: the value is a text even where it looks like a day, a moment or a span of time. */
export type Condition = { is: 'condition'; path: string; op: Op; value?: FilterValue; text?: boolean }
export type FilterValue = string | number | string[] | null
export type Group = { is: 'group'; all: boolean; items: Node[] }
export type Text = { is: 'text'; cel: string }
export type Node = Condition | Group | Text

const COMPARE: Record<string, Op> = { '>': 'over', '>=': 'atLeast', '<': 'under', '<=': 'atMost' }
const SIGN: Partial<Record<Op, string>> = { over: '>', atLeast: '>=', under: '<', atMost: '<=' }
const PERIODS = ['week', 'month', 'quarter', 'year']
const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T/

export function emptyFilter(): Group {
  return { is: 'group', all: true, items: [] }
}

function literal(value: FilterValue | undefined, text?: boolean): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return `[${value.map((v) => literal(v, text)).join(', ')}]`
  if (typeof value === 'number') return String(value)
  if (text) return quote(value)
  if (DAY.test(value)) return `date(${quote(value)})`
  if (MOMENT.test(value)) return `timestamp(${quote(value)})`
  const spent = /^-?P/.test(value) ? seconds(value) : null
  return spent === null ? quote(value) : `duration("${spent}s")`
}

function conditionText({ path, op, value, text }: Condition): string {
  const sign = SIGN[op]
  if (sign) return `${path} ${sign} ${literal(value, text)}`
  const words = quote(String(value ?? ''))
  const inner = Array.isArray(value) ? value : value === null || value === undefined ? [] : [String(value)]
  const period = quote(String(value ?? 'month'))
  const texts: Record<string, () => string> = {
    is: () => `${path} == ${literal(value, text)}`,
    not: () => `${path} != ${literal(value, text)}`,
    in: () => `${path} in ${literal(inner as string[], text)}`,
    contains: () => `${path}.contains(${words})`,
    starts: () => `${path}.startsWith(${words})`,
    ends: () => `${path}.endsWith(${words})`,
    empty: () => `${path} == null`,
    set: () => `${path} != null`,
    has: () => `${path}.exists(x, x in ${literal(inner as string[], text)})`,
    lacks: () => `!${path}.exists(x, x in ${literal(inner as string[], text)})`,
    me: () => `${path} == me()`,
    true: () => `${path} == true`,
    false: () => `${path} == false`,
    lastDays: () => `${path} >= daysAgo(${Number(value ?? 0)})`,
    beforeDays: () => `${path} < daysAgo(${Number(value ?? 0)})`,
    thisPeriod: () => `${path} >= startOf(${period}, 0)`,
    lastPeriod: () => `${path} >= startOf(${period}, -1) && ${path} < startOf(${period}, 0)`,
  }
  return texts[op]?.() ?? ''
}

/** Whether a row says something yet; half-filled rows are left out of the question. */
export function complete(node: Node): boolean {
  if (node.is === 'text') return node.cel.trim() !== ''
  if (node.is === 'group') return node.items.some(complete)
  if (['empty', 'set', 'me', 'true', 'false'].includes(node.op)) return node.path !== ''
  const value = node.value
  return (
    node.path !== '' &&
    value !== undefined &&
    value !== null &&
    value !== '' &&
    !(Array.isArray(value) && !value.length)
  )
}

export function toCel(node: Node, nested = false): string {
  if (node.is === 'text') return nested && /\|\||&&|\?/.test(node.cel) ? `(${node.cel})` : node.cel
  if (node.is === 'condition') {
    const text = conditionText(node)
    return nested && node.op === 'lastPeriod' ? `(${text})` : text
  }
  const parts = node.items.filter(complete)
  const text = parts.map((part) => toCel(part, nested || parts.length > 1)).join(node.all ? ' && ' : ' || ')
  return nested && parts.length > 1 ? `(${text})` : text
}

export function fromCel(source: string): Group {
  if (!source.trim()) return emptyFilter()
  const tree = readTree(source)
  if (!tree) return { is: 'group', all: true, items: [{ is: 'text', cel: source }] }
  const node = nodeOf(tree, source)
  return node.is === 'group' ? node : { is: 'group', all: true, items: [node] }
}

function nodeOf(tree: Tree, source: string): Node {
  const period = lastPeriod(tree)
  if (period) return period
  if (tree.is === 'pair' && (tree.op === '&&' || tree.op === '||')) return groupOf(tree, source)
  return conditionOf(tree) ?? { is: 'text', cel: source.slice(tree.from, tree.to) }
}

function groupOf(tree: Tree & { is: 'pair' }, source: string): Group {
  const items: Node[] = []
  const op = tree.op
  const walk = (part: Tree, top: boolean): void => {
    const opened = source[part.from] === '('
    if (part.is === 'pair' && part.op === op && (top || !opened) && !lastPeriod(part)) {
      walk(part.left, false)
      walk(part.right, false)
    } else items.push(nodeOf(part, source))
  }
  walk(tree, true)
  return { is: 'group', all: op === '&&', items }
}

function conditionOf(tree: Tree): Condition | null {
  if (tree.is === 'call') return wordsOf(tree)
  if (tree.is === 'not') {
    const inner = conditionOf(tree.of)
    return inner?.op === 'has' ? { ...inner, op: 'lacks' } : null
  }
  if (tree.is !== 'pair' || tree.left.is !== 'name') return null
  return comparisonOf(tree.left.path, tree.op, tree.right)
}

function comparisonOf(path: string, op: string, right: Tree): Condition | null {
  const condition = (name: Op, value?: FilterValue): Condition => ({
    is: 'condition',
    path,
    op: name,
    value,
    ...written(right, value),
  })
  if (right.is === 'call' && right.name === 'me' && op === '==') return condition('me')
  if (right.is === 'call' && right.name === 'daysAgo' && right.args[0]?.is === 'value') {
    const days = Number(right.args[0].value)
    return op === '>=' ? condition('lastDays', days) : op === '<' ? condition('beforeDays', days) : null
  }
  const period = periodOf(right)
  if (period) return op === '>=' && period.offset === 0 ? condition('thisPeriod', period.name) : null
  if (op === 'in') {
    const list = strings(right)
    return list ? condition('in', list) : null
  }
  const value = valueOf(right)
  if (value === undefined) return null
  if (value === null) return op === '==' ? condition('empty') : op === '!=' ? condition('set') : null
  if (typeof value === 'boolean') return op === '==' ? condition(value ? 'true' : 'false') : null
  if (op === '==') return condition('is', value)
  if (op === '!=') return condition('not', value)
  const name = COMPARE[op]
  return name ? condition(name, value) : null
}

function wordsOf(tree: Tree & { is: 'call' }): Condition | null {
  if (tree.on?.is !== 'name') return null
  const path = tree.on.path
  const first = tree.args[0]
  const named: Record<string, Op> = { contains: 'contains', startsWith: 'starts', endsWith: 'ends' }
  const op = named[tree.name]
  if (op && first?.is === 'value' && typeof first.value === 'string') {
    return { is: 'condition', path, op, value: first.value }
  }
  const body = tree.args[1]
  if (tree.name !== 'exists' || first?.is !== 'name' || body?.is !== 'pair' || body.op !== 'in') return null
  if (body.left.is !== 'name' || body.left.path !== first.path) return null
  const list = strings(body.right)
  return list ? { is: 'condition', path, op: 'has', value: list, ...written(body.right, list) } : null
}

/** Marks what was written as a text and would else be taken for a day, a moment or a span of time. */
function written(tree: Tree, value: FilterValue | undefined): { text?: boolean } {
  const plain = tree.is === 'value' || (tree.is === 'list' && tree.items.every((item) => item.is === 'value'))
  return plain && literal(value) !== literal(value, true) ? { text: true } : {}
}

function valueOf(tree: Tree): string | number | boolean | null | undefined {
  if (tree.is === 'value') return tree.value
  const inside = tree.is === 'call' && !tree.on ? tree.args[0] : undefined
  if (tree.is !== 'call' || inside?.is !== 'value') return undefined
  if (tree.name === 'duration') return durationIn(String(inside.value)) ?? undefined
  return ['date', 'timestamp'].includes(tree.name) ? inside.value : undefined
}

function strings(tree: Tree): string[] | null {
  if (tree.is !== 'list') return null
  const values = tree.items.map(valueOf)
  return values.every((v): v is string => typeof v === 'string') ? values : null
}

function periodOf(tree: Tree): { name: string; offset: number } | null {
  if (tree.is !== 'call' || tree.name !== 'startOf') return null
  const [name, offset] = tree.args
  if (name?.is !== 'value' || !PERIODS.includes(String(name.value))) return null
  return { name: String(name.value), offset: offset?.is === 'value' ? Number(offset.value) : 0 }
}

/** `d >= startOf(p, -1) && d < startOf(p, 0)` is one row: the period before this one. */
function lastPeriod(tree: Tree): Condition | null {
  if (tree.is !== 'pair' || tree.op !== '&&') return null
  const { left, right } = tree
  if (left.is !== 'pair' || right.is !== 'pair' || left.left.is !== 'name' || right.left.is !== 'name')
    return null
  const from = periodOf(left.right)
  const to = periodOf(right.right)
  const fits =
    left.op === '>=' && right.op === '<' && from?.offset === -1 && to?.offset === 0 && from.name === to.name
  if (!fits || left.left.path !== right.left.path) return null
  return { is: 'condition', path: left.left.path, op: 'lastPeriod', value: from.name }
}

/** Adds one more condition to a filter's text. */
export function narrowed(filter: string | undefined, more: string): string {
  if (!filter) return more
  const tree = readTree(filter)
  const loose = !tree || (tree.is === 'pair' && tree.op === '||' && filter[tree.from] !== '(')
  return loose ? `(${filter}) && ${more}` : `${filter} && ${more}`
}
