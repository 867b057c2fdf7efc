import type { CalendarEntry } from '../domain/working-days.ts'
import { DocumentRefused } from '../intake/document-refused.ts'
import type { Proposal, ProposedRecommendation } from '../intake/proposal.ts'
import { runOnThread, type ThreadLimits } from '../lib/thread.ts'
import type { SplitConclusion } from './split-conclusion.ts'

/** What may be wanted of a text; each takes the way back no more than its page needs. */
interface Readings {
  /** For a person to tick. */
  choices: SplitConclusion
  /** By the office's working days. */
  recommendations: ProposedRecommendation[]
  proposal: Proposal
}

export type AnyReading = Readings[keyof Readings]

export interface ReadingOrder<Wanted extends keyof Readings = keyof Readings> {
  wanted: Wanted
  source: { text: string } | { path: string; extension: string }
  days?: CalendarEntry[]
}

/** `refused` is a catalog key: errors would lose their class on the way. */
export type ReadingAnswer<Reading = AnyReading> = { reading: Reading } | { refused: string }

const script = new URL('./reading-thread.ts', import.meta.url)

/**
 * Reads a text, or a document whose content was checked before, on a thread with these limits. Throws `DocumentRefused`
 * for a document that cannot be read and `ThreadStopped` for one that needs more than the limits.
 */
export async function readOnThread<Wanted extends keyof Readings>(
  order: ReadingOrder<Wanted>,
  limits: ThreadLimits,
): Promise<Readings[Wanted]> {
  const answer = await runOnThread<ReadingAnswer<Readings[Wanted]>>(script, order, limits)
  if ('refused' in answer) throw new DocumentRefused(answer.refused)
  return answer.reading
}
