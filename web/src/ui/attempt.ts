import { useState } from 'react'

/** One act of the person at a time: whether it is under way, and what the last one was refused for. */
export function useAttempt<E = unknown>() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<E | null>(null)
  /** Answers what the act does, or undefined where it was refused: the page shows why. */
  async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    setBusy(true)
    setError(null)
    try {
      return await act()
    } catch (problem) {
      setError(problem as E)
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, setError, attempt }
}
