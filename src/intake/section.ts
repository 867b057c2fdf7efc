import { citizenWords } from './lexicon.ts'
import { askingHeadings, findingHeadings, otherVoiceHeadings, speakerWords } from './lexicon-phrases.ts'
import { skipLead, verbFirstAt } from './order-shape.ts'
import { UNITS } from './phrases.ts'
import type { Block } from './read-blocks.ts'
import type { Ground } from './judge-sentence.ts'
import { findPhrase, matchAt, phraseSet, type Word } from './words.ts'

/** A heading, lead-in or list item that is open at some point of the document. */
export interface Section {
  kind: string
  ordinal: number
  ground: Ground | null
  /** Words that name whom the section addresses. */
  addressed: Word[]
  /** How what stands below is cut: each paragraph a unit, each list item a unit, or sentences. */
  units: 'paragraphs' | 'mixed' | 'sentences'
  heading: boolean
  /** An unmarked paragraph below it has been read. */
  used: boolean
}

const DEEPEST = 12
const ASKING = phraseSet(askingHeadings)
const FINDING = phraseSet(findingHeadings)
const OTHER = phraseSet(otherVoiceHeadings)
const CITIZENS = phraseSet(citizenWords)
const OPINIONS = phraseSet(['kiến nghị', 'đề nghị', 'đề xuất', 'ý kiến', 'phản ánh', 'giải trình', 'cam kết', 'ý kiến phát biểu'])
const SPEAKERS = phraseSet(speakerWords)

/** The sections left open when a block with this mark begins: its elder sibling and all below it are closed. */
export function settle(stack: readonly Section[], block: Block): Section[] {
  if (!block.marker) return [...stack]
  const { kind, ordinal, bullet } = block.marker
  const at = stack.findLastIndex(s => s.kind === kind)
  if (at < 0) return stack.slice(0, DEEPEST)
  // A count that starts again opens a list within the item before it.
  const restarts = !bullet && ordinal > 0 && ordinal <= stack[at]!.ordinal && ordinal === 1
  return stack.slice(0, restarts ? Math.min(stack.length, DEEPEST) : at)
}

/** The ground a block stands on: that of the innermost section which has one. */
export function groundOf(stack: readonly Section[], root: Ground): Ground {
  if (root === 'other' || stack.some(s => s.ground === 'other')) return 'other'
  return stack.findLast(s => s.ground !== null)?.ground ?? root
}

/** What a heading says about the words below it; null when it only names a subject. */
export function headingGround(words: readonly Word[]): Ground | null {
  const head = words.slice(0, 40)
  if (isOtherVoice(head)) return 'other'
  const asking = firstOf(head, ASKING)
  const finding = verbFirstAt(head) === skipLead(head) && !isFindingAt(head, skipLead(head)) ? -1 : firstOf(head, FINDING)
  if (asking < 0 && finding < 0) return head.slice(0, 6).some(w => w.text === 'chưa') ? 'find' : null
  if (asking < 0 || head.slice(0, 6).some(w => w.text === 'chưa')) return 'find'
  if (finding < 0) return 'ask'
  // "Kết quả thực hiện kiến nghị" is a finding, "Kiến nghị xử lý sai phạm" asks: the first word decides.
  return finding < asking ? 'find' : 'ask'
}

/** "Ý kiến của nhà trường", "Kiến nghị của các cửa hàng": words of the inspected side, unless an inspecting body or a leader says them. */
function isOtherVoice(head: readonly Word[]): boolean {
  if (findPhrase(head, OTHER) >= 0 && findPhrase(head, SPEAKERS) < 0) return true
  for (let i = 0; i < head.length; i++) {
    const n = matchAt(head, i, OPINIONS)
    if (n === 0 || head[i + n]?.text !== 'của') continue
    const of = i + n + 1
    if (matchAt(head, of, SPEAKERS) === 0 && (matchAt(head, of, UNITS) > 0 || matchAt(head, of, CITIZENS) > 0)) return true
  }
  return false
}

function isFindingAt(words: readonly Word[], at: number): boolean {
  return matchAt(words, at, FINDING) > 0
}

function firstOf(words: readonly Word[], set: ReturnType<typeof phraseSet>): number {
  for (let i = 0; i < words.length; i++) if (matchAt(words, i, set) > 0) return i
  return -1
}
