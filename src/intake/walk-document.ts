import { findAskingVerb } from './asking-verb.ts'
import { concludes, hasOrder, listsNames, type Role, roleOf } from './block-role.ts'
import { type Ground, judgeSentence, type Scene } from './judge-sentence.ts'
import { addressedIn } from './addressees.ts'
import { itemRules, ordersLater, withoutClosing } from './judge-item.ts'
import { verbFirstAt } from './order-shape.ts'
import type { Block } from './read-blocks.ts'
import { groundOf, headingGround, type Section, settle } from './section.ts'
import { type Span, splitSentences } from './split-sentences.ts'
import { newNames, remember, rememberLeads, voiceOf } from './voice.ts'
import { type Word, wordsOf } from './words.ts'

/** A stretch that asks, before it is cut by addressee and date. */
export interface FoundUnit extends Span {
  /** Where the words behind the list mark begin. */
  bodyStart: number
  why: string[]
  /** Words that name the addressees of the section it stands in. */
  addressed: Word[]
  /** Index of its block. */
  block: number
}

export interface Walk {
  text: string
  blocks: Block[]
  root: Ground
  stack: Section[]
  scene: Scene
  units: FoundUnit[]
  /** Behind "./." and in the tail nothing is read. */
  ended: boolean
  bodySeen: boolean
  afterHeading: boolean
}

/** No document asks for more things. */
const MOST_UNITS = 4000

/** Reads a document from top to bottom, keeping what section it is in and who speaks, and finds what asks. */
export function walkDocument(text: string, blocks: Block[], root: Ground): FoundUnit[] {
  const scene: Scene = { ground: root, speaking: 'unknown', names: newNames(), running: false, freshLine: true, background: false }
  const walk: Walk = { text, blocks, root, stack: [], scene, units: [], ended: false, bodySeen: false, afterHeading: false }
  for (let i = 0; i < blocks.length && walk.units.length < MOST_UNITS; i++) {
    const block = blocks[i]!
    if (/^PHỤ LỤC/u.test(block.text)) walk.ended = false
    if (walk.ended || block.tail || block.cells.length > 0) continue
    i = readBlock(walk, i)
    if (block.text.endsWith('./.')) walk.ended = true
    if (block.closed && block.text.length >= 80) walk.bodySeen = true
  }
  return walk.units
}

/** Reads one block, or a list head with its list; answers the index of the last block read. */
function readBlock(walk: Walk, i: number): number {
  const block = walk.blocks[i]!
  const open = settle(walk.stack, block)
  const elder = walk.stack.findLast(s => s.kind === block.marker?.kind)
  const role: Role = roleOf(block, walk.blocks[i + 1], open, elder, walk.bodySeen)
  walk.stack = open
  walk.scene.ground = groundOf(open, walk.root)
  if (role === 'list-head' && walk.scene.ground !== 'find' && walk.scene.ground !== 'other') return readListHead(walk, i)
  if (role === 'heading' || role === 'list-head') openHeading(walk, block)
  else if (role === 'lead') openLead(walk, block, i)
  else if (block.marker) readItem(walk, block, i)
  else readParagraph(walk, block, i)
  walk.afterHeading = role !== 'leaf'
  return i
}

function openHeading(walk: Walk, block: Block): void {
  const quiet = block.shouted && !block.marker && !walk.bodySeen
  const ground = quiet ? null : announcesOrders(block) ? 'ask' : headingGround(block.words)
  if (block.shouted && !block.marker) walk.stack = []
  else if (!block.marker) walk.stack = beforeLast(walk.stack, s => s.kind === 'plain' || s.kind === 'lead')
  const names = ground === null || (ground === 'ask' && findAskingVerb(block.words) !== null)
  const addressed = names ? addressedIn(block.words) : []
  open(walk, { kind: block.marker?.kind ?? 'plain', ordinal: block.marker?.ordinal ?? 0, ground, addressed, units: 'sentences', heading: true, used: false })
  walk.scene.running = false
}

/** "Điều 2. Hội đồng nhân dân tỉnh yêu cầu …:" is a lead-in, whatever faults it names before. */
function announcesOrders(block: Block): boolean {
  return block.text.endsWith(':') && findAskingVerb(block.words) !== null && !block.shouted
}

function openLead(walk: Walk, block: Block, i: number): void {
  const spans = splitSentences(walk.text, block.bodyStart, block.end)
  const last = spans.at(-1)
  for (const span of spans.slice(0, -1)) readSentence(walk, span, i)
  if (!walk.afterHeading) walk.stack = beforeLast(walk.stack, s => s.kind === 'lead')
  const words = wordsOf(walk.text.slice(last?.start ?? block.start, block.end), last?.start ?? block.start)
  const verb = findAskingVerb(words)
  const voice = verb ? voiceOf(verb.subject, words.slice(verb.after), walk.scene.speaking, walk.scene.names) : 'unknown'
  const asks = verb !== null && voice !== 'citizen' && voice !== 'inspected'
  const section: Section = { kind: 'lead', ordinal: 0, ground: null, addressed: [], units: 'sentences', heading: false, used: false }
  if (asks) {
    remember(walk.scene.names.inspecting, verb.subject)
    walk.scene.speaking = 'inspecting'
    open(walk, { ...section, ground: 'ask', addressed: addressedIn(words), units: 'paragraphs' })
  } else if (listsNames(block)) open(walk, { ...section, ground: 'other' })
  else if (verb) open(walk, { ...section, ground: 'other' })
  else if (concludes(block)) open(walk, { ...section, units: 'mixed' })
  else if (walk.scene.ground === 'ask') open(walk, { ...section, addressed: addressedIn(words) })
  else if (walk.blocks[i + 1]?.marker) open(walk, { ...section, ground: 'find' })
  walk.scene.running = false
}

function open(walk: Walk, section: Section): void {
  walk.stack = [...walk.stack, section].slice(-24)
}

/** A numbered or dashed item: on ground that asks it is a unit whole; elsewhere its sentences are judged. */
function readItem(walk: Walk, block: Block, i: number): void {
  const mixed = walk.stack.findLast(s => s.units !== 'sentences')?.units === 'mixed' && walk.scene.ground === 'plain'
  const item = withoutClosing(walk.text, block)
  const why = itemRules(walk.text, item, walk.scene, mixed)
  if (why === null) for (const span of splitSentences(walk.text, block.bodyStart, block.end)) readSentence(walk, span, i)
  else if (why.length > 0) addUnit(walk, item, why, i, block.bodyStart)
  open(walk, leafSection(block))
}

function leafSection(block: Block): Section {
  return { kind: block.marker!.kind, ordinal: block.marker!.ordinal, ground: null, addressed: [], units: 'sentences', heading: false, used: false }
}

/** An order together with the list of its objects. */
function readListHead(walk: Walk, i: number): number {
  const block = walk.blocks[i]!
  const kind = walk.blocks[i + 1]!.marker!.kind
  let last = i + 1
  while (walk.blocks[last + 1]?.marker?.kind === kind && !walk.blocks[last + 1]!.tail && last - i < 60) last++
  const end = walk.blocks[last]!.end
  const asks = walk.scene.ground === 'ask' || walk.scene.running
  if (asks) addUnit(walk, { start: block.start, end }, ['list_item', 'verb_first'], i, block.bodyStart)
  if (block.marker) open(walk, leafSection(block))
  return last
}

/** A paragraph without a mark: under a lead-in or an addressee it is a unit like an item, elsewhere sentences are. */
function readParagraph(walk: Walk, block: Block, i: number): void {
  const inner = walk.stack.findLast(s => s.heading || s.kind === 'lead')
  const spans = splitSentences(walk.text, block.bodyStart, block.end)
  const child = inner !== undefined && (inner.units !== 'sentences' || (inner.heading && inner.addressed.length > 0 && !inner.used))
  if (inner) inner.used = true
  const mixed = inner?.units === 'mixed' && walk.scene.ground === 'plain'
  if (child && (walk.scene.ground === 'ask' || mixed) && spans.length <= 2) {
    const why = hasOrder(block.words) || ordersLater(block.words) ? itemRules(walk.text, block, walk.scene, mixed) : []
    if (why && why.length > 0) {
      addUnit(walk, block, why, i)
      return
    }
  }
  if (!readsLikeProse(block) && !goesOn(walk, block)) return
  const before = walk.units.length
  for (const span of spans) readSentence(walk, span, i)
  if (walk.units.length === before && inner?.kind === 'lead') walk.stack = beforeLast(walk.stack, s => s.kind === 'lead')
}

/** A line of a menu, a caption or a headline asks for nothing, whatever its words. */
function readsLikeProse(block: Block): boolean {
  if (block.text.startsWith('<')) return false
  return block.closed || block.text.length >= 200
}

/** The last line of a list of orders may lack its full stop. */
function goesOn(walk: Walk, block: Block): boolean {
  return walk.scene.running && block.text.length >= 80 && verbFirstAt(block.words) >= 0
}

function readSentence(walk: Walk, span: Span, i: number): void {
  const { scene } = walk
  const words = wordsOf(walk.text.slice(span.start, span.end), span.start)
  scene.freshLine = span.start === walk.blocks[i]!.bodyStart
  rememberLeads(words, scene.names)
  const found = judgeSentence(words, scene)
  if (found.asks && isCutShort(walk, span, i)) return
  scene.speaking = found.speaking
  scene.background = found.background
  scene.running = found.runs
  if (!found.asks) return
  if (found.verb) remember(scene.names.inspected, addressedIn(words))
  addUnit(walk, span, found.why, i)
}

/** A stretch of prose without an end, before more of the same line: a headline that ran into the text. */
function isCutShort(walk: Walk, span: Span, i: number): boolean {
  const block = walk.blocks[i]!
  return !block.marker && span.end < block.end && !/[.!?…:;]["”»')]*$/u.test(walk.text.slice(span.end - 4, span.end))
}

function addUnit(walk: Walk, span: Span, why: string[], block: number, bodyStart = span.start): void {
  if (walk.units.length >= MOST_UNITS) return
  const addressed = walk.stack.findLast(s => s.addressed.length > 0)?.addressed ?? []
  walk.units.push({ start: span.start, end: span.end, bodyStart, why, addressed, block })
}

/** The stack without the last section that fits and all above it. */
function beforeLast(stack: Section[], fits: (s: Section) => boolean): Section[] {
  const at = stack.findLastIndex(fits)
  return at < 0 ? stack : stack.slice(0, at)
}
