import type { Actor, Holding } from '../data/actor.ts'
import { findRecommendationFor, type RecommendationOfInspection } from '../data/recommendation.ts'
import { insertRecommendationComment } from '../data/recommendation-comment.ts'
import type { Db } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { committeeOver, holdingOver } from './authority.ts'
import { NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf } from './office-authority.ts'

/**
 * By which appointment the person may comment: the inspection team on its own inspection (PRODUCT §1), the committee it
 * reports to, leaders and secretaries.
 */
export function commentingHolding(
  actor: Actor,
  place: Pick<RecommendationOfInspection, 'inspection_id' | 'organisation_id' | 'committee_id'>,
): Holding | undefined {
  return (
    actor.holdings.find(held => held.role === 'inspector' && held.inspection_id === place.inspection_id) ??
    committeeOver(actor, place.organisation_id, place.committee_id) ??
    holdingOver(actor, 'leader', place.organisation_id) ??
    holdingOver(actor, 'secretary', place.organisation_id)
  )
}

/** A comment on a recommendation, open or closed; it changes nothing else. @throws NotFound, NotAllowed, Invalid */
export async function commentOnRecommendation(
  db: Db,
  act: Act,
  id: string,
  input: { text: string },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const recommendation = await findRecommendationFor(trx, actor, id)
    if (!recommendation) throw new NotFound()
    const holding = commentingHolding(actor, recommendation)
    if (!holding) throw new NotAllowed('refusal.role.comment_on_recommendation')
    const check = fieldCheck()
    check.text('text', input.text, 'paragraph')
    check.done()
    const commentId = newId()
    await insertRecommendationComment(trx, {
      id: commentId,
      task_id: null,
      recommendation_id: id,
      person_id: actor.person.id,
      appointment_id: holding.id,
      text: input.text,
      on_day: act.occasion.today,
      created_at: act.occasion.at,
    })
    await recordEvent(trx, act, {
      organisationId: recommendation.organisation_id,
      act: 'comment_on_recommendation',
      subjectType: 'recommendation',
      subjectId: id,
      appointmentId: holding.id,
      payload: { comment_id: commentId, text_sha256: sha256(input.text) },
    })
    return id
  })
}
