import type { Choice } from '../../domain/conclusion-choice.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { ErrorPart } from '../../render/parts.ts'
import type { ConclusionNotice } from './conclusion-notices.ts'
import { excerpt, type Mark, overviewBlocks, partBlocks } from './conclusion-text.ts'
import { partBounds, partOf } from './text-bounds.ts'
import { type TextPart, textPart } from './text-part.ts'

/** Which stretch of the conclusion the page shows: what surrounds the proposals of a page, or one part of the whole. */
export type Stretch = { page: number } | { part: number }

/** One choice in the list: its fields are drawn by the view, side by side with the others'. */
export interface CardPart {
  key: string
  span: string
  number: string
  ticked: boolean
  quote: string
  summary: string
  summaryError: string
  kind: 'once' | 'standing'
  /** What the text says of whom and when. */
  meta: string
}

/** A button that keeps what is ticked and then goes elsewhere. */
export interface StepButton {
  label: string
  step: string
}

export interface SplitPart {
  title: string
  /** Empty where the page is no step of a longer way. */
  steps: { label: string; done?: boolean; current?: boolean }[]
  lead: string
  action: string
  actId: string
  version: number
  errors: ErrorPart[]
  /** What to know before it is recorded. */
  notices: ConclusionNotice[]
  facts: { open: boolean; summary: string; fields: FieldDescriptor[] } | null
  text: TextPart
  cards: CardPart[]
  /** What stands in place of an empty list. */
  none: string
  /** Where among pages or parts this one is; null where there is only one. */
  place: { text: string; buttons: StepButton[] } | null
  overview: StepButton | null
  /** The buttons below the list: what they say and the step they are, the main one last. */
  buttons: (StepButton & { kind: 'text' | 'line' | 'solid' })[]
}

const cardsOfPage = 20
/** Of a quote beside its own text, on phones, this much. */
const longestQuote = 800

export interface SplitInput {
  conclusion: string
  choices: Choice[]
  stretch: Stretch
  errors: Readonly<Record<string, string>>
  /** Recommendations that are recorded already, in order; with them every choice is listed whatever part is shown. */
  known?: Mark[]
}

/** The text on one side, what was chosen from it on the other. */
export function splitPart(
  t: Translate,
  input: SplitInput,
): Pick<SplitPart, 'text' | 'cards' | 'place' | 'overview'> {
  const bounds = partBounds(input.conclusion)
  return 'part' in input.stretch
    ? onePart(t, input, bounds, input.stretch.part)
    : onePage(t, input, bounds, input.stretch.page)
}

function onePage(t: Translate, input: SplitInput, bounds: number[], asked: number) {
  const { conclusion, choices } = input
  const pages = Math.max(1, Math.ceil(choices.length / cardsOfPage))
  const page = Math.min(Math.max(1, asked), pages)
  const shown = numbered(choices).slice((page - 1) * cardsOfPage, page * cardsOfPage)
  const marks = shown.map(markOf)
  // Where nothing was found there is nothing to show around: the text itself, from its beginning.
  const blocks =
    marks.length > 0
      ? overviewBlocks(conclusion, marks, true)
      : partBlocks(conclusion, [], { start: 0, end: bounds[1] as number }, true)
  const go = (to: number, key: 'ui.pager.previous' | 'ui.pager.next') => ({
    label: t(key),
    step: `page:${to}`,
  })
  const buttons = [
    ...(page > 1 ? [go(page - 1, 'ui.pager.previous')] : []),
    ...(page < pages ? [go(page + 1, 'ui.pager.next')] : []),
    ...(marks.length === 0 && bounds.length > 2 ? [{ label: t('ui.pager.next'), step: 'part:2' }] : []),
  ]
  const place = { text: t('page.split.page', { page, pages }), buttons }
  return {
    text: textPart(blocks, { step: start => `part:${partOf(bounds, start)}` }),
    cards: shown.map(one => cardOf(t, conclusion, one, input.errors)),
    place: buttons.length > 0 ? place : null,
    overview: null,
  }
}

function onePart(t: Translate, input: SplitInput, bounds: number[], asked: number) {
  const { conclusion, choices } = input
  const parts = bounds.length - 1
  const part = Math.min(Math.max(1, asked), parts)
  const span = { start: bounds[part - 1] as number, end: bounds[part] as number }
  const inside = (one: { start: number; end: number }) => one.start < span.end && one.end > span.start
  const all = numbered(choices, input.known?.length ?? 0)
  const shown = all.filter(({ choice }) => inside(choice))
  const marks = [...(input.known ?? []).filter(inside), ...shown.map(markOf)].sort(
    (a, b) => a.start - b.start,
  )
  const cards = input.known ? all : shown
  const go = (to: number, key: 'ui.pager.previous' | 'ui.pager.next') => ({
    label: t(key),
    step: `part:${to}`,
  })
  const buttons = [
    ...(part > 1 ? [go(part - 1, 'ui.pager.previous')] : []),
    ...(part < parts ? [go(part + 1, 'ui.pager.next')] : []),
  ]
  return {
    text: textPart(partBlocks(conclusion, marks, span, true), { step: null }),
    cards: cards.slice(0, 2 * cardsOfPage).map(one => cardOf(t, conclusion, one, input.errors)),
    place: parts > 1 ? { text: t('page.split.part', { part, parts }), buttons } : null,
    overview: input.known ? null : { label: t('page.split.overview'), step: 'page:1' },
  }
}

interface Numbered {
  choice: Choice
  /** The ordinal it will have; '' while it is not ticked. */
  number: string
}

/** Ordinals go on from those that are recorded. */
function numbered(choices: Choice[], recorded = 0): Numbered[] {
  let count = recorded
  return choices.map(choice => ({ choice, number: choice.ticked ? String(++count) : '' }))
}

function markOf({ choice, number }: Numbered): Mark {
  const { start, end, ticked } = choice
  return {
    start,
    end,
    key: String(start),
    number,
    href: `#choice-${start}`,
    tone: ticked ? 'chosen' : 'dropped',
  }
}

function cardOf(
  t: Translate,
  conclusion: string,
  { choice, number }: Numbered,
  errors: Readonly<Record<string, string>>,
): CardPart {
  const { start, end, ticked, kind, summary, addressees, dueText } = choice
  const meta = [
    ...(addressees.length > 0 ? [t('page.split.addressees', { names: addressees.join(', ') })] : []),
    ...(dueText ? [t('page.split.due', { words: dueText })] : []),
  ]
  return {
    key: String(start),
    span: `${start}-${end}`,
    number,
    ticked,
    quote: excerpt(conclusion.slice(start, end), longestQuote),
    summary,
    summaryError: errors[`summary.${start}`] ?? '',
    kind,
    meta: meta.join(' · '),
  }
}
