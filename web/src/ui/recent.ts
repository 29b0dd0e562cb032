/** The records opened last on this machine, newest first; kept by id and name only. */
export type Recent = { type: string; id: string; title: string }

const KEPT = 'shuke.recent'

export function recent(): Recent[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]')
  } catch {
    return []
  }
}

export function remember(item: Recent): void {
  const rest = recent().filter((other) => other.id !== item.id)
  localStorage.setItem(KEPT, JSON.stringify([item, ...rest].slice(0, 8)))
}
