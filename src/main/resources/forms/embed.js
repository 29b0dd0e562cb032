// <script src="https://…/forms/embed.js" data-form="contact" async></script> shows the form where it stands.
;(() => {
  const script = document.currentScript
  const frame = document.createElement('iframe')
  const language = script.dataset.lang || document.documentElement.lang.slice(0, 2) || 'en'
  frame.src = new URL(`/forms/${script.dataset.form}?lang=${language}`, script.src)
  frame.title = script.dataset.title || 'Form'
  frame.width = '100%'
  frame.height = script.dataset.height || '640'
  frame.setAttribute('frameborder', '0')
  script.after(frame)
})()
