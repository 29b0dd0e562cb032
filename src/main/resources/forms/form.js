// Solves the page's challenge while the person writes, then sends what was written as JSON.
import { sha256 } from './sha256.js'

const form = document.querySelector('form')
const said = document.querySelector('.said')
const button = form.querySelector('button')
const { slug, token, zeros, thanks, wait, failed } = form.dataset
const begun = Date.now()
const AT_ONCE = 500

const solved = (async () => {
  const bytes = Number(zeros) / 8
  for (let nonce = 0; ; nonce++) {
    if (sha256(token + nonce).subarray(0, bytes).every((b) => b === 0)) return String(nonce)
    if (nonce % AT_ONCE === 0) await new Promise((go) => setTimeout(go))
  }
})()

async function send() {
  const nonce = await solved
  await new Promise((go) => setTimeout(go, Math.max(0, 3200 - (Date.now() - begun))))
  const data = new FormData(form)
  const values = {}
  for (const [name, value] of data) {
    if (name !== 'homepage' && name !== 'consent') values[name] = value
  }
  const body = { token, nonce, values, consent: data.has('consent'), homepage: data.get('homepage') }
  const language = document.documentElement.lang
  const reply = await fetch(`/forms/${slug}?lang=${language}`, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
    body: JSON.stringify(body),
  })
  if (reply.ok) return null
  const problem = await reply.json()
  return problem.errors?.map((e) => e.message).join(' ') || problem.detail || failed
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  button.disabled = true
  said.textContent = wait
  const wrong = await send().catch(() => failed)
  if (wrong === null) {
    const done = document.createElement('p')
    done.className = 'thanks'
    done.textContent = thanks
    form.replaceChildren(done)
  } else {
    said.textContent = wrong
    button.disabled = false
  }
})

// A page that shows the form in a frame is told how high it is, and nothing else.
if (parent !== window) {
  const tell = () => parent.postMessage({ formHeight: document.body.offsetHeight }, '*')
  new ResizeObserver(tell).observe(document.body)
}
