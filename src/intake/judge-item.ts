import { type AskingVerb, findAskingVerb } from './asking-verb.ts'
import { hasOrder } from './block-role.ts'
import { isClosing } from './closing.ts'
import { approvals } from './lexicon-phrases.ts'
import { modalAt, unitActionAt, verbFirstAt } from './order-shape.ts'
import { type Block, wordsWithin } from './read-blocks.ts'
import type { Scene } from './scene.ts'
import { type Span, splitSentences } from './split-sentences.ts'
import { isConsequence, isStatement } from './telling.ts'
import { voiceOf } from './voice.ts'
import { skipLead } from './word-places.ts'
import { matchAt, phraseSet, type Word } from './words.ts'

const APPROVALS = phraseSet(approvals)
const ASKED_REACH = 14

/** Whether words only approve or praise ("Thống nhất chủ trương …"). */
export function isApproval(words: readonly Word[]): boolean {
  const first = skipLead(words)
  const colon = words.slice(first, first + 24).findIndex(w => w.text === ':')
  if (matchAt(words, first, APPROVALS) > 0) return true
  return colon > 0 && matchAt(words, skipLead(words, first + colon), APPROVALS) > 0
}

/** The item without the closing formula that ran into its end ("… Yêu cầu các đơn vị nghiêm túc thực hiện./."). */
export function withoutClosing(text: string, block: Block): Block {
  const spans = splitSentences(text, block.bodyStart, block.end)
  let kept = spans.length
  while (kept > 1 && closes(text, block, spans[kept - 1]!)) kept--
  if (kept === spans.length) return block
  const end = spans[kept - 1]!.end
  return { ...block, end, text: text.slice(block.start, end), words: block.words.filter(w => w.end <= end) }
}

function closes(text: string, block: Block, span: Span): boolean {
  const words = wordsWithin(text, block, span)
  return isClosing(words, findAskingVerb(words)?.after ?? -1)
}

/**
 * Why a list item, taken whole, asks: keys of rules; [] when it does not; null when the item stands where sentences must be judged
 * one by one (findings, prose).
 */
export function itemRules(text: string, block: Block, scene: Scene, mixed: boolean): string[] | null {
  if (scene.ground === 'other') return []
  if (scene.ground === 'find' || (scene.ground === 'plain' && !mixed && !scene.running)) return null
  const words = block.words
  const verb = findAskingVerb(words)
  if (isClosing(words, verb?.after ?? -1) || isOnlyConsequence(text, block)) return []
  if (asksNobody(words, verb, scene)) return []
  const shape = shapeOf(words, verb !== null)
  if (shape === null && isStatement(words)) return []
  if (scene.ground !== 'ask' && shape === null) return null
  return ['list_item', ...(shape ? [shape] : [])]
}

/** What citizens ask for, and what is only agreed to. */
function asksNobody(words: readonly Word[], verb: AskingVerb | null, scene: Scene): boolean {
  return verb ? isPetition(words, verb, scene) : isApproval(words) && !ordersLater(words)
}

/** On ground that asks, a unit named as subject is the addressee; only citizens still petition. */
function isPetition(words: readonly Word[], verb: AskingVerb, { speaking, names }: Scene): boolean {
  return (
    voiceOf(verb.subject, words.slice(verb.after, verb.after + ASKED_REACH), speaking, names) === 'citizen'
  )
}

/** "Đồng ý đề xuất; Phòng A soạn văn bản …": an approval, then an order. */
export function ordersLater(words: readonly Word[]): boolean {
  const at = words.findIndex(w => w.text === ';')
  return at > 0 && !isApproval(words.slice(at + 1)) && hasOrder(words.slice(at + 1))
}

function shapeOf(words: readonly Word[], asks: boolean): string | null {
  if (asks) return 'asking_verb'
  if (verbFirstAt(words) >= 0) return 'verb_first'
  if (modalAt(words) >= 0) return 'modal'
  if (unitActionAt(words) >= 0) return 'unit_and_verb'
  return ordersLater(words) ? 'verb_first' : null
}

/** Every sentence of the item only threatens or tells what the speaker will do. */
function isOnlyConsequence(text: string, block: Block): boolean {
  const spans = splitSentences(text, block.bodyStart, block.end)
  return spans.every(s => {
    const words = wordsWithin(text, block, s)
    return isConsequence(words) || (isStatement(words) && modalAt(words) < 0)
  })
}
