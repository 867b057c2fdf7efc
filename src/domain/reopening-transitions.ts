import { committeeOf, leaderOf } from './authority.ts'
import { type ReopenInput, reopenTask } from './reopening.ts'
import type { Transition } from './task-act.ts'

/** Act 13. What was withdrawn stays so. */
export const reopeningTransitions = {
  reopen: {
    from: ['verified', 'not_implemented'],
    to: 'in_progress',
    offered: facts => facts.recommendation_outcome === null,
    who: (actor, facts) => leaderOf(actor, facts) ?? committeeOf(actor, facts),
    apply: reopenTask,
  } satisfies Transition<ReopenInput> as Transition<ReopenInput>,
}
