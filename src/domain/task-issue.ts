import { insertRefusal, updateRefusal } from '../data/refusal.ts'
import { insertTaskText } from '../data/task-text.ts'
import { findUnit } from '../data/unit.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { fieldCheck } from './field-check.ts'
import { deciderOf, type Effect, holdingOf, personOf, type TaskContext } from './task-act.ts'
import { checkOfficer, searchText } from './task-draft.ts'
import { isUnitOpen } from './unit-closing.ts'

/** Working days within which a head may say that a task is not theirs (PRODUCT §3 act 3). */
export const refusalDays = 3

/** Act 1: the deadline of the issue is the original one; an issue after a refusal sets it anew. */
export async function issueTask(context: TaskContext): Promise<Effect> {
  const { task, pending_refusal } = context.facts
  const check = fieldCheck()
  check.text('title', task.title, 'line')
  check.text('criterion', task.criterion, 'paragraph')
  check.date('dueOn', task.due_on)
  check.done()
  if (pending_refusal) await updateRefusal(context.db, pending_refusal, { state: 'decided' })
  const { today } = context.occasion
  return {
    change: {
      assigner_id: deciderOf(context).id,
      issued_on: today,
      received_on: null,
      updated_on: null,
      original_due_on: task.due_on,
      deadline_version: task.deadline_version + 1,
      next_look_on: today,
    },
    record: { due_on: task.due_on, document_no: task.document_no, document_on: task.document_on },
  }
}

/** Act 2. */
export async function receiveTask(
  context: TaskContext,
  input: { officerId: string | null },
): Promise<Effect> {
  const officerId = input.officerId || context.facts.task.officer_id
  await checkOfficer(context, officerId)
  return {
    change: {
      received_on: context.occasion.today,
      officer_id: officerId,
      next_look_on: context.occasion.today,
    },
    record: { officer_id: officerId },
  }
}

export interface RefuseInput {
  reason: string
  proposedUnitId: string
}

/** Act 3: back to the secretary, who must decide; the head's unit stays written until then. */
export async function refuseTask(context: TaskContext, input: RefuseInput): Promise<Effect> {
  const { facts, occasion, calendar, db } = context
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  const proposed = input.proposedUnitId ? await findUnit(db, input.proposedUnitId) : undefined
  check.refuseIf(!proposed, 'proposedUnitId', 'error.required.proposedUnitId')
  check.refuseIf(proposed?.id === facts.task.lead_unit_id, 'proposedUnitId', 'error.same_unit')
  const days = calendar.workingDaysBetween(facts.task.issued_on ?? occasion.today, occasion.today)
  check.refuseIf(days > refusalDays, 'reason', {
    key: 'error.refusal_too_late',
    values: { days: refusalDays },
  })
  check.done()
  const id = newId()
  await insertRefusal(db, {
    id,
    task_id: facts.task.id,
    unit_id: facts.task.lead_unit_id,
    reason: input.reason,
    proposed_unit_id: input.proposedUnitId,
    state: 'pending',
    refused_by: holdingOf(context).id,
    refused_on: occasion.today,
    created_at: occasion.at,
    version: 1,
  })
  return {
    change: { refused_count: facts.task.refused_count + 1, next_look_on: null },
    record: { refusal_id: id, proposed_unit_id: input.proposedUnitId, reason_sha256: sha256(input.reason) },
    subject: { type: 'refusal', id },
  }
}

export interface ReasonInput {
  reason: string
}

/** Act 12; a successor, where named, is another task of the same organisation. */
export async function withdrawTask(
  context: TaskContext,
  input: ReasonInput & { successorId: string | null },
): Promise<Effect> {
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  check.refuseIf(input.successorId === context.facts.task.id, 'successorId', 'error.successor_is_itself')
  check.done()
  return {
    change: {
      successor_id: input.successorId || null,
      closed_on: context.occasion.today,
      next_look_on: null,
    },
    record: { successor_id: input.successorId || null, reason_sha256: sha256(input.reason) },
    text: input.reason,
  }
}

/** Act 14, the leader's half: the task moves to another unit and its ladder starts anew. */
export async function reassignTask(
  context: TaskContext,
  input: ReasonInput & { leadUnitId: string },
): Promise<Effect> {
  const { task, co_units } = context.facts
  const unit = input.leadUnitId ? await findUnit(context.db, input.leadUnitId) : undefined
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  check.refuseIf(!unit, 'leadUnitId', 'error.required.leadUnitId')
  check.refuseIf(unit?.id === task.lead_unit_id, 'leadUnitId', 'error.same_unit')
  const isClosed = unit !== undefined && !isUnitOpen(unit, context.occasion.today)
  check.refuseIf(isClosed, 'leadUnitId', 'error.unit_closed')
  check.refuseIf(
    co_units.some(part => part.unit_id === unit?.id),
    'leadUnitId',
    'error.lead_is_co_unit',
  )
  check.done()
  return {
    change: {
      lead_unit_id: input.leadUnitId,
      officer_id: null,
      deadline_version: task.deadline_version + 1,
      next_look_on: context.occasion.today,
    },
    record: {
      old_unit_id: task.lead_unit_id,
      new_unit_id: input.leadUnitId,
      reason_sha256: sha256(input.reason),
    },
    text: input.reason,
  }
}

/** Act 14, the head's half. */
export async function assignOfficer(
  context: TaskContext,
  input: { officerId: string | null },
): Promise<Effect> {
  await checkOfficer(context, input.officerId)
  return {
    change: { officer_id: input.officerId || null, next_look_on: context.occasion.today },
    record: { old_officer_id: context.facts.task.officer_id, new_officer_id: input.officerId || null },
  }
}

export interface CorrectInput extends ReasonInput {
  title: string
  criterion: string
}

/** DECISIONS 23: the old words stay in `task_text`; the event holds the hashes of both. */
export async function correctTask(context: TaskContext, input: CorrectInput): Promise<Effect> {
  const { task } = context.facts
  const check = fieldCheck()
  check.text('title', input.title, 'line')
  check.text('criterion', input.criterion, 'paragraph')
  check.text('reason', input.reason, 'paragraph')
  check.refuseIf(
    input.title === task.title && input.criterion === task.criterion,
    'title',
    'error.nothing_changed',
  )
  check.done()
  await insertTaskText(context.db, {
    id: newId(),
    task_id: task.id,
    title: task.title,
    criterion: task.criterion,
    reason: input.reason,
    corrected_by: personOf(context),
    corrected_at: context.occasion.at,
  })
  return {
    change: { title: input.title, criterion: input.criterion, ...searchText(task.code, input) },
    record: {
      old_sha256: sha256(`${task.title}\n${task.criterion}`),
      new_sha256: sha256(`${input.title}\n${input.criterion}`),
      reason_sha256: sha256(input.reason),
    },
  }
}
