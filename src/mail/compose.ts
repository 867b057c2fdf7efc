import type { Letter } from '../data/letter-facts.ts'
import type { Render } from '../render/renderer.ts'
import { type BundleView, bundleView } from './bundle-view.ts'
import { type LetterView, letterView } from './letter-view.ts'
import { unescapeHtml } from './letter-words.ts'
import { frameOf } from './mail-frame.ts'
import { mailHelpers } from './mail-helpers.ts'
import { mattersOf } from './matter.ts'

declare module '../render/views.ts' {
  interface Views {
    'mail/letter': LetterView
    'mail/letter-text': LetterView
    'mail/bundle': BundleView
    'mail/bundle-text': BundleView
    'mail/bundle-subject': { first: string; more: number }
  }
}

/** What TOKENS allows a mail's HTML; a longer bundle says less of its less urgent matters. */
const htmlLimit = 12_000
/** The buttons come on top of it, far below the 100 kB at which mail clients cut a mail off. */
const buttonSize = 420
const mostButtons = 100

/**
 * Words the mails of reminders: a task alone gets its own letter (DOMAIN §12), several become one bundle, the most
 * urgent first. Vietnamese only (DECISIONS 16). `publicUrl` is where links point, without a slash at its end.
 */
export function createLetterComposer(render: Render, { publicUrl }: { publicUrl: string }) {
  const h = mailHelpers()
  return (letter: Letter): { subject: string; text: string; html: string } => {
    const matters = mattersOf(render, letter)
    const [only] = matters
    if (!only) throw new Error('a letter needs something to say')
    if (matters.length === 1) {
      const view = letterView(frameOf(letter, only.words.subject), letter, only, publicUrl)
      const text = plain(render('mail/letter-text', view, { h }))
      return { subject: view.subject, text, html: render('mail/letter', view, { h }) }
    }
    return bundle(render, letter, matters, publicUrl)
  }
}

function bundle(render: Render, letter: Letter, matters: ReturnType<typeof mattersOf>, publicUrl: string) {
  const h = mailHelpers()
  const first = matters[0]?.words.subject ?? ''
  const subject = plain(render('mail/bundle-subject', { first, more: matters.length - 1 }, { h })).trim()
  const frame = frameOf(letter, subject)
  const whole = bundleView(frame, letter, matters, publicUrl, {
    quotes: matters.length,
    items: matters.length,
  })
  const text = plain(render('mail/bundle-text', whole, { h }))
  let html = render('mail/bundle', whole, { h })
  const buttons = whole.items.reduce((count, item) => count + item.acts.length, 0)
  const limit = htmlLimit + Math.min(buttons, mostButtons) * buttonSize
  // First the quotes of less urgent matters go, then the matters themselves; the text holds all of them.
  for (let left = matters.length * 2 - 1; left >= 2 && Buffer.byteLength(html) > limit; left -= 1) {
    const quotes = Math.max(0, left - matters.length)
    const items = Math.min(left, matters.length)
    html = render('mail/bundle', bundleView(frame, letter, matters, publicUrl, { quotes, items }), { h })
  }
  return { subject: whole.subject, text, html }
}

/** Plain text out of a text template: unescaped, no line ends in a blank, at most one empty line between two others. */
function plain(rendered: string): string {
  return `${unescapeHtml(rendered)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}
