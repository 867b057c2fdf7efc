import type { TaskState } from '../data/schema-task.ts'
import type { TaskFacts } from '../data/task.ts'
import * as authority from './authority.ts'
import * as coUnit from './co-unit.ts'
import * as coUnitPlan from './co-unit-plan.ts'
import type { Transition } from './task-act.ts'

const atWork: TaskState[] = ['in_progress', 'returned']
const notYetReported: TaskState[] = ['issued', 'in_progress', 'returned']

const partIn = (states: string[]) => (facts: TaskFacts) =>
  facts.co_units.some(part => states.includes(part.state))

function row<Input>(transition: Transition<Input>): Transition<Input> {
  return transition
}

/** The head of that one part, or of any part while the page asks what to offer. */
const partHead: Transition<coUnit.CoUnitAct>['who'] = (actor, facts, input) =>
  authority.coUnitHeadOf(actor, facts, input?.coUnitId)

const owed = partIn(['asked', 'received', 'returned'])

/** The acts on a co-unit's part; none moves the task itself. */
export const coUnitTransitions = {
  receive_co_unit: row<coUnit.CoUnitAct>({
    from: notYetReported,
    to: 'same',
    who: partHead,
    offered: partIn(['asked']),
    apply: coUnit.receiveCoUnit,
  }),
  update_co_unit: row<coUnit.UpdateCoUnitInput>({
    from: notYetReported,
    to: 'same',
    who: partHead,
    offered: partIn(['asked', 'received', 'returned']),
    apply: coUnit.updateCoUnitPart,
  }),
  submit_co_unit: row<coUnit.CoUnitAct & { text: string }>({
    from: notYetReported,
    to: 'same',
    who: partHead,
    offered: partIn(['asked', 'received', 'returned']),
    apply: coUnit.submitCoUnit,
  }),
  accept_co_unit: row<coUnit.CoUnitAct>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOf,
    offered: partIn(['submitted']),
    apply: coUnit.acceptCoUnit,
  }),
  return_co_unit: row<coUnit.CoUnitAct & { reason: string }>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOf,
    offered: partIn(['submitted']),
    apply: coUnit.returnCoUnit,
  }),
  waive_co_unit: row<coUnit.CoUnitAct & { reason: string }>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOf,
    offered: partIn(['asked', 'received', 'submitted', 'returned']),
    apply: coUnit.waiveCoUnit,
  }),
  plan_co_unit: row<coUnitPlan.PlanCoUnitInput>({
    from: notYetReported,
    to: 'same',
    who: (actor, facts) => authority.leadHeadOf(actor, facts) ?? authority.leaderOf(actor, facts),
    offered: owed,
    apply: coUnitPlan.planCoUnit,
  }),
  nudge_co_unit: row<coUnit.CoUnitAct>({
    from: notYetReported,
    to: 'same',
    who: authority.leadHeadOf,
    offered: owed,
    apply: coUnitPlan.nudgeCoUnit,
  }),
}
