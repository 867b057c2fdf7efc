import type { Row } from '../data/schema.ts'
import { findOpenSuspension, insertSuspension, updateSuspension } from '../data/suspension.ts'
import { updateSuspensionRequest } from '../data/suspension-request.ts'
import { newId } from '../lib/id.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { sha256 } from '../lib/sha256.ts'
import { NotAllowed } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { findPolicy } from './policy.ts'
import { resumedDue } from './suspension-forecast.ts'
import { deciderOf, type Effect, type TaskContext } from './task-act.ts'
import type { Calendar } from './working-days.ts'

/** PRODUCT §3 act 9: grounds come from a list, and a suspension is looked at again within the policy's days (30). */
export const suspensionGrounds = [
  'law',
  'force_majeure',
  'waiting_superior',
  'reorganisation',
  'other',
] as const

export interface SuspendInput {
  ground: string
  note: string
  documentNo: string
  reviewOn: string | null
  /** What the leader says to a head who had asked. */
  decisionNote?: string
}

/** The leader suspends; a request of the head that waits is granted by it. */
export async function suspendTask(context: TaskContext, input: SuspendInput): Promise<Effect> {
  const { facts, occasion, calendar, db } = context
  const ground = await checkSuspension(context, input)
  const left = calendar.workingDaysBetween(occasion.today, facts.task.due_on ?? occasion.today)
  const id = newId()
  await insertSuspension(db, {
    id,
    task_id: facts.task.id,
    ground,
    note: input.note,
    document_no: input.documentNo,
    review_on: input.reviewOn ?? '',
    from_on: occasion.today,
    to_on: null,
    working_days_left: left,
    decided_by: deciderOf(context).id,
    created_at: occasion.at,
    version: 1,
  })
  await grantRequest(context, id, input.decisionNote ?? '')
  return {
    change: { frozen_days: left, next_look_on: input.reviewOn },
    record: {
      suspension_id: id,
      ground,
      document_no: input.documentNo,
      review_on: input.reviewOn,
      working_days_left: left,
    },
    subject: { type: 'suspension', id },
  }
}

/** The ground, when everything that a suspension needs is there, by the policy of the day. Throws `Invalid`. */
export async function checkSuspension(
  { db, facts, occasion }: TaskContext,
  input: SuspendInput,
): Promise<Row<'suspension'>['ground']> {
  const { today } = occasion
  const days = (await findPolicy(db, facts.task.organisation_id, today)).terms.suspension_days
  const ground = suspensionGrounds.find(known => known === input.ground)
  const check = fieldCheck()
  check.refuseIf(!ground, 'ground', 'error.required.ground')
  check.text('note', input.note, 'paragraph', ground === 'other')
  check.text('documentNo', input.documentNo, 'code')
  check.date('reviewOn', input.reviewOn)
  const review = input.reviewOn ?? ''
  check.refuseIf(review !== '' && review <= today, 'reviewOn', 'error.date_not_after_today')
  const tooFar = review > addDays(today, days)
  check.refuseIf(tooFar, 'reviewOn', { key: 'error.review_too_far', values: { days } })
  check.done()
  return ground ?? 'other'
}

async function grantRequest(context: TaskContext, suspensionId: string, note: string): Promise<void> {
  const request = context.facts.pending_suspension_request
  if (!request) return
  if (deciderOf(context).person_id === request.requester_id) throw new NotAllowed('refusal.own_request')
  await updateSuspensionRequest(context.db, request, {
    state: 'granted',
    suspension_id: suspensionId,
    decided_by: deciderOf(context).id,
    decided_on: context.occasion.today,
    decision_note: note,
  })
}

/** Act 10: the deadline moves on by the working days that passed, so that a late task stays exactly as late. */
export async function resumeTask(context: TaskContext, input: { note: string }): Promise<Effect> {
  const { facts, occasion, calendar, db } = context
  const { task } = facts
  const check = fieldCheck()
  check.text('note', input.note, 'paragraph', false)
  check.done()
  const suspension = await findOpenSuspension(db, task.id)
  if (!suspension) throw new Error(`suspended task ${task.id} has no suspension`)
  await updateSuspension(db, suspension, { to_on: occasion.today })
  const { days, change } = resumption(task, suspension, occasion.today, calendar)
  return {
    change: { ...change, next_look_on: occasion.today },
    record: {
      suspension_id: suspension.id,
      old_due_on: task.due_on,
      new_due_on: change.due_on,
      days,
      note_sha256: sha256(input.note),
    },
    text: input.note,
    subject: { type: 'suspension', id: suspension.id },
  }
}

/** What the task is like once it goes on from the day: the worker's outlook asks before it happens. */
export function resumption(
  task: Row<'task'>,
  suspension: Pick<Row<'suspension'>, 'from_on'>,
  on: PlainDate,
  calendar: Calendar,
) {
  const days = calendar.workingDaysBetween(suspension.from_on, on)
  const change = {
    due_on: task.due_on && resumedDue(task.due_on, { from: suspension.from_on, to: on }, calendar),
    frozen_days: null,
    updated_on: on,
    deadline_version: task.deadline_version + 1,
  }
  return { days, change }
}
