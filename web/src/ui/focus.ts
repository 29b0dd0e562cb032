/**
 * The keyboard is never lost: where the control that had it goes away (a dialog closes, an editor has saved, a row is
 * deleted, a page is left), what stands in its place gets it, else the control that one came from.
 */
type Place = { element: HTMLElement; page: string; around: { parent: Element; at: number }[] }

const KEPT = 16
const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex="0"]'
/** Where the library puts the keyboard when a dialog opens. */
const OPENING = '[role=dialog], .ant-modal-close, .ant-drawer-close'
const FIELD = 'input:not([type=file], [type=hidden], [type=radio]:not(:checked)), textarea, select'

let places: Place[] = []
let byKey = false
let due = false
/** What is to have the keyboard as soon as it has a control for it. */
let entering: Element | null = null

function placeOf(element: HTMLElement): Place {
  const around: Place['around'] = []
  for (let child: Element = element; child.parentElement; child = child.parentElement)
    around.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) })
  return { element, page: location.pathname, around }
}

function shown(element: Element): boolean {
  return element.isConnected && element.checkVisibility({ visibilityProperty: true })
}

function usable(element: Element): boolean {
  return shown(element) && !element.matches(':disabled')
}

/** What the keyboard can come to in an element. */
export function controls(within: Element): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (each) => usable(each) && each.tabIndex >= 0,
  )
}

/** The first control after where it stood, else the last before. */
function near(parent: Element, at: number): HTMLElement | undefined {
  const all = controls(parent)
  const after = [...parent.children].slice(at)
  return all.find((each) => after.some((child) => child.contains(each))) ?? all.at(-1)
}

/** Where to go on from a place that is no more; undefined where it was in something that has closed as a whole. */
function inPlaceOf({ element, page: left, around }: Place, page: HTMLElement): HTMLElement | undefined {
  if (usable(element)) return element
  if (left !== location.pathname) return page
  for (const { parent, at } of around) {
    if (parent === page) return page
    if (parent === document.body) return undefined
    const stands = shown(parent) && parent.closest('main, [role=dialog]')
    const next = stands && near(parent, at)
    if (next) return next
  }
}

function keep(): void {
  due = false
  const now = document.activeElement
  const page = document.querySelector('main')
  if (entering?.isConnected) enter(entering)
  else if (byKey && page && (!now || now === document.body || !shown(now))) restore(page)
}

function restore(page: HTMLElement): void {
  const last = places.at(-1)
  // what is only switched off for a while gets the keyboard back when it is on again
  if (!last || (shown(last.element) && !usable(last.element))) return
  const next = places.toReversed().flatMap((place) => inPlaceOf(place, page) ?? [])[0] ?? page
  next.focus({ preventScroll: next === page })
}

/** The first field; where one is only asked, the answer; else what is offered. */
function enter(within: Element): void {
  if (within.querySelector('span.field-input:empty')) return
  const all = controls(within).filter((each) => !each.matches(OPENING))
  const first =
    all.find((each) => each.matches(FIELD)) ?? all.find((each) => each.matches('.ant-btn-primary')) ?? all[0]
  if (!first) return
  entering = null
  if (byKey || matchMedia('(pointer: fine)').matches) first.focus()
}

/** Gives the keyboard to the first field of a form or a dialog, once its controls are there. */
export function begin(within: Element | null): void {
  entering = within
  soon()
}

function soon(): void {
  if (due) return
  due = true
  requestAnimationFrame(keep)
}

/** @param key whether it was a key that one began with */
export function keepFocus(key: boolean): void {
  byKey = key
  const now = document.activeElement
  if (now instanceof HTMLElement && now !== document.body) places = [placeOf(now)]
  const by = (key: boolean) => () => {
    byKey = key
    entering = null
  }
  document.addEventListener('keydown', by(true), true)
  document.addEventListener('pointerdown', by(false), true)
  document.addEventListener('focusin', ({ target, relatedTarget }) => {
    if (!(target instanceof HTMLElement)) return
    const dialog = target.matches(OPENING) && target.closest('[role=dialog]')
    if (dialog && !dialog.contains(relatedTarget as Node | null)) begin(dialog)
    places = [...places.filter((each) => each.element !== target).slice(1 - KEPT), placeOf(target)]
  })
  new MutationObserver(soon).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['class', 'style', 'disabled', 'hidden'],
  })
}
