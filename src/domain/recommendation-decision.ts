import type { Actor, Holding } from '../data/actor.ts'
import {
  findRecommendationFor,
  holdOpenRecommendation,
  type RecommendationOfInspection,
} from '../data/recommendation.ts'
import {
  countOpenUnder,
  findSuccessors,
  insertRecommendationDecision,
} from '../data/recommendation-decision.ts'
import type { Db, Row, RowChange } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { committeeOver } from './authority.ts'
import { NotAllowed, WrongState } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { type CommitteeDecision, checkDecision } from './obligation-change.ts'
import { findRecommendationOf, writeRecommendation } from './recommendation-record.ts'

export type Outcome = 'implemented' | 'not_implemented' | 'superseded'

export const outcomes: readonly Outcome[] = ['implemented', 'not_implemented', 'superseded']

export interface CloseInput extends CommitteeDecision {
  outcome: string
  /** The recommendation that takes the place of one superseded. */
  successorId: string | null
  version: number
}

/**
 * PRODUCT §3: a recommendation closes only by a decision of the committee. Refused while a task of it is given out and
 * not closed or a duty is open: what nobody needs any more is withdrawn first, by those who gave it.
 */
export async function closeRecommendation(db: Db, act: Act, id: string, input: CloseInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { recommendation, holding, actor } = await findDeciding(trx, act, id, 'close_recommendation')
    // Before anything is counted: what is given out at the same moment is waited for, or comes too late.
    if (!(await holdOpenRecommendation(trx, id)))
      throw new WrongState(recommendation.outcome ?? 'closed', 'close_recommendation')
    const outcome = await checkClosing(trx, act, actor, recommendation, input)
    const successorId = outcome === 'superseded' ? input.successorId : null
    const change = { outcome, closed_on: act.occasion.today, successor_id: successorId }
    const decision = { kind: 'close', outcome, successor_id: successorId } as const
    await decide(trx, act, recommendation, { holding, change, decision, input })
    return id
  })
}

/** The committee opens it again, by a decision with its reason; the closure stays in the record. */
export async function reopenRecommendation(
  db: Db,
  act: Act,
  id: string,
  input: CommitteeDecision & { version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { recommendation, holding } = await findDeciding(trx, act, id, 'reopen_recommendation')
    if (recommendation.outcome === null) throw new WrongState('open', 'reopen_recommendation')
    const check = fieldCheck()
    checkDecision(check, input, act.occasion.today)
    check.text('reason', input.reason, 'paragraph')
    check.done()
    const change = { outcome: null, closed_on: null, successor_id: null }
    const decision = { kind: 'reopen', outcome: null, successor_id: null } as const
    await decide(trx, act, recommendation, { holding, change, decision, input })
    return id
  })
}

async function checkClosing(
  db: Db,
  act: Act,
  actor: Actor,
  recommendation: RecommendationOfInspection,
  input: CloseInput,
): Promise<Outcome> {
  const check = fieldCheck()
  checkDecision(check, input, act.occasion.today)
  const known = (outcomes as readonly string[]).includes(input.outcome)
  check.refuseIf(!known, 'outcome', 'error.required.outcome')
  check.text('reason', input.reason, 'paragraph', input.outcome === 'not_implemented')
  if (input.outcome === 'superseded') {
    check.refuseIf(!input.successorId, 'successorId', 'error.required.successorId')
    const fits = input.successorId && (await isSuccessor(db, actor, recommendation, input.successorId))
    check.refuseIf(!fits, 'successorId', 'error.not_a_successor')
  }
  const { tasks, obligations } = await countOpenUnder(db, recommendation.id)
  check.refuseIf(tasks + obligations > 0, 'outcome', {
    key: 'error.recommendation_at_work',
    values: { tasks, obligations },
  })
  check.done()
  return input.outcome as Outcome
}

/** Another one, of the same organisation, not older, which is not itself (by whatever way round) replaced by this one. */
async function isSuccessor(
  db: Db,
  actor: Actor,
  recommendation: RecommendationOfInspection,
  successorId: string,
): Promise<boolean> {
  if (successorId === recommendation.id) return false
  const successor = await findRecommendationFor(db, actor, successorId)
  if (!successor || successor.organisation_id !== recommendation.organisation_id) return false
  if (successor.held_on < recommendation.held_on) return false
  return !(await findSuccessors(db, successorId)).includes(recommendation.id)
}

async function findDeciding(db: Db, act: Act, id: string, name: string) {
  const { actor, recommendation } = await findRecommendationOf(db, act, id)
  const holding = committeeOver(actor, recommendation.organisation_id, recommendation.committee_id)
  if (!holding) throw new NotAllowed(`refusal.role.${name}`)
  return { actor, recommendation, holding }
}

interface Decided {
  holding: Holding
  change: RowChange<'recommendation'>
  decision: Pick<Row<'recommendation_decision'>, 'kind' | 'outcome' | 'successor_id'>
  input: CommitteeDecision & { version: number }
}

async function decide(
  db: Db,
  act: Act,
  recommendation: RecommendationOfInspection,
  { holding, change, decision, input }: Decided,
): Promise<void> {
  const id = newId()
  await insertRecommendationDecision(db, {
    ...decision,
    id,
    recommendation_id: recommendation.id,
    inspection_id: recommendation.inspection_id,
    organisation_id: recommendation.organisation_id,
    decision_no: input.decisionNo,
    decision_on: input.decisionOn ?? '',
    reason: input.reason,
    decided_by: holding.id,
    decided_on: act.occasion.today,
    created_at: act.occasion.at,
  })
  const record = {
    decision_id: id,
    decision_no: input.decisionNo,
    decision_on: input.decisionOn,
    reason_sha256: sha256(input.reason),
  }
  const name = `${decision.kind}_recommendation`
  await writeRecommendation(db, act, recommendation, input.version, change, { act: name, holding, record })
}
