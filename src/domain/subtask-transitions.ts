import type { Actor } from '../data/actor.ts'
import type { TaskState } from '../data/schema-task.ts'
import type { TaskFacts } from '../data/task.ts'
import * as authority from './authority.ts'
import * as subtask from './subtask.ts'
import { subtaskOfficerOf } from './subtask-authority.ts'
import type { Transition } from './task-act.ts'

const atWork: TaskState[] = ['in_progress', 'returned']

const anyOpen = (facts: TaskFacts) => facts.subtasks.some(one => one.state === 'open')

const headOrItsOfficer = (actor: Actor, facts: TaskFacts, input?: { subtaskId?: string | undefined }) =>
  authority.leadHeadOf(actor, facts) ?? subtaskOfficerOf(actor, facts, input?.subtaskId)

function row<Input>(transition: Transition<Input>): Transition<Input> {
  return transition
}

/** The acts on work given on within the lead unit; none moves the task itself, and no figure counts them. */
export const subtaskTransitions = {
  give_subtask: row<subtask.SubtaskInput>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOf,
    apply: subtask.giveSubtask,
  }),
  change_subtask: row<subtask.SubtaskInput & subtask.SubtaskAct>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOf,
    offered: anyOpen,
    apply: subtask.changeSubtask,
  }),
  update_subtask: row<subtask.SubtaskAct & { text: string; percent: number }>({
    from: atWork,
    to: 'same',
    who: headOrItsOfficer,
    offered: anyOpen,
    apply: subtask.updateSubtaskProgress,
  }),
  complete_subtask: row<subtask.SubtaskAct & { text: string }>({
    from: atWork,
    to: 'same',
    who: headOrItsOfficer,
    offered: anyOpen,
    apply: subtask.completeSubtask,
  }),
  cancel_subtask: row<subtask.SubtaskAct & { reason: string }>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOf,
    offered: anyOpen,
    apply: subtask.cancelSubtask,
  }),
}
