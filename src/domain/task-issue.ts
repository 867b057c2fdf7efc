import { holdOpenRecommendation } from '../data/recommendation.ts'
import { insertRefusal, updateRefusal } from '../data/refusal.ts'
import { insertTaskText } from '../data/task-text.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { WrongState } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { findPolicy } from './policy.ts'
import { findRearmedOn } from './reminder-plan.ts'
import { deciderOf, type Effect, holdingOf, personOf, type TaskContext } from './task-act.ts'
import { checkOfficer, searchText } from './task-draft.ts'
import { checkUnit } from './unit-choice.ts'

/** Act 1: the deadline of the issue is the original one; an issue after a refusal sets it anew. */
export async function issueTask(context: TaskContext): Promise<Effect> {
  const { task, pending_refusal } = context.facts
  if (!(await holdOpenRecommendation(context.db, task.recommendation_id)))
    throw new WrongState(task.state, 'issue')
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
  await checkUnit(context, 'proposedUnitId', input.proposedUnitId, check)
  check.refuseIf(input.proposedUnitId === facts.task.lead_unit_id, 'proposedUnitId', 'error.same_unit')
  // A unit to which the task was handed on has its three days from then.
  const days = calendar.workingDaysBetween(await findRearmedOn(db, facts), occasion.today)
  const { terms } = await findPolicy(db, facts.task.organisation_id, occasion.today)
  check.refuseIf(days > terms.refusal_days, 'reason', {
    key: 'error.refusal_too_late',
    values: { days: terms.refusal_days },
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
