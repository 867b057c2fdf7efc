import { listNonImplementations } from '../data/non-implementation.ts'
import { holdOpenRecommendation } from '../data/recommendation.ts'
import { insertReopening } from '../data/reopening.ts'
import type { Db, Row } from '../data/schema.ts'
import { listVerdicts } from '../data/verdict.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { WrongState } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { deciderOf, type Effect, type TaskContext } from './task-act.ts'

export interface ReopenInput {
  reason: string
  /** Later than today; the original deadline stays. */
  newDueOn: string | null
}

/**
 * Act 13: a closed task is worked on again by a new deadline. Its closure stays in the record with what had closed it;
 * figures as of the days before still say what they said. Under a recommendation that the committee has closed nothing
 * is opened again before that is.
 */
export async function reopenTask(context: TaskContext, input: ReopenInput): Promise<Effect> {
  const { db, facts, occasion } = context
  const { task } = facts
  if (!(await holdOpenRecommendation(db, task.recommendation_id))) throw new WrongState(task.state, 'reopen')
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  check.date('newDueOn', input.newDueOn)
  const dueOn = input.newDueOn ?? ''
  check.refuseIf(dueOn !== '' && dueOn <= occasion.today, 'newDueOn', 'error.date_not_after_today')
  check.done()
  const id = newId()
  const closure = await findClosure(db, task)
  await insertReopening(db, {
    id,
    task_id: task.id,
    from_state: task.state as 'verified' | 'not_implemented',
    reported_on: task.reported_on,
    completed_on: task.completed_on,
    closed_on: task.closed_on,
    ...closure,
    reason: input.reason,
    old_due_on: task.due_on,
    new_due_on: dueOn,
    decided_by: deciderOf(context).id,
    decided_on: occasion.today,
    created_at: occasion.at,
  })
  return {
    change: reopened(task, dueOn, occasion.today),
    record: {
      reopening_id: id,
      ...closure,
      completed_on: task.completed_on,
      closed_on: task.closed_on,
      old_due_on: task.due_on,
      new_due_on: dueOn,
      reason_sha256: sha256(input.reason),
    },
    subject: { type: 'reopening', id },
  }
}

function reopened(task: Row<'task'>, dueOn: string, today: string): Effect['change'] {
  return {
    due_on: dueOn,
    supplement_due_on: null,
    reported_on: null,
    reported_by: null,
    completed_on: null,
    closed_on: null,
    updated_on: today,
    deadline_version: task.deadline_version + 1,
    next_look_on: today,
  }
}

/** What had closed the task: the last verdict, or the committee's last decision. */
async function findClosure(db: Db, task: Row<'task'>) {
  if (task.state === 'verified') {
    const verdicts = await listVerdicts(db, task.id)
    const verdict = verdicts.findLast(one => one.verdict === 'verified')
    return { verdict_id: verdict?.id ?? null, non_implementation_id: null, decision_no: '' }
  }
  const decisions = await listNonImplementations(db, task.id)
  const decision = decisions.findLast(one => one.state === 'accepted')
  return {
    verdict_id: null,
    non_implementation_id: decision?.id ?? null,
    decision_no: decision?.decision_no ?? '',
  }
}
