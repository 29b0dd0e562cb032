'use strict'

const said = document.getElementById('said')
const answer = document.querySelector('.answer')
const value = (id) => document.getElementById(id)?.value.trim() || undefined

/** Sends one answer; the address of the page is the address of the offer. */
async function send(verb, body, button) {
  button.disabled = true
  try {
    const response = await fetch(`${location.pathname}/${verb}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang },
      body: JSON.stringify(body),
    })
    if (response.ok && verb !== 'ask') return location.reload()
    const told = response.ok ? {} : await response.json()
    said.textContent = response.ok ? said.dataset.thanks : (told.errors?.[0]?.message ?? told.detail ?? said.dataset.away)
  } catch {
    said.textContent = said.dataset.away
  }
  button.disabled = false
}

function on(id, body) {
  const button = document.getElementById(id)
  button?.addEventListener('click', () => send(id, body(), button))
}

const boxes = [...document.querySelectorAll('.take input')]
const chosen = () => boxes.filter((box) => box.checked).map((box) => Number(box.value))
let turn = 0

/** What the ticked lines come to; nothing can be accepted before its sum is on the page. */
async function follow() {
  const mine = ++turn
  const accept = document.getElementById('accept')
  accept.disabled = true
  said.textContent = ''
  try {
    const response = await fetch(`${location.pathname}/choice?options=${chosen()}`, {
      headers: { 'Accept-Language': document.documentElement.lang },
    })
    const told = await response.json()
    if (mine !== turn) return
    if (!response.ok) throw response
    answer.dataset.hash = told.hash
    for (const sum of document.querySelectorAll('[data-sum]')) sum.textContent = told[sum.dataset.sum]
    accept.disabled = false
  } catch {
    if (mine === turn) said.textContent = said.dataset.unreckoned
  }
}

for (const box of boxes) box.addEventListener('change', follow)
on('accept', () => ({
  hash: answer.dataset.hash,
  options: boxes.length > 0 ? chosen() : undefined,
  name: value('name'),
}))
on('decline', () => ({ reason: value('reason'), name: value('name') }))
on('ask', () => ({ question: value('question') ?? '', name: value('name') }))
