/** The one way to the server: JSON over fetch, the CSRF header on writes, refusals as `Problem`. */

export type Fault = { field: string; code: string; message: string; column?: number; suggestion?: string }

export class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly errors: Fault[]
  readonly body: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.title ?? `HTTP ${status}`))
    this.status = status
    this.title = String(body.title ?? '')
    this.errors = Array.isArray(body.errors) ? (body.errors as Fault[]) : []
    this.body = body
  }

  /** What is wrong in the words of its faults, where there are any. */
  saying(): string {
    return this.errors.length > 0 ? this.errors.map((e) => e.message).join(' ') : this.message
  }

  /** The messages by the field they belong to. */
  byField(): Record<string, string> {
    return Object.fromEntries(this.errors.map((e) => [e.field, e.message]))
  }
}

/** The server could not be reached at all. */
export const UNREACHABLE = 0

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Options = {
  body?: unknown
  version?: number | string
  idempotencyKey?: string
  signal?: AbortSignal
}

let csrf = ''
let language = 'en'
const signedOutListeners = new Set<() => void>()

export function holdCsrf(token: string): void {
  csrf = token
}

export function askIn(code: string): void {
  language = code
}

/** Calls back when the server says that the session has ended. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

export function headersOf(method: Method, options: Options): Headers {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': language })
  if (method !== 'GET' && csrf) headers.set('X-CSRF-Token', csrf)
  if (options.version !== undefined) headers.set('If-Match', `"${options.version}"`)
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey)
  if (options.body !== undefined && !(options.body instanceof FormData)) {
    headers.set('Content-Type', method === 'PATCH' ? 'application/merge-patch+json' : 'application/json')
  }
  return headers
}

async function send(method: Method, path: string, options: Options): Promise<Response> {
  const { body, signal } = options
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers: headersOf(method, options),
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      credentials: 'same-origin',
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem(UNREACHABLE, { title: 'unreachable', detail: String(cause) })
  }
}

function bodyOf(text: string): unknown {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return { detail: text.slice(0, 300) }
  }
}

/** The body of an answer, or the refusal that it is. */
export function answered(path: string, status: number, text: string): unknown {
  const body = bodyOf(text)
  if (status >= 200 && status < 300) return body
  if (status === 401 && !path.startsWith('/session')) signedOutListeners.forEach((tell) => tell())
  throw new Problem(status, (body ?? {}) as Record<string, unknown>)
}

async function exchange(
  method: Method,
  path: string,
  options: Options,
): Promise<{ body: unknown; headers: Headers }> {
  const response = await send(method, path, options)
  return { body: answered(path, response.status, await response.text()), headers: response.headers }
}

export async function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  return (await exchange(method, path, options)).body as T
}

/** A call that also tells by which unit its effect can be undone. */
export async function callForUnit<T>(method: Method, path: string, options: Options = {}) {
  const { body, headers } = await exchange(method, path, options)
  return { answer: body as T, unit: headers.get('Shuke-Unit') ?? undefined }
}

export const get = <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, { signal })
export const post = <T>(path: string, body?: unknown, options: Options = {}) =>
  call<T>('POST', path, { ...options, body: body ?? {} })
export const put = <T>(path: string, body: unknown, options: Options = {}) =>
  call<T>('PUT', path, { ...options, body })
export const patch = <T>(path: string, body: unknown, version: number | string) =>
  call<T>('PATCH', path, { body, version })
export const remove = (path: string, version: number | string) => call<void>('DELETE', path, { version })

/** A key that makes one click one effect, however often the network repeats it. */
export function newKey(): string {
  // `randomUUID` is missing where the page came from another machine without TLS
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** `?a=1&b=2` of what is present. */
export function queryString(values: Record<string, string | number | boolean | undefined>): string {
  const present = Object.entries(values).filter(([, v]) => v !== undefined && v !== '')
  const text = new URLSearchParams(present.map(([k, v]) => [k, String(v)])).toString()
  return text ? `?${text}` : ''
}
