import { useEffect } from 'react'
import { queries } from '../queries'
import { hear, watched } from './fresh'
import { LiveStream } from './stream'

/** Keeps what this tab shows fresh while it is open. */
export function useLive(): void {
  useEffect(() => {
    const stream = new LiveStream(hear)
    let said = ''
    let waiting = 0
    const look = () => {
      const now = watched()
      if (now.join() === said) return
      said = now.join()
      stream.show(now)
    }
    const stop = queries.getQueryCache().subscribe(({ type }) => {
      if (!type.startsWith('observer') && type !== 'updated') return
      clearTimeout(waiting)
      waiting = window.setTimeout(look, 100)
    })
    look()
    return () => {
      stop()
      clearTimeout(waiting)
      stream.close()
    }
  }, [])
}
