import type { Letter, LetterItem } from '../data/letter-facts.ts'
import type { Render } from '../render/renderer.ts'
import { wordsData } from './letter-data.ts'
import { mailHelpers } from './mail-helpers.ts'
import type { WordsData } from './words-data.ts'

declare module '../render/views.ts' {
  interface Views {
    /** The words of one rung: a file of views/mail/words with `subject`, `status`, `p`, `button` and `line` elements. */
    'mail/words': WordsData
  }
}

export type Tone = 'late' | 'soon' | 'plain'

/** What a rung says: alone in a letter (subject, paragraphs, button) or as one of many (line). Plain text. */
export interface Words {
  subject: string
  status: string
  tone: Tone
  paragraphs: string[]
  button: string
  line: string
}

/** Words one item of a letter. The file is chosen by the rung and by how the task stands today. */
export function wordsOf(render: Render, letter: Letter, item: LetterItem): Words {
  const markup = render('mail/words', wordsData(letter, item), { h: mailHelpers() })
  const found = [...markup.matchAll(/<(subject|status|p|button|line)(?: tone="(\w+)")?>([\s\S]*?)<\/\1>/g)]
  const texts = (name: string) => found.filter(one => one[1] === name).map(one => plainText(one[3] ?? ''))
  const tone = found.find(one => one[1] === 'status')?.[2]
  return {
    subject: texts('subject')[0] ?? '',
    status: texts('status')[0] ?? '',
    tone: tone === 'late' || tone === 'soon' ? tone : 'plain',
    paragraphs: texts('p'),
    button: texts('button')[0] ?? '',
    line: texts('line')[0] ?? '',
  }
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

/** Undoes the renderer's escaping, for the parts of a mail that are not HTML. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, entity => entities[entity] ?? entity)
}

function plainText(markup: string): string {
  return unescapeHtml(markup).replace(/\s+/g, ' ').trim()
}
