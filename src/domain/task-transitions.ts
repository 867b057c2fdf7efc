import type { TaskState } from '../data/schema-task.ts'
import type { TaskFacts } from '../data/task.ts'
import * as authority from './authority.ts'
import { coUnitTransitions } from './co-unit-transitions.ts'
import * as extension from './extension.ts'
import * as nonImplementation from './non-implementation.ts'
import { obligationTransitions } from './obligation-transitions.ts'
import { reopeningTransitions } from './reopening-transitions.ts'
import { requestTransitions } from './request-transitions.ts'
import { subtaskTransitions } from './subtask-transitions.ts'
import { suspensionTransitions } from './suspension-transitions.ts'
import type { Transition } from './task-act.ts'
import { type DraftInput, prepareTask } from './task-draft.ts'
import * as handover from './task-handover.ts'
import * as issue from './task-issue.ts'
import * as update from './task-update.ts'
import { unitSheetTransitions } from './unit-sheet-transitions.ts'
import * as verdict from './verdict.ts'

const open: TaskState[] = ['issued', 'in_progress', 'returned', 'reported', 'suspended']
const atWork: TaskState[] = ['in_progress', 'returned']
const notYetReported: TaskState[] = ['issued', 'in_progress', 'returned']

const noProposal = (facts: TaskFacts) => !facts.pending_non_implementation

function row<Input>(transition: Transition<Input>): Transition<Input> {
  return transition
}

/**
 * Every act on a task: from, to, who may, guard and consequence (PRODUCT §3). The pages, the mail links, the importer
 * and the command line all go through this table; nothing else writes `task.state`.
 */
export const taskTransitions = {
  prepare: row<DraftInput>({
    from: ['draft'],
    to: 'same',
    who: (actor, facts) => authority.secretaryOf(actor, facts) ?? authority.leaderOf(actor, facts),
    apply: prepareTask,
  }),
  issue: row<object>({
    from: ['draft'],
    to: 'issued',
    who: authority.leaderOrOnBehalf,
    // Of a recommendation that the committee has closed nothing is given out any more.
    offered: facts => facts.recommendation_outcome === null,
    apply: issue.issueTask,
  }),
  receive: row<{ officerId: string | null }>({
    from: ['issued'],
    to: 'in_progress',
    who: authority.leadHeadOf,
    apply: issue.receiveTask,
  }),
  refuse: row<issue.RefuseInput>({
    from: ['issued'],
    to: 'draft',
    who: authority.leadHeadOf,
    apply: issue.refuseTask,
  }),
  update: row<update.UpdateInput>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOrOfficer,
    apply: update.updateProgress,
  }),
  draft_report: row<update.ReportInput>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOrOfficer,
    apply: update.draftReport,
  }),
  report: row<update.ReportInput>({
    from: atWork,
    to: 'reported',
    who: authority.leadHeadOf,
    apply: update.reportTask,
  }),
  take_back: row<issue.ReasonInput>({
    from: ['reported'],
    to: 'in_progress',
    who: authority.leadHeadOf,
    apply: update.takeBackReport,
  }),
  verify: row<{ note: string }>({
    from: ['reported'],
    to: 'verified',
    who: authority.verifierOf,
    apply: verdict.verifyTask,
  }),
  return: row<verdict.ReturnInput>({
    from: ['reported'],
    to: 'returned',
    who: authority.verifierOf,
    apply: verdict.returnTask,
  }),
  ...suspensionTransitions,
  propose_non_implementation: row<{ explanation: string }>({
    from: notYetReported,
    to: 'same',
    who: authority.leaderOf,
    offered: noProposal,
    apply: nonImplementation.proposeNonImplementation,
  }),
  decide_non_implementation: row<nonImplementation.DecideNonImplementationInput>({
    from: notYetReported,
    to: 'decided',
    who: nonImplementation.nonImplementationDecider,
    offered: facts => !noProposal(facts),
    apply: nonImplementation.decideNonImplementation,
  }),
  withdraw: row<issue.ReasonInput & { successorId: string | null }>({
    from: open,
    to: 'withdrawn',
    who: authority.leaderOrOnBehalf,
    // The committee closed the obligation of which it is a cycle.
    system: true,
    apply: handover.withdrawTask,
  }),
  reassign: row<issue.ReasonInput & { leadUnitId: string }>({
    from: open,
    to: 'same',
    who: authority.leaderOrOnBehalf,
    apply: handover.reassignTask,
  }),
  assign_officer: row<{ officerId: string | null }>({
    from: open,
    to: 'same',
    who: authority.leadHeadOf,
    apply: handover.assignOfficer,
  }),
  correct: row<issue.CorrectInput>({
    from: open,
    to: 'same',
    who: (actor, facts) => authority.leaderOf(actor, facts) ?? authority.secretaryOf(actor, facts),
    apply: issue.correctTask,
  }),
  request_extension: row<extension.RequestExtensionInput>({
    from: atWork,
    to: 'same',
    who: authority.leadHeadOf,
    offered: facts => !facts.pending_extension,
    apply: extension.requestExtension,
  }),
  withdraw_extension: row<{ reason: string }>({
    from: open,
    to: 'same',
    who: authority.leadHeadOf,
    offered: facts => facts.pending_extension !== undefined,
    apply: extension.withdrawExtension,
  }),
  decide_extension: row<extension.DecideExtensionInput>({
    from: atWork,
    to: 'same',
    who: extension.extensionDecider,
    offered: facts => facts.pending_extension !== undefined,
    apply: extension.decideExtension,
  }),
  ...reopeningTransitions,
  ...coUnitTransitions,
  ...subtaskTransitions,
  ...requestTransitions,
}

/** The same with what the system alone does and what is entered from a unit's sheet: what `perform` looks up. */
export const allTransitions = { ...taskTransitions, ...obligationTransitions, ...unitSheetTransitions }

export type TaskActName = keyof typeof taskTransitions
export type AnyTaskActName = keyof typeof allTransitions
export type TaskActInput<N extends AnyTaskActName> =
  (typeof allTransitions)[N] extends Transition<infer Input> ? Input : never
export const taskActNames = Object.keys(taskTransitions) as TaskActName[]
