import { MOST_UNITS } from './limits.ts'
import type { Block } from './read-blocks.ts'
import type { Ground, Scene } from './scene.ts'
import type { Section } from './section.ts'
import type { Span } from './split-sentences.ts'
import type { Word } from './words.ts'

/** A stretch that asks, before it is cut by addressee and date. */
export interface FoundUnit extends Span {
  /** Where the words behind the list mark begin. */
  bodyStart: number
  why: string[]
  /** Words that name the addressees of the section it stands in. */
  addressed: Word[]
  /** The verb that asks for it where its own words hold none: of its section, else of the sentence before. */
  verb: string | null
  /** Index of its block. */
  block: number
}

/** What the reading of a document knows at some line of it. */
export interface Walk {
  text: string
  blocks: readonly Block[]
  root: Ground
  stack: Section[]
  scene: Scene
  units: FoundUnit[]
  /** Behind "./." and in the tail nothing is read. */
  ended: boolean
  /** A paragraph of the body has been met: titles lie behind. */
  bodySeen: boolean
  afterHeading: boolean
  /** The last verb that asked in prose, and words that name whom. */
  verb: string | null
  addressed: Word[]
}

const DEEPEST = 24

export function openSection(walk: Walk, section: Section): void {
  walk.stack = [...walk.stack, section].slice(-DEEPEST)
}

/** Closes the last open section that fits, and all within it. */
export function closeLast(walk: Walk, fits: (section: Section) => boolean): void {
  const at = walk.stack.findLastIndex(fits)
  if (at >= 0) walk.stack = walk.stack.slice(0, at)
}

/** Adds a stretch that asks. In prose it goes on addressing whom the sentence before addressed. */
export function addUnit(walk: Walk, span: Span, why: string[], block: number, bodyStart = span.start): void {
  if (walk.units.length >= MOST_UNITS) return
  const over = walk.stack.findLast(s => s.addressed.length > 0)?.addressed ?? []
  const addressed = walk.addressed.length > 0 ? walk.addressed : over
  const verb = walk.stack.findLast(s => s.verb !== null)?.verb ?? walk.verb
  walk.units.push({ start: span.start, end: span.end, bodyStart, why, addressed, verb, block })
}
