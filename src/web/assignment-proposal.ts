import type { Row } from '../data/schema.ts'
import { type CalendarEntry, createCalendar } from '../domain/working-days.ts'
import type { ProposedRecommendation } from '../intake/proposal.ts'
import { splitRecommendations } from '../intake/split-recommendations.ts'
import { sha256 } from '../lib/sha256.ts'
import { readOnThread } from './read-on-thread.ts'

/** What the conclusion says of one recommendation: who, with whom, by when. */
export interface AssignmentProposal {
  addressees: string[]
  coordinating: string[]
  dueOn: string | null
  /** The words of time, verbatim. */
  dueText: string
}

/** Reading takes some 4 ms a thousand characters: longer texts are read on a thread of their own (RELIABILITY L2). */
const longText = 8_000
const limits = { heapMb: 512, growthMb: 900, ms: 10_000 }
const mostKept = 20

/** By the hash of text and calendar: the pages of one assignment ask again and again. */
const kept = new Map<string, Promise<ProposedRecommendation[]>>()

/**
 * What the conclusion proposes for each of its recommendations, by their ids. Where it cannot be read in time nothing is
 * proposed, and a person chooses everything.
 */
export async function assignmentProposals(
  inspection: Pick<Row<'inspection'>, 'conclusion' | 'conclusion_sha256'>,
  recommendations: readonly Row<'recommendation'>[],
  days: CalendarEntry[],
): Promise<Map<string, AssignmentProposal>> {
  const proposed = await readProposals(inspection, days)
  return new Map(recommendations.map(one => [one.id, proposalFor(one, proposed)]))
}

function readProposals(
  { conclusion, conclusion_sha256 }: Pick<Row<'inspection'>, 'conclusion' | 'conclusion_sha256'>,
  days: CalendarEntry[],
): Promise<ProposedRecommendation[]> {
  const key = sha256(conclusion_sha256 + days.map(one => `${one.day}${one.kind}`).join())
  const known = kept.get(key)
  if (known) return known
  const short = conclusion.length <= longText
  const order = { wanted: 'recommendations', source: { text: conclusion }, days } as const
  const reading = (short ? readHere(conclusion, days) : readOnThread(order, limits)).catch(() => {
    // A machine that was too busy now may not be at the next page.
    kept.delete(key)
    return []
  })
  kept.set(key, reading)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return reading
}

async function readHere(text: string, days: CalendarEntry[]): Promise<ProposedRecommendation[]> {
  const calendar = createCalendar(days)
  return splitRecommendations(text, { isWorkingDay: date => calendar.isWorkingDay(date) }).recommendations
}

/** What was proposed where the recommendation stands: one that a person merged or cut shares words with several. */
function proposalFor(
  { start_at: start, end_at: end }: Pick<Row<'recommendation'>, 'start_at' | 'end_at'>,
  proposed: readonly ProposedRecommendation[],
): AssignmentProposal {
  const own = proposed.filter(one => sharesHalf(one, { start, end }))
  const dated = own.filter(one => one.dueOn !== null).toSorted((a, b) => (a.dueOn! < b.dueOn! ? 1 : -1))
  const timed = dated[0] ?? own.find(one => one.dueText)
  return {
    addressees: [...new Set(own.flatMap(one => one.addressees))],
    coordinating: [...new Set(own.flatMap(one => one.coordinating))],
    dueOn: timed?.dueOn ?? null,
    dueText: timed?.dueText ?? '',
  }
}

interface Span {
  start: number
  end: number
}

function sharesHalf(a: Span, b: Span): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  return shared * 2 >= Math.min(a.end - a.start, b.end - b.start)
}
