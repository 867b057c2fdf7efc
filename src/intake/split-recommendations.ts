import type { PlainDate } from '../lib/plain-date.ts'
import { cleanText } from './clean-text.ts'
import { readDate } from './date-shapes.ts'
import type { Deadline } from './deadline.ts'
import { findDeadlines } from './deadline-phrases.ts'
import { documentGround, dropRepeats } from './document-kind.ts'
import { inspectionFacts } from './inspection-facts.ts'
import type { Proposal, ProposedRecommendation, ProposedSentence } from './proposal.ts'
import { type Block, readBlocks, wordsWithin } from './read-blocks.ts'
import { addresseesOf, clausesOf, coordinatingOf, forceOf, summaryOf } from './recommendation-parts.ts'
import { type Span, splitSentences } from './split-sentences.ts'
import { splitUnit } from './split-units.ts'
import { isStanding } from './standing.ts'
import { type TaskRow, taskRows } from './task-table.ts'
import type { FoundUnit } from './walk.ts'
import { walkDocument } from './walk-document.ts'
import { type Word, wordsOf } from './words.ts'

export interface SplitOptions {
  /** For limits in working days; Monday to Friday when not given. */
  isWorkingDay?: (date: PlainDate) => boolean
}

interface Context extends SplitOptions {
  text: string
  issuedOn: string | null
  blocks: readonly Block[]
}

/**
 * What a document recommends, proposed for a person to confirm: rules for the language of inspection documents, no network, no model.
 * Takes raw or cleaned text; offsets count in `cleanText(text)`. `text === cleaned.slice(start, end)` for each recommendation and
 * sentence; recommendations stand in order and never overlap. Never throws.
 */
export function splitRecommendations(raw: string, options: SplitOptions = {}): Proposal {
  const text = cleanText(raw)
  const { blocks, readTo } = readBlocks(text)
  const { issuedOn, ...inspection } = inspectionFacts(text, blocks)
  const context: Context = { ...options, text, issuedOn, blocks }
  const units = dropRepeats(text, blocks, walkDocument(text, blocks, documentGround(blocks)))
  const proposed = [
    ...units.flatMap(unit => fromUnit(unit, context)),
    ...taskRows(text, blocks).map(row => fromRow(row, context)),
  ]
  const recommendations = proposed.toSorted((a, b) => a.start - b.start)
  const sentences = sentencesOf(text, blocks, recommendations)
  return { inspection, recommendations, sentences, readTo }
}

function fromUnit(unit: FoundUnit, context: Context): ProposedRecommendation[] {
  const stretch = { start: unit.bodyStart, end: unit.end }
  const words = wordsWithin(context.text, context.blocks[unit.block]!, stretch)
  const deadlines = deadlinesIn(unit, context)
  return splitUnit(words, unit, deadlines).map(piece => {
    const own = words.filter(w => w.start >= piece.start && w.end <= piece.end)
    const why = piece.why ? [...unit.why, piece.why] : unit.why
    return describe(piece, own, unit, deadlines, why, context)
  })
}

function describe(
  span: Span,
  words: Word[],
  asked: Pick<FoundUnit, 'addressed' | 'verb'>,
  deadlines: readonly Deadline[],
  why: string[],
  { text }: Context,
): ProposedRecommendation {
  const own = deadlines.filter(d => d.start >= span.start && d.end <= span.end)
  const ongoing = isStanding(words, own)
  const due = bindingDeadline(own)
  return {
    text: text.slice(span.start, span.end),
    start: span.start,
    end: span.end,
    addressees: addresseesOf(text, words, asked.addressed),
    coordinating: coordinatingOf(text, words),
    dueOn: due?.dueOn ?? null,
    dueText: due?.dueText ?? null,
    ongoing,
    kind: ongoing ? 'standing' : 'once',
    clauses: clausesOf(text, words, own),
    why,
    force: forceOf(words, asked.verb),
    summary: summaryOf(text, words),
  }
}

/** The last day named binds the whole; without a day the most telling words are shown, and a person is asked. */
function bindingDeadline(deadlines: readonly Deadline[]): Deadline | undefined {
  const dated = deadlines.filter(d => d.dueOn !== null).toSorted((a, b) => (a.dueOn! < b.dueOn! ? 1 : -1))
  return (
    dated[0] ??
    ['cycle', 'relative', 'date', 'condition', 'urgency']
      .map(k => deadlines.find(d => d.kind === k))
      .find(Boolean)
  )
}

function deadlinesIn(span: Span, { text, issuedOn, isWorkingDay }: Context): Deadline[] {
  const found = findDeadlines(
    text.slice(span.start, span.end),
    isWorkingDay ? { issuedOn, isWorkingDay } : { issuedOn },
  )
  return found.map(d => ({ ...d, start: d.start + span.start, end: d.end + span.start }))
}

/** A table row: who and when stand in cells of their own. */
function fromRow(row: TaskRow, context: Context): ProposedRecommendation {
  const { text } = context
  const words = wordsOf(text.slice(row.start, row.end), row.start)
  const cell = (span: Span | null): string => (span ? text.slice(span.start, span.end) : '')
  const written = readDate(cell(row.due), context.issuedOn)
  const found = deadlinesIn(row, context)
  const dated: Deadline[] =
    row.due && written
      ? [
          {
            dueOn: written.last,
            dueText: cell(row.due),
            start: row.due.start,
            end: row.due.end,
            kind: 'date',
          },
        ]
      : found
  const one = describe(row, words, { addressed: [], verb: 'giao' }, dated, ['table_row'], context)
  const names = (span: Span | null): string[] =>
    cell(span)
      .split(/\s*[;,]\s*/u)
      .filter(Boolean)
  const title = summaryOf(text, wordsOf(cell(row.what), row.what.start))
  return {
    ...one,
    addressees: names(row.lead),
    coordinating: names(row.coordinating),
    clauses: [],
    summary: title,
  }
}

function sentencesOf(
  text: string,
  blocks: readonly Block[],
  recommendations: readonly Span[],
): ProposedSentence[] {
  let next = 0
  return blocks.flatMap(block =>
    splitSentences(text, block.start, block.end).map(span => {
      while (next < recommendations.length && recommendations[next]!.end <= span.start) next++
      const found = recommendations[next]
      return {
        ...span,
        text: text.slice(span.start, span.end),
        asks: found !== undefined && found.start < span.end,
      }
    }),
  )
}
