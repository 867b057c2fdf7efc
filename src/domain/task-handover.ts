import { findOpenSuspension, updateSuspension } from '../data/suspension.ts'
import { findTaskRow } from '../data/task.ts'
import { sha256 } from '../lib/sha256.ts'
import { type FieldCheck, fieldCheck } from './field-check.ts'
import type { Effect, TaskContext } from './task-act.ts'
import { checkOfficer } from './task-draft.ts'
import type { ReasonInput } from './task-issue.ts'
import { checkUnit } from './unit-choice.ts'

/** Act 12; a successor, where named, is another task of the same organisation. */
export async function withdrawTask(
  context: TaskContext,
  input: ReasonInput & { successorId: string | null },
): Promise<Effect> {
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  await checkSuccessor(context, input.successorId, check)
  check.done()
  // A pause ends with its task, or the duties of every day would look at it for ever.
  const suspension = await findOpenSuspension(context.db, context.facts.task.id)
  if (suspension) await updateSuspension(context.db, suspension, { to_on: context.occasion.today })
  return {
    change: {
      successor_id: input.successorId || null,
      closed_on: context.occasion.today,
      frozen_days: null,
      next_look_on: null,
    },
    record: { successor_id: input.successorId || null, reason_sha256: sha256(input.reason) },
    text: input.reason,
  }
}

/** Another task of the same organisation, and one that is still to be done or was. */
async function checkSuccessor(
  { db, facts }: TaskContext,
  successorId: string | null,
  check: FieldCheck,
): Promise<void> {
  if (!successorId) return
  check.refuseIf(successorId === facts.task.id, 'successorId', 'error.successor_is_itself')
  const successor = await findTaskRow(db, successorId)
  const fits =
    successor?.organisation_id === facts.task.organisation_id &&
    successor.state !== 'withdrawn' &&
    successor.state !== 'not_implemented'
  check.refuseIf(!fits, 'successorId', 'error.unknown_successor')
}

/** Act 14, the leader's half: the task moves to another unit and its ladder starts anew. */
export async function reassignTask(
  context: TaskContext,
  input: ReasonInput & { leadUnitId: string },
): Promise<Effect> {
  const { task, co_units } = context.facts
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  await checkUnit(context, 'leadUnitId', input.leadUnitId, check)
  check.refuseIf(input.leadUnitId === task.lead_unit_id, 'leadUnitId', 'error.same_unit')
  check.refuseIf(
    co_units.some(part => part.unit_id === input.leadUnitId),
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
