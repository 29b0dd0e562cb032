import { Button } from 'antd'
import { useRef } from 'react'
import type { Sending } from '@/api/upload'
import { Sent, useSending } from './sending'
import { complain } from './toast'

type Props = {
  label: string
  /** The kinds of files offered, as an input names them. */
  accept: string
  /** On a phone: the camera at the back. */
  camera?: boolean
  take: (file: File, how: Sending) => Promise<unknown>
}

/** A button that asks for a file; the browser's own control speaks the browser's language, not the page's. */
export function FileButton({ label, accept, camera, take }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const { share, sending, stop } = useSending()
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        capture={camera ? 'environment' : undefined}
        className="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) sending((how) => take(file, how)).catch(complain)
        }}
      />
      {share === null ? (
        <Button onClick={() => input.current?.click()}>{label}</Button>
      ) : (
        <Sent share={share} stop={stop} />
      )}
    </>
  )
}
