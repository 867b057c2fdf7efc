import type { Actor, Holding } from '../data/actor.ts'
import { deleteObligationDraft, insertObligation, insertObligationSchedule } from '../data/obligation.ts'
import { findRecommendationFor, holdOpenRecommendation } from '../data/recommendation.ts'
import type { Db, Row } from '../data/schema.ts'
import type { CycleKind } from '../data/schema-obligation.ts'
import { newId } from '../lib/id.ts'
import { holdingOver } from './authority.ts'
import { Conflict, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { checkObligation, type ObligationInput } from './obligation-check.ts'
import { startCycle } from './obligation-cycle.ts'
import {
  findObligationOf,
  recordObligation,
  rowOf,
  scheduleRow,
  writeObligation,
} from './obligation-record.ts'
import { actorOf } from './office-authority.ts'
import { leaderSigning } from './perform.ts'
import type { OnBehalf } from './task-act.ts'

/**
 * A leader or secretary drafts a standing duty from a standing recommendation; nobody is told until it is issued.
 * Throws `WrongState` where the recommendation is closed or is done once, `Invalid` with the fields.
 */
export async function prepareObligation(
  db: Db,
  act: Act,
  recommendationId: string,
  input: ObligationInput,
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const recommendation = await findRecommendationFor(trx, actor, recommendationId)
    if (!recommendation) throw new NotFound()
    const holding = preparing(actor, recommendation.organisation_id)
    if (recommendation.outcome !== null) throw new WrongState(recommendation.outcome, 'prepare_obligation')
    if (recommendation.kind !== 'standing') throw new WrongState(recommendation.kind, 'prepare_obligation')
    await checkObligation(trx, act, input, null)
    const row: Row<'obligation'> = {
      ...emptyObligation,
      ...columnsOf(input),
      id: newId(),
      recommendation_id: recommendation.id,
      inspection_id: recommendation.inspection_id,
      organisation_id: recommendation.organisation_id,
      created_by: actor.person.id,
      created_at: act.occasion.at,
    }
    await insertObligation(trx, row)
    await recordObligation(trx, act, { act: 'prepare_obligation', after: row, holding })
    return row.id
  })
}

/** Changes a draft. @throws WrongState once it is issued, Conflict, Invalid */
export async function changeObligation(
  db: Db,
  act: Act,
  id: string,
  input: ObligationInput & { version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, obligation } = await findDraft(trx, act, id, 'change_obligation', input.version)
    const holding = preparing(actor, obligation.organisation_id)
    await checkObligation(trx, act, input, obligation.document_file_id)
    await writeObligation(trx, act, obligation, columnsOf(input), { act: 'change_obligation', holding })
    return id
  })
}

/** Takes a draft away that was never issued. */
export async function discardObligation(db: Db, act: Act, id: string, version: number): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, obligation } = await findDraft(trx, act, id, 'discard_obligation', version)
    const holding = preparing(actor, obligation.organisation_id)
    if (!(await deleteObligationDraft(trx, obligation))) throw new Conflict(obligation)
    await recordObligation(trx, act, { act: 'discard_obligation', after: rowOf(obligation), holding })
    return id
  })
}

/**
 * A leader issues the duty, or a secretary on behalf of one with the signed document (DECISIONS 22). The first cycle
 * begins the same day and its task is given at once. `together`: one of several issued in one go.
 */
export async function issueObligation(
  db: Db,
  act: Act,
  id: string,
  { version, onBehalf, together }: { version: number; onBehalf?: OnBehalf; together?: true },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, obligation } = await findDraft(trx, act, id, 'issue_obligation', version)
    const { organisation_id: organisationId } = obligation
    const leader = holdingOver(actor, 'leader', organisationId)
    const holding = leader ?? holdingOver(actor, 'secretary', organisationId)
    if (!holding) throw new NotAllowed('refusal.role.issue_obligation')
    if (!(await holdOpenRecommendation(trx, obligation.recommendation_id)))
      throw new WrongState(obligation.state, 'issue_obligation')
    const signing = leader ? null : await signedBy(trx, act, organisationId, onBehalf)
    const { today } = act.occasion
    const after = await writeObligation(
      trx,
      act,
      obligation,
      {
        state: 'open',
        assigner_id: (signing?.leader ?? holding).id,
        issued_on: today,
        next_from_on: today,
        ...signing?.document,
      },
      { act: 'issue_obligation', holding, onBehalfOfId: signing?.leader.id ?? null },
    )
    await insertObligationSchedule(
      trx,
      scheduleRow(act, after, { from: today, reason: '', by: after.assigner_id ?? holding.id }),
    )
    await startCycle(trx, act.occasion, after, together ? { first: true, together } : { first: true })
    return id
  })
}

async function signedBy(db: Db, act: Act, organisationId: string, onBehalf: OnBehalf | undefined) {
  const signed = { ...act, ...(onBehalf ? { onBehalf } : {}) }
  const leader = await leaderSigning(db, signed, { task: { organisation_id: organisationId } })
  const document = {
    document_no: onBehalf?.documentNo ?? '',
    document_on: onBehalf?.documentOn ?? null,
    document_file_id: onBehalf?.fileId ?? null,
  }
  return { leader, document }
}

async function findDraft(db: Db, act: Act, id: string, name: string, version: number) {
  const { actor, obligation } = await findObligationOf(db, act, id)
  if (obligation.state !== 'draft') throw new WrongState(obligation.state, name)
  if (obligation.version !== version) throw new Conflict(obligation)
  return { actor, obligation }
}

function preparing(actor: Actor, organisationId: string): Holding {
  const holding =
    holdingOver(actor, 'secretary', organisationId) ?? holdingOver(actor, 'leader', organisationId)
  if (!holding) throw new NotAllowed('refusal.role.prepare')
  return holding
}

function columnsOf(input: ObligationInput) {
  return {
    title: input.title,
    criterion: input.criterion,
    lead_unit_id: input.leadUnitId,
    cycle: input.cycle as CycleKind,
    cut_off_day: input.cutOffDay,
    send_days: input.sendDays,
    document_no: input.documentNo,
    document_on: input.documentOn || null,
    document_file_id: input.documentFileId || null,
  }
}

const emptyObligation = {
  state: 'draft',
  assigner_id: null,
  issued_on: null,
  next_from_on: null,
  closed_on: null,
  closed_by: null,
  decision_no: '',
  decision_on: null,
  decision_reason: '',
  version: 1,
} as const
