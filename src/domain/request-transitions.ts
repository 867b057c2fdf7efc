import * as authority from './authority.ts'
import type { Transition } from './task-act.ts'
import { type AskUpdateInput, askUpdate } from './update-request.ts'

function row<Input>(transition: Transition<Input>): Transition<Input> {
  return transition
}

/** "Cập nhật ngay": asked by a leader or the secretary, of a task that is with its unit; one question at a time. */
export const requestTransitions = {
  ask_update: row<AskUpdateInput>({
    from: ['in_progress', 'returned'],
    to: 'same',
    who: (actor, facts) => authority.leaderOf(actor, facts) ?? authority.secretaryOf(actor, facts),
    offered: facts => facts.open_request === undefined,
    apply: askUpdate,
  }),
}
