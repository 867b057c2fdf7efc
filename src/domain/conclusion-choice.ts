import { type ErrorKey, Invalid } from './errors.ts'
import { textLimits } from './field-check.ts'
import type { RecommendationInput } from './inspection.ts'

/** A stretch of the conclusion that is, or was proposed as, a recommendation. Offsets are UTF-16 units. */
export interface Choice {
  start: number
  end: number
  kind: 'once' | 'standing'
  /** A short title; where left empty the quote's beginning stands in. */
  summary: string
  ticked: boolean
  /** What the text says of who and when, shown to help and kept nowhere else. */
  addressees: string[]
  dueText: string
  /** What else the splitter says of it; none where a person marked the words. */
  told?: Told
  /** The earlier recommendation that this one repeats, where a person confirmed it. */
  repeatsId?: string
}

/** Why a choice was proposed and what its words say, to be trusted or overruled. */
export interface Told {
  force: 'yeu_cau' | 'de_nghi' | 'luu_y' | undefined
  /** Units to work with. */
  coordinating: string[]
  /** The day that `dueText` means, where one follows from it. */
  dueOn: string | null
  /** Parts that could be followed on their own. */
  clauses: { start: number; end: number; ongoing: boolean }[]
  /** Keys of the rules that fired, and of what a person did with it. */
  why: string[]
}

/** What a page says of one choice it showed, or of a sentence that was ticked on it. */
export interface Pick {
  start: number
  end: number
  ticked: boolean
  kind?: string
  summary?: string
  /** Which earlier recommendation it is said to repeat; null: none. */
  repeatsId?: string | null
}

interface Span {
  start: number
  end: number
}

/** Recommendations that one form may add: a transaction stays short (DECISIONS 9). */
export const mostRecommendations = 200
/** A recommendation is some sentences, not a chapter. */
const longestQuote = 10_000
const summaryLength = 120

export function readChoices(json: string): Choice[] {
  return JSON.parse(json) as Choice[]
}

/**
 * The choices after a page was sent: those it showed as it says, the others as they were, newly ticked sentences added,
 * in the order of the text and none sharing a word with another. Throws `Invalid` on `sentences` for a span that is
 * none or that is taken.
 */
export function mergePicks(conclusion: string, choices: readonly Choice[], picks: readonly Pick[]): Choice[] {
  const shown = new Map(picks.map(pick => [spanKey(pick), pick]))
  const known = choices.map(choice => {
    const pick = shown.get(spanKey(choice))
    shown.delete(spanKey(choice))
    return pick ? asPicked(choice, pick) : choice
  })
  let merged = known
  for (const pick of shown.values()) {
    if (!pick.ticked) continue
    merged = addChoice(conclusion, merged, pick).map(one => (isSame(one, pick) ? asPicked(one, pick) : one))
  }
  return merged
}

function asPicked(choice: Choice, { ticked, kind, summary, repeatsId }: Pick): Choice {
  const { repeatsId: linked, ...rest } = choice
  const repeats = repeatsId === undefined ? linked : repeatsId
  return {
    ...rest,
    ticked,
    kind: kind === 'once' || kind === 'standing' ? kind : choice.kind,
    summary: summary ?? choice.summary,
    ...(repeats ? { repeatsId: repeats } : {}),
  }
}

/**
 * The choices with these words as one more, ticked. What was dropped gives way to it. Throws `Invalid` on `sentences`
 * where the span is none, or shares words with a ticked choice.
 */
export function addChoice(conclusion: string, choices: readonly Choice[], span: Span): Choice[] {
  checkQuote(conclusion, span)
  const { start, end } = span
  const before = choices.filter(choice => choice.end <= start)
  const after = choices.filter(choice => choice.start >= end)
  const taken = choices.filter(choice => choice.start < end && choice.end > start)
  const same = taken.find(choice => isSame(choice, span))
  if (taken.some(choice => choice.ticked && choice !== same))
    throw new Invalid({ sentences: 'error.quotes_overlap' })
  const summary = summarise(conclusion.slice(start, end))
  const added: Choice = {
    ...(same ?? { start, end, kind: 'once', summary, addressees: [], dueText: '' }),
    ticked: true,
  }
  return [...before, added, ...after]
}

/** Throws `Invalid` on `sentences` unless the span is some words of the conclusion, as many as one quote may hold. */
export function checkQuote(conclusion: string, { start, end }: Span): void {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end)
  const inside = whole && start >= 0 && start < end && end <= conclusion.length
  if (inside && end - start > longestQuote)
    throw new Invalid({ sentences: { key: 'error.quote_too_long', values: { max: longestQuote } } })
  const quote = inside ? conclusion.slice(start, end) : ''
  if (quote.trim() === '' || !quote.isWellFormed())
    throw new Invalid({ sentences: 'error.quote_not_verbatim' })
}

/** The ticked choices as the verb wants them. */
export function choiceInputs(conclusion: string, choices: Choice[]): RecommendationInput[] {
  return choices
    .filter(choice => choice.ticked)
    .map(({ start, end, kind, summary, repeatsId }) => {
      const quote = conclusion.slice(start, end)
      return {
        quote,
        start,
        end,
        kind,
        theme: '',
        summary: summary.trim() === '' ? summarise(quote) : summary,
        repeatsId: repeatsId ?? null,
      }
    })
}

/** What is wrong with the titles of the ticked choices, by `summary.<start>`. */
function wrongSummaries(choices: Choice[]): Record<string, ErrorKey> {
  const long = choices.filter(choice => choice.ticked && choice.summary.length > textLimits.line)
  const sentence = ({ summary }: Choice) => ({
    key: 'error.too_long',
    values: { max: textLimits.line, length: summary.length },
  })
  return Object.fromEntries(long.map(choice => [`summary.${choice.start}`, sentence(choice)]))
}

/**
 * Runs a verb on the choices. What is wrong with their titles is refused together with what the verb itself refuses,
 * so that a form shows all of it at once; called in a transaction, which the refusal undoes.
 */
export async function withSummaries<T>(choices: Choice[], verb: () => Promise<T>): Promise<T> {
  const wrong = wrongSummaries(choices)
  try {
    const result = await verb()
    if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
    return result
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const { summary: _said, ...others } = error.fields
    throw new Invalid({ ...others, ...wrong })
  }
}

/** The beginning of a quote, cut at a word, as a title until someone writes a better one. */
export function summarise(quote: string): string {
  const line = quote.replace(/\s+/g, ' ').trim()
  if (line.length <= summaryLength) return line
  const cut = line.slice(0, summaryLength)
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > 60 ? space : summaryLength).replace(/[\uD800-\uDBFF]$/, '')}…`
}

function spanKey({ start, end }: Span): string {
  return `${start}-${end}`
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end
}
