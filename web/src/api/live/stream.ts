import { call, newKey } from '../client'

/** What the server tells: ids, never values. `again`: the stream was cut, and something may have been missed. */
export type Told = {
  what: 'changed' | 'gone' | 'stale' | 'again'
  type?: string
  id?: string
  version?: number
}

type Word = { told?: Told; tab?: string; show?: string[]; leave?: boolean; who?: boolean }

const NAME = 'shuke.live'
const TRY_AGAIN = 10_000

/**
 * One stream of changes for all tabs of this browser. The tab that holds the lock has the connection, says for
 * all of them what is shown, and passes on what it hears; when it closes, the next one takes over. Where a
 * browser has no locks (a page that came without TLS from another machine), every tab has a stream of its own.
 */
export class LiveStream {
  private readonly tab = newKey()
  private readonly shown = new Map<string, string[]>()
  private readonly channel: BroadcastChannel | null
  private readonly over = new AbortController()
  private readonly hear: (told: Told) => void
  private mine: string[] = []
  private source: EventSource | null = null
  private stream = ''
  private cut = false
  private waiting = 0

  constructor(hear: (told: Told) => void) {
    this.hear = hear
    this.channel = navigator.locks ? new BroadcastChannel(NAME) : null
    this.channel?.addEventListener('message', ({ data }) => this.heard(data as Word))
    addEventListener('pagehide', this.leave)
    if (!navigator.locks) this.lead()
    else
      navigator.locks
        .request(NAME, { signal: this.over.signal }, () => {
          this.lead()
          return new Promise<void>((done) => this.over.signal.addEventListener('abort', () => done()))
        })
        .catch(() => undefined)
  }

  /** Watches these and nothing else: `account`, `account:0190…`. */
  show(watched: string[]): void {
    this.mine = watched
    this.shown.set(this.tab, watched)
    if (this.source) this.tellServer()
    else this.channel?.postMessage({ tab: this.tab, show: watched } satisfies Word)
  }

  close(): void {
    this.leave()
    removeEventListener('pagehide', this.leave)
    this.over.abort()
    this.source?.close()
    this.channel?.close()
  }

  private readonly leave = (): void => {
    this.channel?.postMessage({ tab: this.tab, leave: true } satisfies Word)
  }

  private heard({ told, tab, show, leave, who }: Word): void {
    if (told) this.hear(told)
    if (who) this.channel?.postMessage({ tab: this.tab, show: this.mine } satisfies Word)
    if (!tab || !this.source) return
    if (leave) this.shown.delete(tab)
    if (show) this.shown.set(tab, show)
    this.tellServer()
  }

  private lead(): void {
    this.channel?.postMessage({ who: true } satisfies Word)
    this.open()
  }

  private open(): void {
    const source = new EventSource('/api/v1/live')
    this.source = source
    source.addEventListener('open', (event) => {
      if (event instanceof MessageEvent) this.opened(JSON.parse(event.data).stream)
    })
    for (const what of ['changed', 'gone', 'stale'] as const)
      source.addEventListener(what, (event) => this.pass({ what, ...JSON.parse(event.data) }))
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED && !this.over.signal.aborted)
        setTimeout(() => !this.over.signal.aborted && this.open(), TRY_AGAIN)
    })
  }

  private opened(stream: string): void {
    this.stream = stream
    this.tellServer()
    if (this.cut) this.pass({ what: 'again' })
    this.cut = true
  }

  private pass(told: Told): void {
    this.hear(told)
    this.channel?.postMessage({ told } satisfies Word)
  }

  private tellServer(): void {
    clearTimeout(this.waiting)
    this.waiting = window.setTimeout(() => {
      if (!this.stream) return
      const watch = [...new Set([...this.shown.values()].flat())]
      call('POST', `/live/${this.stream}`, { body: { watch } }).catch(() => undefined)
    }, 50)
  }
}
