/**
 * Style rules that libraries make while the page runs (theme variables, the scroll lock under a dialog).
 * They become constructed style sheets, which a strict content security policy allows; `<style>` elements would be refused.
 * Takes the place of the component library's own module of the same exports (see vite.config.ts).
 */
const sheets = new Map<string, CSSStyleSheet>()

type Options = { mark?: string }

function nameOf(key: string, options: Options = {}): string {
  return `${options.mark ?? ''}/${key}`
}

export function updateCSS(css: string, key: string, options?: Options): HTMLElement {
  const name = nameOf(key, options)
  let sheet = sheets.get(name)
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheets.set(name, sheet)
    document.adoptedStyleSheets.push(sheet)
  }
  sheet.replaceSync(css)
  return document.createElement('style')
}

export function injectCSS(css: string, options?: Options): HTMLElement {
  return updateCSS(css, css, options)
}

export function removeCSS(key: string, options?: Options): void {
  const name = nameOf(key, options)
  const sheet = sheets.get(name)
  if (!sheet) return
  sheets.delete(name)
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== sheet)
}

export function clearContainerCache(): void {}

/** The icons ask for these two beside it. */
export function getShadowRoot(): null {
  return null
}

export function warningOnce(): void {}
