// Everything works without this file; it only makes some things quicker.
// One listener per event on the document, so that parts swapped in later need no wiring.

const one = selector => document.querySelector(selector)
const byId = id => document.getElementById(id)

function say(words) {
  const live = byId('live')
  live.textContent = ''
  setTimeout(() => {
    live.textContent = words
  }, 50)
}

function sayFlash() {
  const flash = one('#flash .flash')
  if (!flash || flash.dataset.said) return
  flash.dataset.said = 'yes'
  say(flash.textContent.trim())
}

// What needs this script stays hidden until it runs.
function unveil(root) {
  for (const part of root.querySelectorAll('.picks[hidden], [data-reveal][hidden], [data-js][hidden]'))
    part.hidden = false
}

// ---- keys: / search, j k rows, ? list -------------------------------------------------------
// The switch is the person's own and stands in the profile.
const keysOff = () => document.body.dataset.keys === 'off'

// Telex and other input methods send the same letters: never act while someone writes.
function writing(event) {
  const target = event.target
  return (
    event.isComposing ||
    event.keyCode === 229 ||
    target.isContentEditable ||
    (target.matches?.('input, textarea, select') && !target.matches('[type="checkbox"], [type="radio"]'))
  )
}

function moveRow(step) {
  const rows = [...document.querySelectorAll('[data-row]')]
  const at = rows.findIndex(row => row.contains(document.activeElement))
  const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
  row?.querySelector('a[href], button')?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}

function toggleKeys() {
  const keys = byId('keys')
  if (!keys) return
  keys.hidden = !keys.hidden
  if (!keys.hidden) keys.focus()
}

const acts = {
  '/': () => {
    if (byId('search')?.offsetParent) byId('search').focus()
    else one('.top-search')?.click()
  },
  '?': toggleKeys,
  j: () => moveRow(1),
  k: () => moveRow(-1),
}

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') return closeOpen(event)
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event)) return
  // The list itself stays reachable: it says where the keys are switched on again.
  if (keysOff() && event.key !== '?') return
  const act = acts[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

function closeOpen(event) {
  const open = event.target.closest?.('details[open]') ?? one('details.menu[open], details.acts-more[open]')
  if (open) {
    open.open = false
    open.querySelector('summary')?.focus()
  }
  byId('keys')?.setAttribute('hidden', '')
}

// ---- dates: quick picks and the weekday beside the field ------------------------------------
// The same spellings as the server: 1/2/26, 01-02-2026, 1.2.2026.
function parseDate(text) {
  const [, d, m, y] = text.trim().match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/) ?? []
  if (!y) return null
  const date = new Date(Date.UTC(y.length === 2 ? 2000 + +y : +y, m - 1, +d))
  return date.getUTCDate() === +d && date.getUTCMonth() === m - 1 ? date : null
}

function showWeekday(input) {
  const output = byId(input.dataset.date)
  const date = parseDate(input.value)
  output.value = date
    ? new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'long', timeZone: 'UTC' }).format(
        date,
      )
    : ''
  // The warning spoke of the date that was sent.
  byId(`${input.id}-warning`)?.toggleAttribute('hidden', input.value !== input.defaultValue)
}

document.addEventListener('input', event => {
  if (event.target.matches('[data-date]')) showWeekday(event.target)
})

// ---- presses ---------------------------------------------------------------------------------
document.addEventListener('click', event => {
  const fill = event.target.closest('[data-fill]')
  if (fill) return fillField(fill)
  const reveal = event.target.closest('[data-reveal]')
  if (reveal) return revealPassword(reveal)
  const copy = event.target.closest('[data-copy]')
  if (copy) return copyText(event, copy)
  const close = event.target.closest('[data-close]')
  if (close) byId(close.dataset.close).hidden = true
  for (const menu of document.querySelectorAll('details.menu[open], details.acts-more[open]')) {
    if (!menu.contains(event.target)) menu.open = false
  }
})

function fillField(button) {
  const input = byId(button.dataset.fill)
  input.value = button.dataset.value
  input.dispatchEvent(new Event('input', { bubbles: true }))
  const weekday = byId(input.dataset.date)?.value ?? ''
  say(`${input.value} ${weekday}`)
}

function revealPassword(button) {
  const input = byId(button.dataset.reveal)
  const shown = input.type === 'text'
  input.type = shown ? 'password' : 'text'
  button.setAttribute('aria-pressed', String(!shown))
  ;[button.textContent, button.dataset.shown] = [button.dataset.shown, button.textContent]
}

// Without a clipboard (plain http, an old browser) the press opens the text to copy by hand.
function copyText(event, summary) {
  const text = byId(summary.dataset.copy)
  if (!navigator.clipboard || summary.parentElement.open) return
  event.preventDefault()
  const word = summary.querySelector('span')
  const before = word.textContent
  const confirmCopy = () => {
    word.textContent = summary.dataset.copied
    say(summary.dataset.copied)
    setTimeout(() => (word.textContent = before), 2500)
  }
  navigator.clipboard.writeText(text.value).then(confirmCopy, () => (summary.parentElement.open = true))
}

// A form that was sent shows its password again as dots, so that browsers store it as one.
document.addEventListener('submit', event => {
  for (const input of event.target.querySelectorAll('[type="text"][autocomplete$="password"]'))
    input.type = 'password'
})

// ---- parts that htmx swapped in ---------------------------------------------------------------
// Focus must not fall to the page when its element is replaced: it stays in the part of the same id, or goes to the
// row that took the place of a removed one.
let held = null

document.addEventListener('htmx:before:swap', () => {
  const part = document.activeElement?.closest('[data-row], form[id], section[id]')
  if (!part) return
  held = { id: part.id, at: [...document.querySelectorAll('[data-row]')].indexOf(part) }
})

function keepFocus() {
  const rows = document.querySelectorAll('[data-row]')
  const next = byId(held.id) ?? (held.at < 0 ? null : rows[Math.min(held.at, rows.length - 1)])
  next?.querySelector('a[href], button:not([hidden])')?.focus()
}

document.addEventListener('htmx:after:swap', () => {
  unveil(document)
  sayFlash()
  const wrong = byId('error-summary')
  if (wrong && !wrong.dataset.read) {
    wrong.dataset.read = 'yes'
    wrong.focus()
  } else if (held && document.activeElement === document.body) keepFocus()
  held = null
})

unveil(document)
// A summary that came with the page was read then: what is kept by itself later must not take the focus there.
if (byId('error-summary')) byId('error-summary').dataset.read = 'yes'
// The flash region is filled before it exists for readers; say it once after loading.
sayFlash()
