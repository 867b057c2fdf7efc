import { insertVerdict } from '../data/verdict.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { fieldCheck } from './field-check.ts'
import { type Effect, holdingOf, type TaskContext } from './task-act.ts'

/** Act 6: the task was completed on the day it was reported, not on the day someone found time to verify it. */
export async function verifyTask(context: TaskContext, input: { note: string }): Promise<Effect> {
  const check = fieldCheck()
  check.text('note', input.note, 'paragraph', false)
  check.done()
  const { task } = context.facts
  const id = await writeVerdict(context, { verdict: 'verified', note: input.note })
  return {
    change: { completed_on: task.reported_on, closed_on: context.occasion.today, next_look_on: null },
    record: { verdict_id: id, round: task.round, completed_on: task.reported_on },
    subject: { type: 'verdict', id },
  }
}

export interface ReturnInput {
  reason: string
  missing: string
  supplementDueOn: string | null
}

/**
 * Act 7: what is missing, and by when. The working days that verification took are not charged to the unit: the
 * deadline moves by those after the report's day up to and including the return's (DECISIONS 3).
 */
export async function returnTask(context: TaskContext, input: ReturnInput): Promise<Effect> {
  const { occasion, calendar } = context
  const { task } = context.facts
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  check.text('missing', input.missing, 'paragraph')
  check.date('supplementDueOn', input.supplementDueOn)
  check.refuseIf(
    (input.supplementDueOn || '9999') < occasion.today,
    'supplementDueOn',
    'error.date_before_today',
  )
  check.done()
  const id = await writeVerdict(context, {
    verdict: 'returned',
    note: input.reason,
    missing: input.missing,
    supplement_due_on: input.supplementDueOn,
  })
  const days = calendar.workingDaysBetween(task.reported_on ?? occasion.today, occasion.today)
  const dueOn = task.due_on && calendar.addWorkingDays(task.due_on, days)
  return {
    change: {
      due_on: dueOn,
      supplement_due_on: input.supplementDueOn,
      reported_on: null,
      reported_by: null,
      updated_on: occasion.today,
      deadline_version: task.deadline_version + 1,
      next_look_on: occasion.today,
    },
    record: {
      verdict_id: id,
      round: task.round,
      old_due_on: task.due_on,
      new_due_on: dueOn,
      supplement_due_on: input.supplementDueOn,
      verification_days: days,
      reason_sha256: sha256(input.reason),
      missing_sha256: sha256(input.missing),
    },
    subject: { type: 'verdict', id },
  }
}

interface VerdictText {
  verdict: 'verified' | 'returned'
  note: string
  missing?: string
  supplement_due_on?: string | null
}

async function writeVerdict(context: TaskContext, verdict: VerdictText): Promise<string> {
  const id = newId()
  await insertVerdict(context.db, {
    id,
    task_id: context.facts.task.id,
    round: context.facts.task.round,
    missing: '',
    supplement_due_on: null,
    ...verdict,
    decided_by: holdingOf(context).id,
    decided_on: context.occasion.today,
    created_at: context.occasion.at,
  })
  return id
}
