import type { Holding } from '../data/actor.ts'
import { findRecommendationFor, type RecommendationOfInspection } from '../data/recommendation.ts'
import { updateRecommendation } from '../data/recommendation-decision.ts'
import type { Db, RowChange } from '../data/schema.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict, NotFound } from './errors.ts'
import { type Act, recordEvent } from './event.ts'
import { actorOf } from './office-authority.ts'

/** The recommendation as the person behind the act may see it. @throws NotFound */
export async function findRecommendationOf(db: Db, act: Act, id: string) {
  const actor = await actorOf(db, act)
  const recommendation = await findRecommendationFor(db, actor, id)
  if (!recommendation) throw new NotFound()
  return { actor, recommendation }
}

/** The compare-and-set by which of two people who decide at once one is told. */
export async function writeRecommendation(
  db: Db,
  act: Act,
  before: RecommendationOfInspection,
  version: number,
  change: RowChange<'recommendation'>,
  recorded: { act: string; holding: Holding; record?: Record<string, unknown> },
): Promise<void> {
  if (before.version !== version || !(await updateRecommendation(db, before, change)))
    throw new Conflict(before)
  const after = { ...before, ...change }
  await recordEvent(db, act, {
    organisationId: before.organisation_id,
    act: recorded.act,
    subjectType: 'recommendation',
    subjectId: before.id,
    appointmentId: recorded.holding.id,
    payload: {
      after: {
        response: after.response,
        response_on: after.response_on,
        response_by: after.response_by,
        response_note: sha256(after.response_note ?? ''),
        outcome: after.outcome,
        closed_on: after.closed_on,
        successor_id: after.successor_id,
        version: before.version + 1,
      },
      record: recorded.record ?? {},
    },
  })
}
