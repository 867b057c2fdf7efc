import { addressedIn } from './addressees.ts'
import { type AskingVerb, findAskingVerb } from './asking-verb.ts'
import { concludes, listsNames } from './block-role.ts'
import { remember } from './names.ts'
import { type Block, wordsWithin } from './read-blocks.ts'
import type { Ground } from './scene.ts'
import { headingGround, newSection, type Section } from './section.ts'
import { splitSentences } from './split-sentences.ts'
import { voiceOf } from './voice.ts'
import { closeLast, openSection, type Walk } from './walk.ts'
import { readSentence } from './walk-prose.ts'
import { findPhrase, list, matchAt, phraseSet, plainText, type Word } from './words.ts'

const ASKING_NOUNS = phraseSet(list(`kiến nghị, yêu cầu, đề nghị, lưu ý, khuyến nghị, giao nhiệm vụ`))

/** Opens the section a heading heads. */
export function openHeading(walk: Walk, block: Block): void {
  if (block.shouted && !block.marker) walk.stack = []
  else if (!block.marker) closeLast(walk, s => s.kind === 'plain' || s.kind === 'lead')
  const ground = groundUnder(walk, block)
  const namesUnit = ground === null || (ground === 'ask' && findAskingVerb(block.words) !== null)
  const addressed = namesUnit ? addressedIn(block.words) : []
  openSection(walk, { ...newSection(block), ground, addressed, verb: verbOver(block), heading: true })
  walk.scene.running = false
  walk.addressed = []
}

/** "III. KIẾN NGHỊ" asks as much as a lead-in does. */
function verbOver({ words }: Block): string | null {
  const verb = findAskingVerb(words)?.verb
  if (verb) return verb
  const at = findPhrase(words, ASKING_NOUNS, 0, 8)
  return at < 0 ? null : plainText(words, at, at + matchAt(words, at, ASKING_NOUNS))
}

function groundUnder(walk: Walk, block: Block): Ground | null {
  // The title of a document names its matter, not what its sections do.
  if (block.shouted && !block.marker && !walk.bodySeen) return null
  return announcesOrders(block) ? 'ask' : headingGround(block.words)
}

/** "Điều 2. Hội đồng nhân dân tỉnh yêu cầu …:" is a lead-in, whatever faults it names before. */
function announcesOrders(block: Block): boolean {
  return block.text.endsWith(':') && !block.shouted && findAskingVerb(block.words) !== null
}

/** Reads the sentences before a lead-in and opens the list it announces. */
export function openLead(walk: Walk, block: Block, i: number): void {
  const spans = splitSentences(walk.text, block.bodyStart, block.end)
  for (const span of spans.slice(0, -1)) readSentence(walk, span, i)
  if (!walk.afterHeading) closeLast(walk, s => s.kind === 'lead')
  const start = spans.at(-1)?.start ?? block.start
  const words = wordsWithin(walk.text, block, { start, end: block.end })
  const section = announced(walk, block, words, i)
  if (section) openSection(walk, { ...newSection(null), ...section })
  walk.scene.running = false
  walk.addressed = []
}

/** What a lead-in announces; null when what follows says for itself. */
function announced(walk: Walk, block: Block, words: readonly Word[], i: number): Partial<Section> | null {
  const verb = findAskingVerb(words)
  if (verb && asks(walk, words, verb)) {
    remember(walk.scene.names.inspecting, verb.subject)
    walk.scene.speaking = 'inspecting'
    return { ground: 'ask', addressed: addressedIn(words), verb: verb.verb, units: 'paragraphs' }
  }
  if (verb || listsNames(block)) return { ground: 'other' }
  if (concludes(block)) return { units: 'mixed' }
  if (walk.scene.ground === 'ask') return { addressed: addressedIn(words) }
  return walk.blocks[i + 1]?.marker ? { ground: 'find' } : null
}

function asks(walk: Walk, words: readonly Word[], verb: AskingVerb): boolean {
  const { speaking, names } = walk.scene
  const voice = voiceOf(verb.subject, words.slice(verb.after), speaking, names)
  return voice !== 'citizen' && voice !== 'inspected'
}
