import { updateCycleMissed } from '../data/obligation-cycle.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { Conflict } from './errors.ts'
import type { Period } from './obligation-period.ts'
import type { Effect, TaskContext, Transition } from './task-act.ts'

interface IssueCycleInput {
  cycleId: string
  /** The leader's appointment in whose name it is issued. */
  assignerId: string
  period: Period
  /** The cycle that begins with the obligation itself. */
  first: boolean
}

function row<Input>(transition: Transition<Input>): Transition<Input> {
  return transition
}

const nobody = () => undefined

/** The acts of the system on the tasks of an obligation's cycles; no person may do them. */
export const obligationTransitions = {
  issue_cycle: row<IssueCycleInput>({
    from: ['draft'],
    to: 'issued',
    who: nobody,
    system: true,
    apply: issueCycle,
  }),
  miss_cycle: row<{ cycleId: string; missedOn: PlainDate }>({
    from: ['issued', 'in_progress', 'returned', 'reported'],
    to: 'same',
    who: nobody,
    system: true,
    apply: missCycle,
  }),
}

async function issueCycle({ facts, occasion }: TaskContext, input: IssueCycleInput): Promise<Effect> {
  const { task } = facts
  return {
    change: {
      assigner_id: input.assignerId,
      issued_on: occasion.today,
      original_due_on: task.due_on,
      deadline_version: task.deadline_version + 1,
      next_look_on: occasion.today,
    },
    record: {
      cycle_id: input.cycleId,
      obligation_id: task.obligation_id,
      period_from: input.period.from,
      period_to: input.period.to,
      due_on: task.due_on,
      first: input.first,
    },
  }
}

/** PRODUCT §3: "không báo cáo". Written once; the task itself goes on, and may still be reported late. */
async function missCycle(
  { db, facts }: TaskContext,
  { cycleId, missedOn }: { cycleId: string; missedOn: PlainDate },
): Promise<Effect> {
  if (!(await updateCycleMissed(db, cycleId, missedOn))) throw new Conflict()
  return {
    change: {},
    record: { cycle_id: cycleId, obligation_id: facts.task.obligation_id, missed_on: missedOn },
    subject: { type: 'obligation_cycle', id: cycleId },
  }
}
