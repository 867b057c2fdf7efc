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
}

/** What a page says of one choice it showed, or of a sentence that was ticked on it. */
export interface Pick {
  start: number
  end: number
  ticked: boolean
  kind?: string
  summary?: string
}

/** A recommendation is some sentences, not a chapter. */
const longestQuote = 10_000
const summaryLength = 120

export function readChoices(json: string): Choice[] {
  return JSON.parse(json) as Choice[]
}

/**
 * The choices after a page was sent: those it showed as it says, the others as they were, newly ticked sentences added,
 * in the order of the text. Throws `Invalid` on `sentences` for a span that is none.
 */
export function mergePicks(conclusion: string, choices: Choice[], picks: Pick[]): Choice[] {
  const merged = new Map(choices.map(choice => [spanKey(choice), choice]))
  for (const pick of picks) {
    const known = merged.get(spanKey(pick))
    if (!known && !pick.ticked) continue
    if (!isSpan(conclusion, pick)) throw new Invalid({ sentences: 'error.quote_not_verbatim' })
    const quote = conclusion.slice(pick.start, pick.end)
    const before = known ?? { kind: 'once' as const, summary: summarise(quote), addressees: [], dueText: '' }
    const kind = pick.kind === 'once' || pick.kind === 'standing' ? pick.kind : before.kind
    const { start, end, ticked, summary = before.summary } = pick
    merged.set(spanKey(pick), { ...before, start, end, ticked, kind, summary })
  }
  return [...merged.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}

/** The ticked choices as the verb wants them. */
export function choiceInputs(conclusion: string, choices: Choice[]): RecommendationInput[] {
  return choices
    .filter(choice => choice.ticked)
    .map(({ start, end, kind, summary }) => {
      const quote = conclusion.slice(start, end)
      return {
        quote,
        start,
        end,
        kind,
        theme: '',
        summary: summary.trim() === '' ? summarise(quote) : summary,
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

function spanKey({ start, end }: { start: number; end: number }): string {
  return `${start}-${end}`
}

function isSpan(conclusion: string, { start, end }: Pick): boolean {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end)
  const inside = start >= 0 && start < end && end <= conclusion.length && end - start <= longestQuote
  return whole && inside && conclusion.slice(start, end).trim() !== ''
}
