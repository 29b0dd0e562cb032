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
    said.textContent = response.ok ? said.dataset.thanks : (told.detail ?? said.dataset.away)
  } catch {
    said.textContent = said.dataset.away
  }
  button.disabled = false
}

function on(id, body) {
  const button = document.getElementById(id)
  button?.addEventListener('click', () => send(id, body(), button))
}

on('accept', () => ({ hash: answer.dataset.hash, name: value('name') }))
on('decline', () => ({ name: value('name') }))
on('ask', () => ({ question: value('question') ?? '', name: value('name') }))
