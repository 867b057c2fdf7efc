import type { TaskActName } from '../../domain/task-transitions.ts'

/** The resource that each act makes, under `/tasks/:id/`; a verdict is one resource, verified or returned. */
export const taskActPaths = {
  prepare: 'preparation',
  issue: 'issue',
  receive: 'receipt',
  refuse: 'refusal',
  update: 'updates',
  draft_report: 'report-draft',
  report: 'report',
  take_back: 'report-withdrawal',
  verify: 'verdict',
  return: 'verdict',
  request_suspension: 'suspension-requests',
  withdraw_suspension_request: 'suspension-request-withdrawal',
  decide_suspension_request: 'suspension-request-decision',
  suspend: 'suspension',
  resume: 'resumption',
  propose_non_implementation: 'non-implementation',
  decide_non_implementation: 'non-implementation-decision',
  withdraw: 'withdrawal',
  reopen: 'reopening',
  reassign: 'assignment',
  assign_officer: 'officer',
  correct: 'correction',
  request_extension: 'extensions',
  withdraw_extension: 'extension-withdrawal',
  decide_extension: 'extension-decision',
  receive_co_unit: 'co-units/:coUnitId/receipt',
  update_co_unit: 'co-units/:coUnitId/updates',
  submit_co_unit: 'co-units/:coUnitId/submission',
  accept_co_unit: 'co-units/:coUnitId/acceptance',
  return_co_unit: 'co-units/:coUnitId/return',
  waive_co_unit: 'co-units/:coUnitId/waiver',
  plan_co_unit: 'co-units/:coUnitId/plan',
  nudge_co_unit: 'co-units/:coUnitId/nudges',
  give_subtask: 'subtasks',
  change_subtask: 'subtasks/:subtaskId/change',
  update_subtask: 'subtasks/:subtaskId/updates',
  complete_subtask: 'subtasks/:subtaskId/completion',
  cancel_subtask: 'subtasks/:subtaskId/cancellation',
  ask_update: 'update-requests',
} as const satisfies Record<TaskActName, string>

/** The address of an act's form on a task, or on one part or piece of it. */
export function taskActHref(taskId: string, act: TaskActName, partId = ''): string {
  return `/tasks/${taskId}/${taskActPaths[act].replace(/:coUnitId|:subtaskId/, partId)}`
}
