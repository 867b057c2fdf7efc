import type { Actor } from '../data/actor.ts'
import { insertSuspensionRequest, updateSuspensionRequest } from '../data/suspension-request.ts'
import type { Pending, TaskFacts } from '../data/task.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { type Authority, isAskedBy, leaderOrOnBehalf } from './authority.ts'
import { NotAllowed } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { checkSuspension, type SuspendInput, suspendTask } from './suspension.ts'
import { deciderOf, type Effect, holdingOf, type TaskContext } from './task-act.ts'

/** Act 9, the head's half: a ground from the list, a document and the review date that is proposed. */
export async function requestSuspension(context: TaskContext, input: SuspendInput): Promise<Effect> {
  const { db, facts, occasion } = context
  const ground = await checkSuspension(context, input)
  const id = newId()
  await insertSuspensionRequest(db, {
    id,
    task_id: facts.task.id,
    state: 'pending',
    ground,
    note: input.note,
    document_no: input.documentNo,
    review_on: input.reviewOn ?? '',
    asked_by: holdingOf(context).id,
    asked_on: occasion.today,
    suspension_id: null,
    decided_by: null,
    decided_on: null,
    decision_note: '',
    created_at: occasion.at,
    version: 1,
  })
  return {
    change: { updated_on: occasion.today, next_look_on: occasion.today },
    record: {
      suspension_request_id: id,
      ground,
      document_no: input.documentNo,
      review_on: input.reviewOn,
      note_sha256: sha256(input.note),
    },
    subject: { type: 'suspension_request', id },
  }
}

/** The head takes the pending request back. */
export async function withdrawSuspensionRequest(
  context: TaskContext,
  input: { reason: string },
): Promise<Effect> {
  const request = pendingOf(context)
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph', false)
  check.done()
  await updateSuspensionRequest(context.db, request, {
    state: 'withdrawn',
    decided_on: context.occasion.today,
    decision_note: input.reason,
  })
  return {
    change: {},
    record: { suspension_request_id: request.id, reason_sha256: sha256(input.reason) },
    subject: { type: 'suspension_request', id: request.id },
  }
}

/** A leader, or a secretary who records what a leader signed; never who asked, by whatever post. */
export function suspensionDecider(actor: Actor, facts: TaskFacts): Authority | undefined {
  return isAskedBy(facts.pending_suspension_request, actor) ? undefined : leaderOrOnBehalf(actor, facts)
}

export interface DecideSuspensionRequestInput {
  verdict: string
  /** The decision's document; left out: the one the request named. */
  documentNo: string
  /** Left out: the day that was proposed. */
  reviewOn: string | null
  note: string
}

/** Act 9, the leader's half: granted, the task is suspended on the ground that was asked on; refused, with a reason. */
export async function decideSuspensionRequest(
  context: TaskContext,
  input: DecideSuspensionRequestInput,
): Promise<Effect> {
  const request = pendingOf(context)
  const verdict = (['granted', 'refused'] as const).find(known => known === input.verdict)
  const check = fieldCheck()
  check.refuseIf(!verdict, 'verdict', 'error.required.verdict')
  check.text('note', input.note, 'paragraph', verdict === 'refused')
  check.done()
  if (deciderOf(context).person_id === request.requester_id) throw new NotAllowed('refusal.own_request')
  const record = {
    suspension_request_id: request.id,
    verdict,
    note_sha256: sha256(input.note),
  }
  const subject = { type: 'suspension_request', id: request.id }
  if (verdict === 'granted') {
    const effect = await suspendTask(context, grantedOf(request, input))
    return {
      change: { ...effect.change, state: 'suspended' },
      record: { ...effect.record, ...record },
      subject,
    }
  }
  await updateSuspensionRequest(context.db, request, {
    state: 'refused',
    decided_by: deciderOf(context).id,
    decided_on: context.occasion.today,
    decision_note: input.note,
  })
  return { change: {}, record, subject }
}

function grantedOf(
  request: Pending<'suspension_request'>,
  input: DecideSuspensionRequestInput,
): SuspendInput {
  return {
    ground: request.ground,
    note: request.note,
    documentNo: input.documentNo || request.document_no,
    reviewOn: input.reviewOn || request.review_on,
    decisionNote: input.note,
  }
}

function pendingOf({ facts }: TaskContext): Pending<'suspension_request'> {
  const request = facts.pending_suspension_request
  if (!request) throw new NotAllowed('refusal.no_pending_suspension_request')
  return request
}
