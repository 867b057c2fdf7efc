import { findAskingVerb } from './asking-verb.ts'
import { isClosing } from './closing.ts'
import { conclusionWords, contentWords, nameLists, partNames, reportWords } from './lexicon-phrases.ts'
import { modalAt, unitActionAt, verbFirstAt } from './order-shape.ts'
import { UNITS } from './phrases.ts'
import type { Block } from './read-blocks.ts'
import { headingGround, type Section } from './section.ts'
import { skipLead } from './word-places.ts'
import { findPhrase, matchAt, phraseSet, plainText, type Word } from './words.ts'

/** What a block is to those below it. */
export type Role = 'heading' | 'lead' | 'list-head' | 'leaf'

const LONGEST_HEADING = 260
/** A heading that reads like an order is short. */
const LONGEST_ORDER_HEADING = 120
const LONGEST_LIST_HEAD = 400
const LONGEST_PLAIN_HEADING = 90
const LEAD_END = /(?:như sau|sau đây|dưới đây|nội dung sau|nhiệm vụ sau|vấn đề sau)$/u
const NAME_LISTS = phraseSet(nameLists)
const CONCLUDES = phraseSet(conclusionWords)
const REPORTS = phraseSet(reportWords)
const CONTENTS = phraseSet(contentWords)
const PART_NAMES = phraseSet(partNames)

/** The role of a block among its neighbours. `open` is what stands open above it once its elder sibling is closed. */
export function roleOf(
  block: Block,
  next: Block | undefined,
  open: readonly Section[],
  elder: Section | undefined,
  bodySeen: boolean,
): Role {
  if (isListHead(block, next)) return 'list-head'
  if (block.marker) return isMarkedHeading(block, next, open, elder?.heading ?? false) ? 'heading' : 'leaf'
  if (block.shouted) return 'heading'
  if (isLeadIn(block, next)) return 'lead'
  return (bodySeen || headsList(block, next)) && isPlainHeading(block, next) ? 'heading' : 'leaf'
}

/** Whether words hold an order of any shape. */
export function hasOrder(words: readonly Word[]): boolean {
  if (verbFirstAt(words) >= 0 || modalAt(words) >= 0) return true
  return findAskingVerb(words) !== null || unitActionAt(words) >= 0
}

/** "Kính gửi:", "Thành phần gồm có:": a list of names follows. */
export function listsNames({ words }: Block): boolean {
  return matchAt(words, 0, NAME_LISTS) > 0 || findPhrase(words, NAME_LISTS, words.length - 4) >= 0
}

/** "… kết luận như sau:": what follows may praise as well as ask. */
export function concludes({ words }: Block): boolean {
  if (findPhrase(words, REPORTS, words.length - 6) >= 0) return false
  return findPhrase(words, CONCLUDES, words.length - 30) >= 0
}

/** An order whose objects are listed below ("kiểm điểm các cá nhân sau: - Ông A; - Bà B"): one unit with its list. */
function isListHead(block: Block, next: Block | undefined): boolean {
  const { words, text } = block
  if (!text.endsWith(':') || text.length > LONGEST_LIST_HEAD) return false
  if (!next?.marker || !isBelow(next, block) || hasOrder(next.words)) return false
  // "thực hiện các nội dung sau:" announces orders even when the first of them has an unusual shape.
  if (findAskingVerb(words) !== null || findPhrase(words, CONTENTS, words.length - 8) >= 0) return false
  return verbFirstAt(words) === skipLead(words)
}

function isMarkedHeading(
  block: Block,
  next: Block | undefined,
  open: readonly Section[],
  elderHeads: boolean,
): boolean {
  const { text, words, marker } = block
  const announces = text.endsWith(':')
  if (!next || next.tail || (block.closed && !announces) || text.length > LONGEST_HEADING) return false
  if (next.marker) return headsMarked(block, next, open)
  if (next.shouted || marker!.bullet || isClosing(next.words, findAskingVerb(next.words)?.after ?? -1))
    return false
  if (announces || block.shouted || !hasOrder(words)) return true
  return (elderHeads || headingGround(words) !== null) && text.length < LONGEST_ORDER_HEADING
}

/** Above another kind of mark that is not one of those already open; a bullet heads only bullets. */
function headsMarked(block: Block, next: Block, open: readonly Section[]): boolean {
  if (!isBelow(next, block) || (block.marker!.bullet && !next.marker!.bullet)) return false
  return !open.some(s => s.kind === next.marker!.kind)
}

/** Whether the next marked block lies below this one: another kind of mark, or a count that starts again. */
function isBelow(next: Block, block: Block): boolean {
  if (!next.marker) return false
  if (!block.marker) return true
  if (next.marker.kind !== block.marker.kind) return true
  return !next.marker.bullet && next.marker.ordinal === 1 && block.marker.ordinal >= 1
}

function isLeadIn(block: Block, next: Block | undefined): boolean {
  if (!next || next.tail) return false
  const { words } = block
  if (block.text.endsWith(':')) return next.marker !== null || words.length > 8 || namesPart(words)
  const tail = words.slice(-4).filter(w => w.text !== '.')
  return next.marker !== null && LEAD_END.test(plainText(tail))
}

/** "Kiến nghị:" on a line of its own. */
function namesPart(words: readonly Word[]): boolean {
  return words.length <= 4 && headingGround(words) !== null
}

/** A line of its own that names a part: short, without an end, and with a word of headings in it. */
function isPlainHeading(block: Block, next: Block | undefined): boolean {
  if (!next || next.tail || block.closed || block.cells.length > 0) return false
  if (block.text.length > LONGEST_PLAIN_HEADING) return false
  const ground = headingGround(block.words)
  if (ground === 'ask') return next.marker !== null || matchAt(block.words, 0, PART_NAMES) > 0
  return ground !== null && matchAt(block.words, 0, UNITS) === 0
}

/** "Kiến nghị" above a list is a heading even at the very top of a text. */
function headsList(block: Block, next: Block | undefined): boolean {
  return next?.marker != null && matchAt(block.words, 0, PART_NAMES) > 0
}
