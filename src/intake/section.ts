import {
  askingHeadings,
  findingHeadings,
  opinionWords,
  otherVoiceHeadings,
  speakerWords,
} from './lexicon-phrases.ts'
import { citizenWords } from './lexicon-speech.ts'
import { verbFirstAt } from './order-shape.ts'
import { UNITS } from './phrases.ts'
import type { Block } from './read-blocks.ts'
import type { Ground } from './scene.ts'
import { skipLead } from './word-places.ts'
import { findPhrase, matchAt, phraseSet, type Word } from './words.ts'

/** A heading, lead-in or list item that is open at some point of the document. */
export interface Section {
  kind: string
  ordinal: number
  ground: Ground | null
  /** Words that name whom the section addresses. */
  addressed: Word[]
  /** The verb with which its heading or lead-in asks, for what stands below. */
  verb: string | null
  /** How what stands below is cut: each paragraph a unit, each list item a unit, or sentences. */
  units: 'paragraphs' | 'mixed' | 'sentences'
  heading: boolean
  /** An unmarked paragraph below it has been read. */
  used: boolean
}

const DEEPEST = 12
/** Words of a heading that are looked at. */
const HEAD = 40
const ASKING = phraseSet(askingHeadings)
const FINDING = phraseSet(findingHeadings)
const OTHER = phraseSet(otherVoiceHeadings)
const CITIZENS = phraseSet(citizenWords)
const OPINIONS = phraseSet(opinionWords)
const SPEAKERS = phraseSet(speakerWords)

/** A section of this block's kind, or of a lead-in; it asks nothing yet. */
export function newSection(block: Block | null): Section {
  const { kind, ordinal } = block
    ? (block.marker ?? { kind: 'plain', ordinal: 0 })
    : { kind: 'lead', ordinal: 0 }
  return {
    kind,
    ordinal,
    ground: null,
    addressed: [],
    verb: null,
    units: 'sentences',
    heading: false,
    used: false,
  }
}

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
  const head = words.slice(0, HEAD)
  if (isOtherVoice(head)) return 'other'
  if (head.slice(0, 6).some(w => w.text === 'chưa')) return 'find'
  const asking = findPhrase(head, ASKING)
  const finding = findingAt(head)
  if (finding < 0) return asking < 0 ? null : 'ask'
  // "Kết quả thực hiện kiến nghị" is a finding, "Kiến nghị xử lý sai phạm" asks: the first word decides.
  return asking < 0 || finding < asking ? 'find' : 'ask'
}

/** Where a heading speaks of findings. One that begins with a verb orders what to do about them ("Khắc phục các hạn chế"). */
function findingAt(head: readonly Word[]): number {
  const first = skipLead(head)
  const orders = verbFirstAt(head) === first && matchAt(head, first, FINDING) === 0
  return orders ? -1 : findPhrase(head, FINDING)
}

/** "Ý kiến của nhà trường", "Kiến nghị của các cửa hàng": words of the inspected side, unless an inspecting body or a leader says them. */
function isOtherVoice(head: readonly Word[]): boolean {
  if (findPhrase(head, OTHER) >= 0 && findPhrase(head, SPEAKERS) < 0) return true
  return head.some((_, i) => {
    const of = i + matchAt(head, i, OPINIONS)
    return of > i && head[of]?.text === 'của' && isOtherSide(head, of + 1)
  })
}

function isOtherSide(head: readonly Word[], at: number): boolean {
  if (matchAt(head, at, SPEAKERS) > 0) return false
  return matchAt(head, at, UNITS) > 0 || matchAt(head, at, CITIZENS) > 0
}
