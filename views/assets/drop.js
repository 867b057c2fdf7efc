// A file dropped on a form goes into its file field, as if it had been chosen there.

const fieldOf = target => target.closest?.('form')?.querySelector('input[type="file"]')

function fileFieldUnder(event) {
  return event.dataTransfer?.types.includes('Files') ? fieldOf(event.target) : null
}

function light(field) {
  for (const lit of document.querySelectorAll('.drop-over')) lit.classList.remove('drop-over')
  field?.closest('.file-field').classList.add('drop-over')
}

document.addEventListener('dragover', event => {
  const field = fileFieldUnder(event)
  light(field)
  // Elsewhere the browser would open the file in place of the page, and with it lose what was typed.
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
})

document.addEventListener('dragleave', event => {
  if (!event.relatedTarget) light(null)
})

document.addEventListener('drop', event => {
  const field = fileFieldUnder(event)
  light(null)
  if (!event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  if (!field) return
  const chosen = new DataTransfer()
  for (const file of field.multiple ? event.dataTransfer.files : [...event.dataTransfer.files].slice(0, 1))
    chosen.items.add(file)
  field.files = chosen.files
  field.dispatchEvent(new Event('change', { bubbles: true }))
  field.focus()
})

for (const words of document.querySelectorAll('[data-drop][hidden]')) words.hidden = false

// The stream of the committee's figures ended with the session: the page says that it no longer follows.
document.addEventListener('gone', () => {
  const note = byId('live-note')
  if (!note) return
  note.textContent = note.dataset.gone
  say(note.textContent)
})
