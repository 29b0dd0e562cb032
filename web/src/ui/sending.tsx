import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Sending } from '@/api/upload'
import { percent } from './format'
import { t } from './text'

/** Follows a file on its way to the server; leaving the page stops it, as does the person. */
export function useSending() {
  const [share, setShare] = useState<number | null>(null)
  const control = useRef<AbortController>(null)
  const stop = () => control.current?.abort()
  useEffect(() => stop, [])
  /** Answers what the act does, or undefined where it was stopped. */
  async function sending<T>(act: (sending: Sending) => Promise<T>): Promise<T | undefined> {
    const mine = new AbortController()
    control.current = mine
    setShare(0)
    try {
      return await act({ onSent: setShare, signal: mine.signal })
    } catch (problem) {
      if (!mine.signal.aborted) throw problem
    } finally {
      setShare(null)
    }
  }
  return { share, sending, stop }
}

/** How much of a file has left; when all has, the server still reads it. */
export function Sent({ share, stop }: { share: number; stop: () => void }) {
  const says = share < 1 ? t('ui.sending') : t('ui.sent')
  return (
    <div className="sending">
      <div
        className="sending-bar"
        role="progressbar"
        aria-label={says}
        aria-valuenow={Math.floor(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: percent(share) }} />
      </div>
      <div className="row">
        <span className="muted" role="status">
          {says}
        </span>
        <b>{percent(share)}</b>
        <Button className="push" size="small" onClick={stop}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
