import type { ReminderRow } from '../data/reminder.ts'
import type { TaskFacts } from '../data/task.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import type { Anchor, LadderRung } from './reminder-ladder.ts'
import { isWithUnit, lastWordOn } from './reminder-rung.ts'
import { dateNumber } from './reminder-rung-parts.ts'
import type { Calendar } from './working-days.ts'

/** What has been done, so that a reminder of it is needless; the last part of a catalog key. */
export type DoneReason =
  | 'new_deadline'
  | 'received'
  | 'refused'
  | 'reported'
  | 'suspended'
  | 'closed'
  | 'updated'
  | 'decided'

export interface Day {
  today: PlainDate
  calendar: Calendar
}

type Rule = (row: ReminderRow, facts: TaskFacts, rung: LadderRung, day: Day) => DoneReason | null

/** Why what the row reminds of is no longer to be done, as the task stands now; null while it is. */
export function doneReason(
  row: ReminderRow,
  facts: TaskFacts,
  rung: LadderRung,
  day: Day,
): DoneReason | null {
  const rule = rung.anchor === 'act' ? noticeRules[row.rung] : climbedRules[rung.anchor as Climbed]
  return rule ? rule(row, facts, rung, day) : null
}

type Climbed = Exclude<Anchor, 'act' | 'week' | 'meeting'>

const climbedRules: Record<Climbed, Rule> = {
  issue: (row, facts) =>
    overtaken(row, facts) ?? (facts.task.state === 'issued' ? null : (leftReason(facts) ?? 'received')),
  due: (row, facts) => overtaken(row, facts) ?? leftReason(facts),
  update: (row, facts, rung, day) =>
    overtaken(row, facts) ?? leftReason(facts) ?? freshReason(row, facts, rung, day),
  report: (row, { task }) => unless(task.state === 'reported' && task.round === row.occurrence),
  extension: (row, facts) => unless(facts.pending_extension?.id === row.subject_id),
  part: (row, facts) => leftReason(facts) ?? partReason(row, facts),
  subtask: (row, facts) => leftReason(facts) ?? subtaskReason(row, facts),
  request: (row, facts) => unless(facts.open_request?.id === row.subject_id),
}

/** Notices go as long as what they tell still holds; decisions and endings always do. */
const noticeRules: Record<string, Rule> = {
  issued: (row, facts) => overtaken(row, facts) ?? goneReason(facts),
  obligation_issued: (row, facts) => overtaken(row, facts) ?? goneReason(facts),
  cycle_issued: (row, facts) => overtaken(row, facts) ?? goneReason(facts),
  returned: (row, { task }) => unless(task.state === 'returned' && task.round === row.occurrence),
  verified: (_row, { task }) => unless(task.state === 'verified'),
  suspended: (_row, { task }) => unless(task.state === 'suspended'),
  extension_asked: (row, facts) => unless(facts.pending_extension?.id === row.subject_id),
  suspension_asked: (row, facts) => unless(facts.pending_suspension_request?.id === row.subject_id),
  reopened: (row, facts) => overtaken(row, facts) ?? goneReason(facts),
  refused: (row, facts) => unless(facts.pending_refusal?.id === row.subject_id),
  non_implementation_proposed: (row, facts) =>
    unless(facts.pending_non_implementation?.id === row.subject_id),
  co_unit_submitted: (row, facts) => unless(partState(row, facts) === 'submitted'),
  co_unit_accepted: (row, facts) => unless(partState(row, facts) === 'accepted'),
  co_unit_returned: (row, facts) => unless(partState(row, facts) === 'returned'),
  co_unit_waived: (row, facts) => unless(partState(row, facts) === 'waived'),
  no_holder: (_row, facts) => goneReason(facts),
  part_planned: (row, facts) => goneReason(facts) ?? unless(isOwed(partState(row, facts))),
  part_nudged: (row, facts) => leftReason(facts) ?? unless(isOwed(partState(row, facts))),
  subtask_given: (row, facts) => goneReason(facts) ?? unless(subtaskOf(row, facts)?.state === 'open'),
  update_asked: (row, facts) => unless(facts.open_request?.id === row.subject_id),
}

function unless(holds: boolean): DoneReason | null {
  return holds ? null : 'decided'
}

function overtaken(row: ReminderRow, { task }: TaskFacts): DoneReason | null {
  return row.deadline_version === task.deadline_version ? null : 'new_deadline'
}

/** Why the task is not in the unit's hands; null while it is. */
function leftReason(facts: TaskFacts): DoneReason | null {
  if (isWithUnit(facts)) return null
  const { state } = facts.task
  return goneReason(facts) ?? (state === 'suspended' ? 'suspended' : 'reported')
}

/** Why there is nothing more to do on the task: taken back, or closed. */
function goneReason({ task }: TaskFacts): DoneReason | null {
  if (task.state === 'draft') return 'refused'
  return ['verified', 'not_implemented', 'withdrawn'].includes(task.state) ? 'closed' : null
}

/** A word since the notice was planned makes it needless. */
function freshReason(row: ReminderRow, facts: TaskFacts, rung: LadderRung, day: Day): DoneReason | null {
  const since = lastWordOn(facts) ?? row.rung_on
  return day.calendar.workingDaysBetween(since, day.today) >= rung.offset_days ? null : 'updated'
}

/** A part's own date moves without the task's: rows are told apart by the date itself. */
function partReason(row: ReminderRow, facts: TaskFacts): DoneReason | null {
  const part = facts.co_units.find(one => one.id === row.subject_id)
  if (!isOwed(part?.state)) return 'decided'
  return row.occurrence === dateNumber(part?.due_on ?? '') ? null : 'new_deadline'
}

function subtaskReason(row: ReminderRow, facts: TaskFacts): DoneReason | null {
  const subtask = subtaskOf(row, facts)
  if (subtask?.state !== 'open') return 'decided'
  return row.occurrence === dateNumber(subtask.due_on) ? null : 'new_deadline'
}

function subtaskOf(row: ReminderRow, facts: TaskFacts) {
  return facts.subtasks.find(one => one.id === row.subject_id)
}

function isOwed(state: string | undefined): boolean {
  return state === 'asked' || state === 'received' || state === 'returned'
}

function partState(row: ReminderRow, facts: TaskFacts): string | undefined {
  return facts.co_units.find(part => part.id === row.subject_id)?.state
}
