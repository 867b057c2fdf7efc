import { addChoice, type Choice, checkQuote, summarise, type Told } from './conclusion-choice.ts'
import { Invalid } from './errors.ts'

interface Span {
  start: number
  end: number
}

/** One correction of the list. `start` names a choice by where it begins; `at` are the places before which it is cut. */
export type ChoiceStep =
  | { act: 'merge'; start: number }
  | { act: 'split'; start: number; at: readonly number[] }
  | ({ act: 'add' } & Span)
  | { act: 'extent'; of: number; span: Span }

/**
 * The choices after one step: in the order of the text, none sharing a word with another, every one a slice of the
 * conclusion. Throws `Invalid` on `sentences` where the step cannot be done.
 */
export function applyStep(conclusion: string, choices: readonly Choice[], step: ChoiceStep): Choice[] {
  switch (step.act) {
    case 'merge':
      return mergeWithNext(conclusion, choices, step.start)
    case 'split':
      return splitAt(conclusion, choices, step.start, step.at)
    case 'add':
      return addChoice(conclusion, choices, wholeWords(conclusion, step))
    case 'extent':
      return changeExtent(conclusion, choices, step.of, wholeWords(conclusion, step.span))
  }
}

/** One choice from the beginning of this to the end of the next ticked one; what was dropped between them goes into it. */
function mergeWithNext(conclusion: string, choices: readonly Choice[], start: number): Choice[] {
  const first = choiceAt(choices, start)
  const next = choices.find(choice => choice.ticked && choice.start >= first.end)
  if (!next) throw new Invalid({ sentences: 'error.no_next_recommendation' })
  const span = { start: first.start, end: next.end }
  checkQuote(conclusion, span)
  const kind = first.kind === next.kind ? first.kind : 'once'
  const repeatsId = first.repeatsId ?? next.repeatsId
  const merged: Choice = {
    ...first,
    ...span,
    kind,
    ticked: true,
    addressees: [...new Set([...first.addressees, ...next.addressees])],
    dueText: first.dueText || next.dueText,
    told: mergedTold(first, next),
    ...(repeatsId ? { repeatsId } : {}),
  }
  return choices.flatMap(choice => (choice === first ? [merged] : overlaps(choice, span) ? [] : [choice]))
}

/** The last day named binds the whole, and the stronger word of asking stands. */
function mergedTold(first: Choice, next: Choice): Told {
  const told = [first.told, next.told].filter(one => one !== undefined)
  const dueOn = told.flatMap(one => one.dueOn ?? []).toSorted()
  return {
    force: (['yeu_cau', 'de_nghi', 'luu_y'] as const).find(force => told.some(one => one.force === force)),
    coordinating: [...new Set(told.flatMap(one => one.coordinating))],
    dueOn: dueOn.at(-1) ?? null,
    clauses: told.flatMap(one => one.clauses),
    why: [...new Set([...told.flatMap(one => one.why), 'merged_by_person'])],
  }
}

function splitAt(
  conclusion: string,
  choices: readonly Choice[],
  start: number,
  at: readonly number[],
): Choice[] {
  const whole = choiceAt(choices, start)
  const cuts = at
    .map(place => wordStart(conclusion, place))
    .filter(place => place > whole.start && place < whole.end)
  const places = [whole.start, ...new Set(cuts.toSorted((a, b) => a - b)), whole.end]
  const spans = places
    .slice(1)
    .map((end, index) => bared(conclusion, { start: places[index] as number, end }))
  const readable = spans.every(span => /[\p{L}\p{N}]/u.test(conclusion.slice(span.start, span.end)))
  if (spans.length < 2 || !readable) throw new Invalid({ sentences: 'error.split_place' })
  const pieces = spans.map(span => pieceOf(conclusion, whole, span))
  return choices.flatMap(choice => (choice === whole ? pieces : [choice]))
}

/** A part keeps what is said within it; who is asked stands for all of them, what is repeated for the first. */
function pieceOf(conclusion: string, { repeatsId, ...whole }: Choice, span: Span): Choice {
  const clause = whole.told?.clauses.find(one => one.start === span.start && one.end <= span.end)
  const kind = clause ? (clause.ongoing ? 'standing' : 'once') : whole.kind
  const summary =
    span.start === whole.start && whole.summary.length <= span.end - span.start
      ? whole.summary
      : summarise(conclusion.slice(span.start, span.end))
  const piece = { ...narrowed(conclusion, whole, span, 'split_by_person'), kind, summary, ticked: true }
  return repeatsId && span.start === whole.start ? { ...piece, repeatsId } : piece
}

function changeExtent(conclusion: string, choices: readonly Choice[], of: number, span: Span): Choice[] {
  const before = choiceAt(choices, of)
  const others = choices.filter(choice => choice !== before)
  const changed = { ...narrowed(conclusion, before, span, 'extent_by_person'), ticked: true }
  return addChoice(conclusion, others, span).map(choice => (choice.start === span.start ? changed : choice))
}

/** The choice at other words: of what was told only what still stands within them. */
function narrowed(conclusion: string, choice: Choice, span: Span, why: string): Choice {
  const { told } = choice
  const dated = choice.dueText !== '' && conclusion.slice(span.start, span.end).includes(choice.dueText)
  return {
    ...choice,
    ...span,
    dueText: dated ? choice.dueText : '',
    told: {
      force: told?.force,
      coordinating: told?.coordinating ?? [],
      dueOn: dated ? (told?.dueOn ?? null) : null,
      clauses: (told?.clauses ?? []).filter(one => one.start >= span.start && one.end <= span.end),
      why: [...new Set([...(told?.why ?? []), why])],
    },
  }
}

function choiceAt(choices: readonly Choice[], start: number): Choice {
  const found = choices.find(choice => choice.start === start)
  if (!found) throw new Invalid({ sentences: 'error.recommendation_moved' })
  return found
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

/** Half a word that was caught at either end is taken whole, spaces around are not. */
function wholeWords(text: string, { start, end }: Span): Span {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return { start, end }
  const [from, to] = [Math.max(0, start), Math.min(text.length, end)]
  const words = text.slice(from, to)
  const first = from + words.length - words.trimStart().length
  const last = to - words.length + words.trimEnd().length
  if (first >= last) return { start, end }
  return { start: wordStart(text, first), end: wordEnd(text, last) }
}

const longestWord = 60
const inWord = /[\p{L}\p{M}\p{N}\p{Cs}]/u

function wordStart(text: string, offset: number): number {
  let at = offset
  while (at > 0 && offset - at < longestWord && isInside(text, at)) at -= 1
  return offset - at < longestWord ? at : paired(text, offset)
}

function wordEnd(text: string, offset: number): number {
  let at = offset
  while (at < text.length && at - offset < longestWord && isInside(text, at)) at += 1
  return at - offset < longestWord ? at : paired(text, offset)
}

/** Whether a word goes on over the place. */
function isInside(text: string, at: number): boolean {
  return inWord.test(text[at - 1] ?? ' ') && inWord.test(text[at] ?? ' ')
}

/** Never between the two halves of a character. */
function paired(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at
}

/** Without the spaces and the marks that part it from its neighbours. */
function bared(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end)
  const bare = words.replace(/^[\s;,]+/, '')
  const kept = bare.replace(/[\s;,]+$/, '')
  return { start: end - bare.length, end: end - bare.length + kept.length }
}
