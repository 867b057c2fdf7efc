import type { TaskState } from '../data/schema-task.ts'
import { moveOwedParts } from './co-unit-plan.ts'
import { endSubtasks } from './subtask.ts'
import type { Effect, TaskContext, Transition } from './task-act.ts'
import { answerRequest, closeRequest } from './update-request.ts'

interface ActDone {
  name: string
  to: Transition<never>['to']
}

const closed: readonly TaskState[] = ['verified', 'not_implemented', 'withdrawn']
const answers = ['update', 'report', 'enter_update']

/**
 * What an act means for what hangs on the task: a new deadline moves parts, an end ends the work given on, and the
 * unit's word answers an open question. Written in the act's own transaction and told by its own event.
 */
export async function withConsequences(context: TaskContext, act: ActDone, effect: Effect): Promise<Effect> {
  const { task } = context.facts
  const to = act.to === 'same' || act.to === 'decided' ? (effect.change.state ?? task.state) : act.to
  const ends = closed.includes(to)
  const moved = await movedParts(context, act, effect)
  const ended = ends || to === 'draft' || act.name === 'reassign' ? await endSubtasks(context) : []
  const settled = await settleRequest(context, act, { effect, ends })
  const record = {
    ...effect.record,
    ...(moved.length > 0 ? { moved_parts: moved } : {}),
    ...(ended.length > 0 ? { ended_subtasks: ended } : {}),
    ...(settled ? { update_request_id: settled } : {}),
  }
  return { ...effect, record }
}

async function movedParts(context: TaskContext, act: ActDone, { change }: Effect) {
  const { state, due_on: before } = context.facts.task
  const dueOn = change.due_on
  if (state === 'draft' || !before || !dueOn || dueOn === before) return []
  return moveOwedParts(context, before, dueOn, act.name === 'resume')
}

async function settleRequest(
  context: TaskContext,
  act: ActDone,
  { effect, ends }: { effect: Effect; ends: boolean },
): Promise<string | null> {
  if (answers.includes(act.name)) return answerRequest(context, effect.subject?.id ?? context.facts.task.id)
  return ends ? closeRequest(context) : null
}
