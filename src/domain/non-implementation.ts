import type { Actor } from '../data/actor.ts'
import { insertNonImplementation, updateNonImplementation } from '../data/non-implementation.ts'
import type { TaskFacts } from '../data/task.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { type Authority, committeeOf, isAskedBy } from './authority.ts'
import { NotAllowed } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { deciderOf, type Effect, type TaskContext } from './task-act.ts'

/** Act 11, the leader's half: a written explanation of why the task will not be done. */
export async function proposeNonImplementation(
  context: TaskContext,
  input: { explanation: string },
): Promise<Effect> {
  const check = fieldCheck()
  check.text('explanation', input.explanation, 'account')
  check.done()
  const id = newId()
  await insertNonImplementation(context.db, {
    id,
    task_id: context.facts.task.id,
    explanation: input.explanation,
    state: 'pending',
    proposed_by: deciderOf(context).id,
    proposed_on: context.occasion.today,
    decision_no: '',
    decision_note: '',
    decided_by: null,
    decided_on: null,
    created_at: context.occasion.at,
    version: 1,
  })
  return {
    change: {},
    record: { non_implementation_id: id, explanation_sha256: sha256(input.explanation) },
    subject: { type: 'non_implementation', id },
  }
}

/** The committee; never who proposed, though they sit on it too. */
export function nonImplementationDecider(actor: Actor, facts: TaskFacts): Authority | undefined {
  return isAskedBy(facts.pending_non_implementation, actor) ? undefined : committeeOf(actor, facts)
}

export interface DecideNonImplementationInput {
  verdict: string
  decisionNo: string
  note: string
}

/** Act 11, the committee's half: accepted, the task is closed and counted apart, never as done. */
export async function decideNonImplementation(
  context: TaskContext,
  input: DecideNonImplementationInput,
): Promise<Effect> {
  const pending = context.facts.pending_non_implementation
  if (!pending) throw new NotAllowed('refusal.no_pending_non_implementation')
  const verdict = (['accepted', 'refused'] as const).find(known => known === input.verdict)
  const check = fieldCheck()
  check.refuseIf(!verdict, 'verdict', 'error.required.verdict')
  check.text('decisionNo', input.decisionNo, 'code', verdict === 'accepted')
  check.text('note', input.note, 'paragraph', verdict === 'refused')
  check.done()
  await updateNonImplementation(context.db, pending, {
    state: verdict ?? 'refused',
    decision_no: input.decisionNo,
    decision_note: input.note,
    decided_by: deciderOf(context).id,
    decided_on: context.occasion.today,
  })
  const closed = { state: 'not_implemented' as const, closed_on: context.occasion.today, next_look_on: null }
  return {
    change: verdict === 'accepted' ? closed : {},
    record: {
      non_implementation_id: pending.id,
      verdict,
      decision_no: input.decisionNo,
      note_sha256: sha256(input.note),
    },
    subject: { type: 'non_implementation', id: pending.id },
  }
}
