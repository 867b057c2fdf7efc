// Intake: the text beside its recommendations. Served as the end of dondoc.js, whose helpers it uses.

const card = () => document.activeElement.closest('.choice-card')
const picked = act => one(`#pick-bar:not([hidden]) [data-pick="${act}"]:not([hidden])`)

function openCuts() {
  const cuts = card()?.querySelector('.cuts')
  if (!cuts) return
  cuts.open = true
  cuts.querySelector('button').focus()
}

// Where a point of the page stands in the text; -1 outside of it. The numbers before the marks are not of the text.
function offsetOf(node, at) {
  const host = (node.closest ? node : node.parentElement).closest('.split-text [data-at]')
  if (!host) return -1
  const range = document.createRange()
  range.setStart(host, 0)
  range.setEnd(node, at)
  const words = range.cloneContents()
  for (const number of words.querySelectorAll('.span-number')) number.remove()
  return +host.dataset.at + words.textContent.length
}

// Offers for the selected words what can be done with them. The bar stays when a press on it empties the selection.
document.addEventListener('selectionchange', () => {
  const bar = byId('pick-bar')
  const chosen = getSelection()
  if (!bar || !chosen.rangeCount) return
  const range = chosen.getRangeAt(0)
  const start = offsetOf(range.startContainer, range.startOffset)
  const end = offsetOf(range.endContainer, range.endOffset)
  if (start < 0 || end < 0) return
  const marks = [...document.querySelectorAll('.span-chosen')].filter(mark => range.intersectsNode(mark))
  const keys = new Set(marks.map(mark => mark.querySelector('.span-number').hash.slice(8)))
  const [key] = keys
  const steps = {
    add: start < end && !key && `add:${start}-${end}`,
    extent: start < end && keys.size === 1 && `extent:${key}:${start}-${end}`,
    split: keys.size === 1 && `split:${key}:${start},${end}`,
  }
  for (const button of bar.children) {
    button.value = steps[button.dataset.pick] || ''
    button.hidden = !button.value
  }
  const offered = [...bar.children].filter(button => !button.hidden)
  if (bar.hidden && offered[0]) say(offered.map(button => button.textContent.trim()).join(', '))
  bar.hidden = !offered[0]
})

// A sentence that was ticked and kept meanwhile can be let go again.
document.addEventListener('change', event => {
  if (!event.target.matches('.pick input:not([data-seen])')) return
  const seen = Object.assign(document.createElement('input'), { type: 'hidden', name: 'seen' })
  seen.value = event.target.value
  event.target.dataset.seen = 'yes'
  event.target.form.append(seen)
})

// The words of the recommendation one is at stand out and come into view.
function showPlace() {
  for (const mark of document.querySelectorAll('.span-current')) mark.classList.remove('span-current')
  const key = card()?.id.slice(7)
  const marks = key ? document.querySelectorAll(`mark:has([href="#choice-${key}"])`) : []
  for (const mark of marks) mark.classList.add('span-current')
  const text = marks[0]?.closest('.split-text')
  if (text?.scrollHeight > text?.clientHeight) text.scrollTop = marks[0].offsetTop - 80
}

document.addEventListener('focusin', showPlace)
showPlace()

Object.assign(acts, {
  x: () => card()?.querySelector('[name="tick"]').click(),
  m: () => card()?.querySelector('[data-merge]')?.click(),
  e: () => card()?.querySelector('textarea').focus(),
  a: () => (picked('add') ?? picked('extent'))?.click(),
  s: () => (picked('split') ?? openCuts())?.click(),
})
