// Solves the page's challenge while the person writes, then sends what was written as JSON.
const form = document.querySelector('form')
const said = document.querySelector('.said')
const button = form.querySelector('button')
const { slug, token, zeros, thanks, wait, failed } = form.dataset
const begun = Date.now()

const solved = (async () => {
  const encoder = new TextEncoder()
  const bytes = Number(zeros) / 8
  for (let nonce = 0; ; nonce++) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(token + nonce)))
    if (hash.subarray(0, bytes).every((b) => b === 0)) return String(nonce)
  }
})()

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  button.disabled = true
  said.textContent = wait
  const nonce = await solved
  await new Promise((go) => setTimeout(go, Math.max(0, 3200 - (Date.now() - begun))))
  const data = new FormData(form)
  const values = {}
  for (const [name, value] of data) {
    if (name !== 'homepage' && name !== 'consent') values[name] = value
  }
  const body = { token, nonce, values, consent: data.has('consent'), homepage: data.get('homepage') }
  const language = document.documentElement.lang
  try {
    const reply = await fetch(`/forms/${slug}?lang=${language}`, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      body: JSON.stringify(body),
    })
    if (reply.ok) {
      const done = document.createElement('p')
      done.className = 'thanks'
      done.textContent = thanks
      form.replaceChildren(done)
      return
    }
    const problem = await reply.json()
    said.textContent = problem.errors?.map((e) => e.message).join(' ') || problem.detail || failed
  } catch {
    said.textContent = failed
  }
  button.disabled = false
})
