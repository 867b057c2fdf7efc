import type { Db } from '../data/schema.ts'
import { holdingOver } from './authority.ts'
import { NotAllowed, WrongState } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { findRecommendationOf, writeRecommendation } from './recommendation-record.ts'

export type Response = 'accepted' | 'partly' | 'explained'
export const responses: readonly Response[] = ['accepted', 'partly', 'explained']

/**
 * A leader records how the inspected unit takes the recommendation (PRODUCT §2); what is not simply accepted says why.
 * May be corrected while the recommendation is open.
 */
export async function respondToRecommendation(
  db: Db,
  act: Act,
  id: string,
  input: { response: string; note: string; version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, recommendation } = await findRecommendationOf(trx, act, id)
    const holding = holdingOver(actor, 'leader', recommendation.organisation_id)
    if (!holding) throw new NotAllowed('refusal.role.respond')
    if (recommendation.outcome !== null) throw new WrongState(recommendation.outcome, 'respond')
    const check = fieldCheck()
    const known = (responses as readonly string[]).includes(input.response)
    check.refuseIf(!known, 'response', 'error.required.response')
    check.text('note', input.note, 'paragraph', known && input.response !== 'accepted')
    check.done()
    const change = {
      response: input.response as Response,
      response_note: input.note,
      response_on: act.occasion.today,
      response_by: holding.id,
    }
    await writeRecommendation(trx, act, recommendation, input.version, change, { act: 'respond', holding })
    return id
  })
}
