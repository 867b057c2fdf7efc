import type { Choice } from '../../domain/conclusion-choice.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { splitSentences } from '../../intake/split-sentences.ts'
import { excerpt } from './conclusion-text.ts'

/** A button that keeps what is ticked and then takes a step, or goes elsewhere. */
export interface StepButton {
  label: string
  step: string
}

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
  /** What the text says of how strongly, whom and when. */
  meta: string
  /** Why it stands in the list. */
  why: string
  /** Parts that could be followed on their own. */
  compound: { text: string; button: StepButton } | null
  repeat: RepeatPart | null
  merge: StepButton | null
  /** Places where it could be cut, by the words that follow. */
  cuts: StepButton[]
}

export interface RepeatPart {
  /** The earlier recommendation. */
  id: string
  text: string
  href: string
  ticked: boolean
}

/** An earlier recommendation that a choice is much like. */
export interface RepeatOfChoice {
  id: string
  title: string
  heldOn: string
}

export interface Numbered {
  choice: Choice
  /** The ordinal it will have; '' while it is not ticked. */
  number: string
  /** The ordinal of the next that is ticked; '' where none follows. */
  next: string
}

export interface CardInput {
  conclusion: string
  errors: Readonly<Record<string, string>>
  /** Where given, recommendations are only added to those recorded before: nothing is kept between two looks. */
  known?: unknown
  repeats?: ReadonlyMap<number, RepeatOfChoice>
}

/** Of a quote beside its own text, on phones, this much. */
const longestQuote = 800
const longestTitle = 120
/** Places offered for a cut, and the words of the text that tell them apart. */
const mostCuts = 6
const cutWords = 48

export function cardOf(t: Translate, input: CardInput, { choice, number, next }: Numbered): CardPart {
  const { conclusion, errors } = input
  const { start, end, ticked, kind, summary } = choice
  const isKept = input.known === undefined
  return {
    key: String(start),
    span: `${start}-${end}`,
    number,
    ticked,
    quote: excerpt(conclusion.slice(start, end), longestQuote),
    summary,
    summaryError: errors[`summary.${start}`] ?? '',
    kind,
    meta: metaOf(t, choice),
    why: isKept ? whyOf(t, choice) : '',
    compound: isKept ? compoundOf(t, choice) : null,
    repeat: repeatOf(t, choice, input.repeats?.get(start)),
    merge:
      isKept && ticked && next
        ? { label: t('page.split.merge', { number: next }), step: `merge:${start}` }
        : null,
    cuts: isKept ? cutsOf(t, conclusion, choice) : [],
  }
}

function metaOf(t: Translate, { addressees, dueText, told }: Choice): string {
  const day = told?.dueOn ? formatDate(told.dueOn) : ''
  const words = dueText.replace(/\s+/g, ' ')
  const due =
    day && !words.includes(day)
      ? t('page.split.due_day', { words, day })
      : words && t('page.split.due', { words })
  const parts = [
    told?.force ? t(`page.split.force.${told.force}`) : '',
    addressees.length > 0 ? t('page.split.addressees', { names: addressees.join(', ') }) : '',
    told && told.coordinating.length > 0
      ? t('page.split.coordinating', { names: told.coordinating.join(', ') })
      : '',
    due,
  ]
  return parts.filter(Boolean).join(' · ')
}

/** The rules that fired, in words, so that a person can trust or overrule them. */
function whyOf(t: Translate, { told }: Choice): string {
  const rules = told?.why ?? ['added_by_person']
  const reasons = rules.flatMap(rule => (isRule(rule) ? t(`page.split.why.${rule}`) : []))
  return reasons.length > 0 ? t('page.split.why', { reasons: reasons.join('; ') }) : ''
}

const rules = [
  'asking_verb',
  'list_item',
  'verb_first',
  'modal',
  'unit_and_verb',
  'insisting_quote',
  'said_must',
  'given_task',
  'table_row',
  'split_by_addressee',
  'split_by_date',
  'added_by_person',
  'merged_by_person',
  'split_by_person',
  'extent_by_person',
] as const

function isRule(rule: string): rule is (typeof rules)[number] {
  return (rules as readonly string[]).includes(rule)
}

function compoundOf(t: Translate, { start, ticked, told }: Choice): CardPart['compound'] {
  const clauses = told?.clauses ?? []
  if (!ticked || clauses.length < 2) return null
  const at = clauses.slice(1).map(clause => clause.start)
  return {
    text: t('page.split.compound', { count: clauses.length }),
    button: {
      label: t('page.split.compound.split', { count: clauses.length }),
      step: `split:${start}:${at.join(',')}`,
    },
  }
}

function repeatOf(t: Translate, choice: Choice, found: RepeatOfChoice | undefined): RepeatPart | null {
  if (!found) return null
  const text = t('page.split.repeat', {
    year: found.heldOn.slice(0, 4),
    title: excerpt(found.title, longestTitle),
  })
  const { id } = found
  return { id, text, href: `/recommendations/${id}`, ticked: choice.repeatsId === id }
}

/** Without a cursor in the text: at its sentences, semicolons and clauses, each named by the words behind it. */
function cutsOf(t: Translate, conclusion: string, { start, end, told }: Choice): StepButton[] {
  const sentences = splitSentences(conclusion, start, end).map(span => span.start)
  const marks = [...conclusion.slice(start, end).matchAll(/;\s*/g)].map(
    found => start + found.index + found[0].length,
  )
  const clauses = (told?.clauses ?? []).map(clause => clause.start)
  const places = [...new Set([...sentences, ...marks, ...clauses])].toSorted((a, b) => a - b)
  return places
    .filter(at => at > start && at < end)
    .slice(0, mostCuts)
    .map(at => ({
      label: t('page.split.cut', { words: excerptOf(conclusion.slice(at, end)) }),
      step: `split:${start}:${at}`,
    }))
}

function excerptOf(words: string): string {
  const line = words
    .slice(0, 2 * cutWords)
    .replace(/\s+/g, ' ')
    .trim()
  if (line.length <= cutWords) return line
  const space = line.lastIndexOf(' ', cutWords)
  return `${line.slice(0, space > 0 ? space : cutWords).replace(/[\uD800-\uDBFF]$/, '')}…`
}
