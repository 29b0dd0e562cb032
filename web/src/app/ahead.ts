/** How long one waits for a box that does not come, before letters go their own way again. */
const PATIENCE = 5000

let typed = ''
let until = 0

function keep(event: KeyboardEvent): void {
  if (Date.now() > until) {
    stop()
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key.length === 1) typed += event.key
  else if (event.key === 'Backspace') typed = typed.slice(0, -1)
  else return
  event.preventDefault()
  event.stopImmediatePropagation()
}

function stop(): void {
  document.removeEventListener('keydown', keep, true)
}

/** Keeps what is typed from now on for a box whose code is still on its way. */
export function typeAhead(): void {
  typed = ''
  until = Date.now() + PATIENCE
  document.addEventListener('keydown', keep, true)
}

/** What has been typed meanwhile; from here on the box hears the keys itself. */
export function typedAhead(): string {
  stop()
  const kept = typed
  typed = ''
  return kept
}
