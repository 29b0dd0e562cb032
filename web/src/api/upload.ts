import { answered, headersOf, Problem, UNREACHABLE } from './client'

/** How a file that is on its way is followed and stopped. */
export type Sending = { onSent?: (share: number) => void; signal?: AbortSignal }

/** Sends one file. Only the old kind of request tells how much of it has left. */
export async function upload<T>(path: string, file: File, { onSent, signal }: Sending = {}): Promise<T> {
  const form = new FormData()
  form.append('file', file)
  const request = new XMLHttpRequest()
  request.open('POST', `/api/v1${path}`)
  for (const [name, value] of headersOf('POST', { body: form })) request.setRequestHeader(name, value)
  await new Promise<void>((resolve, reject) => {
    const stop = () => request.abort()
    request.upload.onprogress = ({ loaded, total }) => onSent?.(total > 0 ? loaded / total : 0)
    request.onload = () => resolve()
    request.onerror = () => reject(new Problem(UNREACHABLE, { title: 'unreachable' }))
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    request.onloadend = () => signal?.removeEventListener('abort', stop)
    if (signal?.aborted) return reject(new DOMException('stopped', 'AbortError'))
    signal?.addEventListener('abort', stop)
    request.send(form)
  })
  return answered(path, request.status, request.responseText) as T
}
