import { findAskingVerb } from './asking-verb.ts'
import { isClosing, modalAt, skipLead, unitActionAt, verbFirstAt } from './order-shape.ts'
import { UNITS } from './phrases.ts'
import type { Block } from './read-blocks.ts'
import { headingGround, type Section } from './section.ts'
import { findPhrase, isAt, matchAt, phraseSet, type Word } from './words.ts'

/** What a block is to those below it. */
export type Role = 'heading' | 'lead' | 'list-head' | 'leaf'

const LONGEST_HEADING = 260
const NAME_LISTS = phraseSet(['kính gửi', 'thành phần', 'gồm có', 'điện', 'dự họp', 'tham dự'])
const CONCLUDES = phraseSet(['kết luận', 'chỉ đạo', 'ý kiến', 'thống nhất', 'quyết nghị', 'quyết định'])
const REPORTS = phraseSet(['kết quả', 'báo cáo kết quả', 'cho thấy'])

/** The role of a block among its neighbours. `open` is what stands open above it once its elder sibling is closed. */
export function roleOf(block: Block, next: Block | undefined, open: readonly Section[], elder: Section | undefined, bodySeen: boolean): Role {
  if (isListHead(block, next)) return 'list-head'
  if (block.marker) return isMarkedHeading(block, next, open, elder?.heading ?? false) ? 'heading' : 'leaf'
  if (block.shouted) return 'heading'
  if (isLeadIn(block, next)) return 'lead'
  return (bodySeen || headsList(block, next)) && isPlainHeading(block, next) ? 'heading' : 'leaf'
}

/** Whether a block holds an order of any shape. */
export function hasOrder(words: readonly Word[]): boolean {
  return verbFirstAt(words) >= 0 || modalAt(words) >= 0 || findAskingVerb(words) !== null || unitActionAt(words) >= 0
}

/** "Kính gửi:", "Thành phần gồm có:": a list of names follows. */
export function listsNames(block: Block): boolean {
  const words = block.words
  return matchAt(words, 0, NAME_LISTS) > 0 || findPhrase(words, NAME_LISTS, Math.max(0, words.length - 4)) >= 0
}

/** "… kết luận như sau:": what follows may praise as well as ask. */
export function concludes(block: Block): boolean {
  const from = Math.max(0, block.words.length - 30)
  return findPhrase(block.words, CONCLUDES, from) >= 0 && findPhrase(block.words, REPORTS, Math.max(0, block.words.length - 6)) < 0
}

/** An order whose objects are listed below ("kiểm điểm các cá nhân sau: - Ông A; - Bà B"): one unit with its list. */
function isListHead(block: Block, next: Block | undefined): boolean {
  if (!block.text.endsWith(':') || !next?.marker || isBelow(next, block) === false) return false
  return block.text.length < 400 && findAskingVerb(block.words) === null && verbFirstAt(block.words) === skipLead(block.words) && !hasOrder(next.words) && !saysWhatFollows(block.words)
}

/** "thực hiện các nội dung sau:" announces orders even when the first of them has an unusual shape. */
function saysWhatFollows(words: readonly Word[]): boolean {
  return words.slice(-8).some((_, i) => ['nội dung', 'nhiệm vụ', 'công việc', 'giải pháp', 'biện pháp'].some(p => isAt(words, Math.max(0, words.length - 8) + i, p)))
}

function isMarkedHeading(block: Block, next: Block | undefined, open: readonly Section[], elderHeads: boolean): boolean {
  if (!next || next.tail || (block.closed && !block.text.endsWith(':')) || block.text.length > LONGEST_HEADING) return false
  if (next.marker) return isBelow(next, block) && (next.marker.bullet || !block.marker!.bullet) && !open.some(s => s.kind === next.marker!.kind)
  if (next.shouted || block.marker!.bullet || isClosing(next.words, findAskingVerb(next.words)?.after ?? -1)) return false
  if (block.text.endsWith(':') || block.shouted || !hasOrder(block.words)) return true
  return (elderHeads || headingGround(block.words) !== null) && block.text.length < 120
}

/** Whether the next marked block lies below this one: another kind of mark, or a count that starts again. */
function isBelow(next: Block, block: Block): boolean {
  if (!next.marker) return false
  if (!block.marker) return true
  return next.marker.kind !== block.marker.kind || (!next.marker.bullet && next.marker.ordinal === 1 && block.marker.ordinal >= 1)
}

function isLeadIn(block: Block, next: Block | undefined): boolean {
  if (!next || next.tail) return false
  if (block.text.endsWith(':')) return next.marker !== null || block.words.length > 8 || block.words.length <= 4 && headingGround(block.words) !== null
  const last = block.words.slice(-4).map(w => w.text)
  const tail = last.filter(w => w !== '.').join(' ')
  return next.marker !== null && /(?:như sau|sau đây|dưới đây|nội dung sau|nhiệm vụ sau|vấn đề sau)$/u.test(tail)
}

/** A line of its own that names a part: short, without an end, and with a word of headings in it. */
function isPlainHeading(block: Block, next: Block | undefined): boolean {
  if (!next || next.tail || block.closed || block.text.length > 90 || block.cells.length > 0) return false
  const ground = headingGround(block.words)
  if (ground === 'ask') return next.marker !== null || matchAt(block.words, 0, PART_NAMES) > 0
  return ground !== null && matchAt(block.words, 0, UNITS) === 0
}

/** "Kiến nghị" above a list is a heading even at the very top of a text. */
function headsList(block: Block, next: Block | undefined): boolean {
  return next?.marker != null && matchAt(block.words, 0, PART_NAMES) > 0
}

const PART_NAMES = phraseSet(['kiến nghị', 'đề nghị', 'yêu cầu', 'khuyến nghị', 'nhiệm vụ', 'giải pháp', 'kiến nghị xử lý', 'những kiến nghị', 'một số kiến nghị', 'các kiến nghị'])
