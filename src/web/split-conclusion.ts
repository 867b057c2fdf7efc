import type { Choice } from '../domain/conclusion-choice.ts'
import { DocumentRefused } from '../intake/document-refused.ts'
import type { InspectionFacts } from '../intake/proposal.ts'
import { readOnThread } from './read-on-thread.ts'
import { splitText } from './split-text.ts'

export interface SplitConclusion {
  /** The text as it is stored and as offsets count in it. */
  conclusion: string
  /** What the text says about itself; null where it was too long to be read in time. */
  facts: InspectionFacts | null
  choices: Choice[]
}

/** Longer texts are read on another thread, so that no page waits for them (RELIABILITY L2). */
const longText = 15_000
/** A text of 5,000,000 characters needs some 200 MB. */
const textLimits = { heapMb: 512, growthMb: 900, ms: 20_000 }
/** RELIABILITY F4: a file made to swell ends its thread before it has taken 200 MB. */
const fileLimits = { heapMb: 160, growthMb: 190, ms: 20_000 }

let queue: Promise<unknown> = Promise.resolve()

/**
 * Reads a pasted conclusion: cleaned, with the recommendations that the splitter proposes. Where reading fails or takes
 * too long the text is kept as it came and nothing is proposed: a person can tick every sentence.
 */
export async function splitConclusion(pasted: string): Promise<SplitConclusion> {
  if (pasted.length <= longText) return splitText(pasted)
  const order = { wanted: 'choices', source: { text: pasted } } as const
  return inTurn(() => readOnThread(order, textLimits)).catch(() => ({
    conclusion: pasted.trim(),
    facts: null,
    choices: [],
  }))
}

/**
 * Reads an uploaded conclusion, whose content was checked when it was stored, on a thread of its own. Throws
 * `DocumentRefused` for one that holds no text, or needs more time or memory than any document does.
 */
export async function splitFile(path: string, extension: string): Promise<SplitConclusion> {
  const order = { wanted: 'choices', source: { path, extension } } as const
  return inTurn(() => readOnThread(order, fileLimits)).catch((error: unknown) => {
    throw error instanceof DocumentRefused ? error : new DocumentRefused('error.document.too_heavy')
  })
}

/** One at a time: several long texts at once would take memory that the machine may not have. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = queue.then(work)
  queue = turn.catch(() => undefined)
  return turn
}
