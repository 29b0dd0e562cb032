const LINE = 'input:not([type=checkbox], [type=radio], [role=combobox], [role=searchbox], [readonly])'

/** Presses the main button of the dialog that one is in, or sends its form. */
export function confirmIn(target: EventTarget | null): void {
  if (!(target instanceof Element)) return
  const form = target.closest('form')
  const dialog = target.closest('[role=dialog]')
  if (form) form.requestSubmit()
  else dialog?.querySelector<HTMLElement>('.ant-modal-footer .ant-btn-primary:enabled')?.click()
}

/** Enter in a line of a dialog confirms it, as it does in a form. */
export function confirmByEnter(): void {
  document.addEventListener('keydown', (event) => {
    const { target, key } = event
    if (key !== 'Enter' || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey)
      return
    if (!(target instanceof HTMLInputElement) || target.form || !target.matches(LINE)) return
    if (target.closest('[role=dialog]') && !target.closest('.ant-picker')) confirmIn(target)
  })
}
