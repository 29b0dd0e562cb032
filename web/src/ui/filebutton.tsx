import { Button } from 'antd'
import { useRef, useState } from 'react'
import { complain } from './toast'

type Props = {
  label: string
  /** The kinds of files offered, as an input names them. */
  accept: string
  /** On a phone: the camera at the back. */
  camera?: boolean
  take: (file: File) => Promise<unknown>
}

/** A button that asks for a file; the browser's own control speaks the browser's language, not the page's. */
export function FileButton({ label, accept, camera, take }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  async function taken(file: File | undefined) {
    if (!file) return
    setBusy(true)
    try {
      await take(file)
    } catch (problem) {
      complain(problem)
    } finally {
      setBusy(false)
    }
  }
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
          void taken(file)
        }}
      />
      <Button loading={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  )
}
