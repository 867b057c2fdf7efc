import { addressedIn } from './addressees.ts'
import { hasOrder } from './block-role.ts'
import { itemRules, ordersLater } from './judge-item.ts'
import { judgeSentence } from './judge-sentence.ts'
import { remember, rememberLeads } from './names.ts'
import { verbFirstAt } from './order-shape.ts'
import { type Block, wordsWithin } from './read-blocks.ts'
import type { Section } from './section.ts'
import { type Span, splitSentences } from './split-sentences.ts'
import { addUnit, closeLast, type Walk } from './walk.ts'

/** A line without an end is prose only when it is as long as prose, or goes on with orders. */
const PROSE_LENGTH = 200
const ORDER_LENGTH = 80
/** "… (Ảnh minh họa)." */
const CAPTION = /^[^.;:]{0,200}\((?:ảnh|hình)[^)]{0,60}\)\.?$/iu

/** A paragraph without a mark: under a lead-in or an addressee it is a unit like an item, elsewhere sentences are. */
export function readParagraph(walk: Walk, block: Block, i: number): void {
  const inner = walk.stack.findLast(s => s.heading || s.kind === 'lead')
  const spans = splitSentences(walk.text, block.bodyStart, block.end)
  const why = inner && spans.length <= 2 ? paragraphRules(walk, block, inner) : []
  if (inner) inner.used = true
  if (why.length > 0) {
    addUnit(walk, block, why, i)
    return
  }
  if (!readsLikeProse(block) && !goesOn(walk, block)) return
  const before = walk.units.length
  for (const span of spans) readSentence(walk, span, i)
  const listIsOver = walk.units.length === before && inner?.kind === 'lead'
  if (listIsOver) closeLast(walk, s => s.kind === 'lead')
}

/** Why the whole paragraph asks, as the child of what stands open; [] when it is no such child. */
function paragraphRules(walk: Walk, block: Block, inner: Section): string[] {
  const isFirst = inner.heading && inner.addressed.length > 0 && !inner.used
  const mixed = inner.units === 'mixed' && walk.scene.ground === 'plain'
  if (inner.units === 'sentences' && !isFirst) return []
  if (walk.scene.ground !== 'ask' && !mixed) return []
  if (!hasOrder(block.words) && !ordersLater(block.words)) return []
  return itemRules(walk.text, block, walk.scene, mixed) ?? []
}

/** A line of a menu, a caption or a headline asks for nothing, whatever its words. */
function readsLikeProse(block: Block): boolean {
  if (block.text.startsWith('<') || CAPTION.test(block.text)) return false
  return block.closed || block.text.length >= PROSE_LENGTH
}

/** The last line of a list of orders may lack its full stop. */
function goesOn(walk: Walk, block: Block): boolean {
  return walk.scene.running && block.text.length >= ORDER_LENGTH && verbFirstAt(block.words) >= 0
}

/** Judges one sentence where it stands, and keeps what it tells about who speaks. */
export function readSentence(walk: Walk, span: Span, i: number): void {
  const { scene } = walk
  const words = wordsWithin(walk.text, walk.blocks[i]!, span)
  scene.freshLine = span.start === walk.blocks[i]!.bodyStart
  rememberLeads(words, scene.names)
  const found = judgeSentence(words, scene)
  const goesOnAsking = scene.running
  if (found.asks && isCutShort(walk, span, i)) return
  scene.speaking = found.speaking
  scene.background = found.background
  scene.running = found.runs
  if (!found.asks) return
  const addressed = addressedIn(words)
  if (addressed.length > 0 || !goesOnAsking) walk.addressed = addressed
  if (found.verb) {
    walk.verb = found.verb.verb
    remember(scene.names.inspected, addressed)
  }
  addUnit(walk, span, found.why, i)
}

/** A stretch of prose without an end, before more of the same line: a headline that ran into the text. */
function isCutShort(walk: Walk, span: Span, i: number): boolean {
  const block = walk.blocks[i]!
  if (block.marker || span.end >= block.end) return false
  return !/[.!?…:;]["”»')]*$/u.test(walk.text.slice(span.end - 4, span.end))
}
