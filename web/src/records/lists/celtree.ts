/** Reads the part of CEL that filters are made of. What it cannot read stays text: the server is the judge. */

export type Tree =
  | { is: 'name'; path: string; from: number; to: number }
  | { is: 'value'; value: string | number | boolean | null; from: number; to: number }
  | { is: 'list'; items: Tree[]; from: number; to: number }
  | { is: 'call'; on: Tree | null; name: string; args: Tree[]; from: number; to: number }
  | { is: 'not'; of: Tree; from: number; to: number }
  | { is: 'pair'; op: string; left: Tree; right: Tree; from: number; to: number }

type Token = { kind: 'name' | 'number' | 'string' | 'sign' | 'end'; text: string; from: number; to: number }

const SIGNS = /^(&&|\|\||==|!=|<=|>=|[-<>!()[\],.?:+*/%])/

export class Unreadable extends Error {}

function tokens(source: string): Token[] {
  const list: Token[] = []
  let at = 0
  while (at < source.length) {
    const rest = source.slice(at)
    const space = /^\s+/.exec(rest)
    if (space) {
      at += space[0].length
      continue
    }
    const token = tokenAt(rest)
    if (!token) throw new Unreadable(rest)
    list.push({ ...token, from: at, to: at + token.text.length })
    at += token.text.length
  }
  list.push({ kind: 'end', text: '', from: at, to: at })
  return list
}

function tokenAt(rest: string): Pick<Token, 'kind' | 'text'> | null {
  const name = /^[A-Za-z_]\w*/.exec(rest)
  if (name) return { kind: 'name', text: name[0] }
  const digits = /^\d+(\.\d+)?/.exec(rest)
  if (digits) return { kind: 'number', text: digits[0] }
  const quoted = /^("(\\[ntr\\'"]|[^"\\])*"|'(\\[ntr\\'"]|[^'\\])*')/.exec(rest)
  if (quoted) return { kind: 'string', text: quoted[0] }
  const sign = SIGNS.exec(rest)
  return sign ? { kind: 'sign', text: sign[0] } : null
}

export function unquote(text: string): string {
  const inner = text.slice(1, -1)
  const known: Record<string, string> = { n: '\n', t: '\t', r: '\r' }
  return inner.replace(/\\(.)/g, (_, c: string) => known[c] ?? c)
}

export function quote(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')
  return `"${escaped.replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`
}

class Reader {
  private at = 0
  private readonly list: Token[]

  constructor(source: string) {
    this.list = tokens(source)
  }

  private get next(): Token {
    return this.list[this.at] as Token
  }

  private take(): Token {
    return this.list[this.at++] as Token
  }

  private sees(text: string): boolean {
    return this.next.kind === 'sign' && this.next.text === text
  }

  private expect(text: string): Token {
    if (!this.sees(text)) throw new Unreadable(this.next.text)
    return this.take()
  }

  whole(): Tree {
    const tree = this.either()
    if (this.next.kind !== 'end') throw new Unreadable(this.next.text)
    return tree
  }

  private either(): Tree {
    return this.chain('||', () => this.both())
  }

  private both(): Tree {
    return this.chain('&&', () => this.compared())
  }

  private chain(op: string, inner: () => Tree): Tree {
    let left = inner()
    while (this.sees(op)) {
      this.take()
      const right = inner()
      left = { is: 'pair', op, left, right, from: left.from, to: right.to }
    }
    return left
  }

  private compared(): Tree {
    const left = this.unary()
    const word = this.next
    const op = word.kind === 'name' && word.text === 'in' ? 'in' : word.kind === 'sign' ? word.text : ''
    if (!['==', '!=', '<', '<=', '>', '>=', 'in'].includes(op)) return left
    this.take()
    const right = this.unary()
    return { is: 'pair', op, left, right, from: left.from, to: right.to }
  }

  private unary(): Tree {
    if (this.sees('!')) {
      const sign = this.take()
      const of = this.unary()
      return { is: 'not', of, from: sign.from, to: of.to }
    }
    if (this.sees('-')) {
      const sign = this.take()
      const of = this.take()
      if (of.kind !== 'number') throw new Unreadable(of.text)
      return { is: 'value', value: -Number(of.text), from: sign.from, to: of.to }
    }
    return this.member()
  }

  private member(): Tree {
    let tree = this.primary()
    while (this.sees('.')) {
      this.take()
      const word = this.take()
      if (word.kind !== 'name') throw new Unreadable(word.text)
      if (this.sees('(')) tree = this.called(tree, word.text)
      else if (tree.is === 'name')
        tree = { is: 'name', path: `${tree.path}.${word.text}`, from: tree.from, to: word.to }
      else throw new Unreadable(word.text)
    }
    return tree
  }

  private called(on: Tree | null, name: string): Tree {
    const start = this.expect('(')
    const args = this.listed(')')
    return { is: 'call', on, name, args: args.items, from: on?.from ?? start.from - name.length, to: args.to }
  }

  private listed(end: string): { items: Tree[]; to: number } {
    const items: Tree[] = []
    while (!this.sees(end)) {
      items.push(this.either())
      if (!this.sees(end)) this.expect(',')
    }
    return { items, to: this.expect(end).to }
  }

  private primary(): Tree {
    const token = this.take()
    const { from, to } = token
    if (token.kind === 'number') return { is: 'value', value: Number(token.text), from, to }
    if (token.kind === 'string') return { is: 'value', value: unquote(token.text), from, to }
    if (token.kind === 'name') return this.named(token)
    if (token.text === '(') {
      const inner = this.either()
      return { ...inner, from, to: this.expect(')').to }
    }
    if (token.text === '[') {
      const list = this.listed(']')
      return { is: 'list', items: list.items, from, to: list.to }
    }
    throw new Unreadable(token.text)
  }

  private named(token: Token): Tree {
    const { text, from, to } = token
    if (text === 'true' || text === 'false') return { is: 'value', value: text === 'true', from, to }
    if (text === 'null') return { is: 'value', value: null, from, to }
    return this.sees('(') ? this.called(null, text) : { is: 'name', path: text, from, to }
  }
}

/** The tree of an expression, or null where it holds more than we read. */
export function readTree(source: string): Tree | null {
  try {
    return new Reader(source).whole()
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

/** The paths of fields that an expression reads; none where it holds more than we read. */
export function pathsIn(source: string): string[] {
  const paths = new Set<string>()
  function walk(tree: Tree, bound: string[]): void {
    if (tree.is === 'name' && !bound.includes(tree.path.split('.')[0] ?? '')) paths.add(tree.path)
    if (tree.is === 'not') walk(tree.of, bound)
    if (tree.is === 'pair') for (const side of [tree.left, tree.right]) walk(side, bound)
    if (tree.is === 'list') for (const item of tree.items) walk(item, bound)
    if (tree.is !== 'call') return
    if (tree.on) walk(tree.on, bound)
    const [first] = tree.args
    // `list.exists(x, …)` names its own variable
    const names = tree.on && tree.args.length > 1 && first?.is === 'name' ? [...bound, first.path] : bound
    for (const argument of tree.args) walk(argument, names)
  }
  const tree = readTree(source)
  if (tree) walk(tree, [])
  return [...paths]
}
