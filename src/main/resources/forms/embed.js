// <script src="https://…/forms/embed.js" data-form="contact" async></script> shows the form where it stands.
;(() => {
  const script = document.currentScript
  const frame = document.createElement('iframe')
  const language = script.dataset.lang || document.documentElement.lang.slice(0, 2) || 'en'
  const page = new URL(`/forms/${script.dataset.form}?lang=${language}`, script.src)
  frame.src = page
  frame.title = script.dataset.title || 'Form'
  frame.width = '100%'
  frame.height = script.dataset.height || '640'
  frame.setAttribute('frameborder', '0')
  addEventListener('message', ({ source, origin, data }) => {
    const height = Number(data?.formHeight)
    if (source === frame.contentWindow && origin === page.origin && height > 0) frame.height = Math.ceil(height)
  })
  script.after(frame)
})()
