import { type Role, roleOf } from './block-role.ts'
import { itemRules, withoutClosing } from './judge-item.ts'
import { MOST_UNITS } from './limits.ts'
import { newNames } from './names.ts'
import type { Block } from './read-blocks.ts'
import type { Ground } from './scene.ts'
import { groundOf, newSection, settle } from './section.ts'
import { splitSentences } from './split-sentences.ts'
import { addUnit, type FoundUnit, openSection, type Walk } from './walk.ts'
import { openHeading, openLead } from './walk-headings.ts'
import { readParagraph, readSentence } from './walk-prose.ts'

const LONGEST_LIST = 60

/** Reads a document from top to bottom, keeping what section it is in and who speaks, and finds what asks. */
export function walkDocument(text: string, blocks: readonly Block[], root: Ground): FoundUnit[] {
  const walk = newWalk(text, blocks, root)
  for (let i = 0; i < blocks.length && walk.units.length < MOST_UNITS; i++) {
    const block = blocks[i]!
    if (block.text.startsWith('PHỤ LỤC')) walk.ended = false
    if (walk.ended || block.tail || block.cells.length > 0) continue
    i = readBlock(walk, i)
    if (block.text.endsWith('./.')) walk.ended = true
    if (block.closed && block.text.length >= 80) walk.bodySeen = true
  }
  return walk.units
}

function newWalk(text: string, blocks: readonly Block[], root: Ground): Walk {
  const flags = { running: false, freshLine: true, background: false }
  const scene = { ground: root, speaking: 'unknown' as const, names: newNames(), ...flags }
  return {
    text,
    blocks,
    root,
    stack: [],
    scene,
    units: [],
    ended: false,
    bodySeen: false,
    afterHeading: false,
    verb: null,
    addressed: [],
  }
}

/** Reads one block, or a list head with its list; answers the index of the last block read. */
function readBlock(walk: Walk, i: number): number {
  const block = walk.blocks[i]!
  if (block.marker) walk.addressed = []
  const open = settle(walk.stack, block)
  const elder = walk.stack.findLast(s => s.kind === block.marker?.kind)
  const role: Role = roleOf(block, walk.blocks[i + 1], open, elder, walk.bodySeen)
  walk.stack = open
  walk.scene.ground = groundOf(open, walk.root)
  const asksHere = walk.scene.ground === 'ask' || walk.scene.ground === 'plain'
  if (role === 'list-head' && asksHere) return readListHead(walk, i)
  if (role === 'heading' || role === 'list-head') openHeading(walk, block)
  else if (role === 'lead') openLead(walk, block, i)
  else if (block.marker) readItem(walk, block, i)
  else readParagraph(walk, block, i)
  walk.afterHeading = role !== 'leaf'
  return i
}

/** A numbered or dashed item: on ground that asks it is a unit whole; elsewhere its sentences are judged. */
function readItem(walk: Walk, block: Block, i: number): void {
  const announced = walk.stack.findLast(s => s.units !== 'sentences')?.units
  const mixed = announced === 'mixed' && walk.scene.ground === 'plain'
  const item = withoutClosing(walk.text, block)
  const why = itemRules(walk.text, item, walk.scene, mixed)
  if (why === null)
    for (const span of splitSentences(walk.text, block.bodyStart, block.end)) readSentence(walk, span, i)
  else if (why.length > 0) addUnit(walk, item, why, i, block.bodyStart)
  openSection(walk, newSection(block))
}

/** An order together with the list of its objects. */
function readListHead(walk: Walk, i: number): number {
  const block = walk.blocks[i]!
  const kind = walk.blocks[i + 1]!.marker!.kind
  let last = i + 1
  while (isListed(walk.blocks[last + 1], kind) && last - i < LONGEST_LIST) last++
  const span = { start: block.start, end: walk.blocks[last]!.end }
  const asks = walk.scene.ground === 'ask' || walk.scene.running
  if (asks) addUnit(walk, span, ['list_item', 'verb_first'], i, block.bodyStart)
  if (block.marker) openSection(walk, newSection(block))
  return last
}

function isListed(block: Block | undefined, kind: string): boolean {
  return block?.marker?.kind === kind && !block.tail
}
