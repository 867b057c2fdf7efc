import type { TaskState } from '../data/schema-task.ts'
import type { TaskFacts } from '../data/task.ts'
import { leaderOrOnBehalf, leadHeadOf } from './authority.ts'
import * as suspension from './suspension.ts'
import * as request from './suspension-request.ts'
import type { Transition } from './task-act.ts'

const atWork: TaskState[] = ['in_progress', 'returned']
const isAsked = (facts: TaskFacts) => facts.pending_suspension_request !== undefined

function row<Input>(transition: Transition<Input>): Transition<Input> {
  return transition
}

/** Acts 9 and 10: the leader suspends, or grants what the head asked; the leader or the review date resumes. */
export const suspensionTransitions = {
  request_suspension: row<suspension.SuspendInput>({
    from: atWork,
    to: 'same',
    who: leadHeadOf,
    offered: facts => !isAsked(facts),
    apply: request.requestSuspension,
  }),
  withdraw_suspension_request: row<{ reason: string }>({
    from: atWork,
    to: 'same',
    who: leadHeadOf,
    offered: isAsked,
    apply: request.withdrawSuspensionRequest,
  }),
  decide_suspension_request: row<request.DecideSuspensionRequestInput>({
    from: atWork,
    to: 'decided',
    who: request.suspensionDecider,
    offered: isAsked,
    apply: request.decideSuspensionRequest,
  }),
  suspend: row<suspension.SuspendInput>({
    from: atWork,
    to: 'suspended',
    who: request.suspensionDecider,
    apply: suspension.suspendTask,
  }),
  resume: row<{ note: string }>({
    from: ['suspended'],
    to: 'in_progress',
    who: leaderOrOnBehalf,
    system: true,
    apply: suspension.resumeTask,
  }),
}
