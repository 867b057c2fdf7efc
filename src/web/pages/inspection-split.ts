import type { Choice } from '../../domain/conclusion-choice.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Span } from '../../intake/split-sentences.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { ErrorPart } from '../../render/parts.ts'
import { type CardPart, cardOf, type Numbered, type RepeatOfChoice, type StepButton } from './choice-card.ts'
import type { ConclusionNotice } from './conclusion-notices.ts'
import { type Mark, overviewBlocks, partBlocks } from './conclusion-text.ts'
import { partBounds, partOf } from './text-bounds.ts'
import { type TextPart, textPart } from './text-part.ts'

/** Which stretch of the conclusion the page shows: what surrounds the proposals of a page, or one part of the whole. */
export type Stretch = { page: number } | { part: number }

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
  /** Where the text can be selected: what is offered for it (needs JavaScript); null where the list is not kept. */
  picker: { act: string; label: string }[] | null
  /** The buttons below the list: what they say and the step they are, the main one last. */
  buttons: (StepButton & { kind: 'text' | 'line' | 'solid' })[]
}

const cardsOfPage = 20

export interface SplitInput {
  conclusion: string
  choices: Choice[]
  stretch: Stretch
  errors: Readonly<Record<string, string>>
  /** Recommendations that are recorded already, in order; with them every choice is listed whatever part is shown. */
  known?: Mark[]
  /** Earlier recommendations that the shown choices are much like, by where these begin. */
  repeats?: ReadonlyMap<number, RepeatOfChoice>
}

/** The text on one side, what was chosen from it on the other. */
export function splitPart(
  t: Translate,
  input: SplitInput,
): Pick<SplitPart, 'text' | 'cards' | 'place' | 'overview' | 'picker'> {
  const bounds = partBounds(input.conclusion)
  const picker = (['add', 'extent', 'split'] as const).map(act => ({
    act,
    label: t(`page.split.pick.${act}`),
  }))
  const shown =
    'part' in input.stretch
      ? onePart(t, input, bounds, input.stretch.part)
      : onePage(t, input, bounds, input.stretch.page)
  return { ...shown, picker: input.known ? null : picker }
}

/** The choices whose cards a page of the draft shows. */
export function shownChoices({ conclusion, choices, stretch }: SplitInput): Choice[] {
  if ('page' in stretch) return pageOf(choices, stretch.page).shown
  const { span } = spanOfPart(partBounds(conclusion), stretch.part)
  return choices.filter(one => isInside(one, span)).slice(0, 2 * cardsOfPage)
}

function pageOf<T>(all: readonly T[], asked: number) {
  const pages = Math.max(1, Math.ceil(all.length / cardsOfPage))
  const page = Math.min(Math.max(1, asked), pages)
  return { page, pages, shown: all.slice((page - 1) * cardsOfPage, page * cardsOfPage) }
}

function spanOfPart(bounds: readonly number[], asked: number) {
  const parts = bounds.length - 1
  const part = Math.min(Math.max(1, asked), parts)
  return { part, parts, span: { start: bounds[part - 1] as number, end: bounds[part] as number } }
}

function isInside(one: Span, span: Span): boolean {
  return one.start < span.end && one.end > span.start
}

function onePage(t: Translate, input: SplitInput, bounds: number[], asked: number) {
  const { conclusion, choices } = input
  const { page, pages, shown } = pageOf(numbered(choices), asked)
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
    cards: shown.map(one => cardOf(t, input, one)),
    place: buttons.length > 0 ? place : null,
    overview: null,
  }
}

function onePart(t: Translate, input: SplitInput, bounds: number[], asked: number) {
  const { conclusion, choices } = input
  const { part, parts, span } = spanOfPart(bounds, asked)
  const all = numbered(choices, input.known?.length ?? 0)
  const shown = all.filter(({ choice }) => isInside(choice, span))
  const marks = [...(input.known ?? []).filter(one => isInside(one, span)), ...shown.map(markOf)].sort(
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
    cards: cards.slice(0, 2 * cardsOfPage).map(one => cardOf(t, input, one)),
    place: parts > 1 ? { text: t('page.split.part', { part, parts }), buttons } : null,
    overview: input.known ? null : { label: t('page.split.overview'), step: 'page:1' },
  }
}

/** Of dropped choices that a merge would swallow. */
const mostBetween = 50

/** Ordinals go on from those that are recorded. */
function numbered(choices: Choice[], recorded = 0): Numbered[] {
  let count = recorded
  return choices.map((choice, index) => {
    const number = choice.ticked ? String(++count) : ''
    const follows = choices.slice(index + 1, index + 1 + mostBetween).some(next => next.ticked)
    return { choice, number, next: follows ? String(count + 1) : '' }
  })
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
