import type { Actor } from '../data/actor.ts'
import { countHangingWork } from '../data/hanging-work.ts'
import { countWork, listPartWork, listTaskWork, type WorkPart, type WorkTask } from '../data/my-work.ts'
import type { Db } from '../data/schema.ts'
import type { Role } from '../data/schema-office.ts'
import type { PartWork, TaskWork, WorkDay } from '../data/work-condition.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { findHangingWork, type HangingDecision } from './hanging-work.ts'
import type { LateSide } from './late-side.ts'
import { partDecision, sectionOf } from './my-work-part.ts'
import { tellSides } from './my-work-side.ts'
import { findReaderPolicy } from './policy.ts'
import type { Terms } from './policy-terms.ts'
import { statusDay } from './status-day.ts'
import { isStale } from './task-status.ts'
import type { Calendar } from './working-days.ts'

/** What is asked of a person now: the verb of a row of "Việc của tôi". */
export type TaskDecisionKind =
  | 'receive'
  | 'supplement'
  | 'send_draft'
  | 'report'
  | 'update'
  | 'draft_report'
  | 'decide_extension'
  | 'decide_suspension'
  | 'decide_non_implementation'
  | 'issue'
  | 'decide_refusal'
  | 'verify'
  | 'wait_verdict'
  | 'wait_extension'
  | 'wait_suspension'
  | 'wait_refusal'
  | 'wait_head'
  | 'wait_committee'
export type PartDecisionKind =
  | 'receive_part'
  | 'submit_part'
  | 'supplement_part'
  | 'accept_part'
  | 'wait_part'
export type WorkSection = 'late' | 'week' | 'soon' | 'verify' | 'waiting'

interface DecisionPlace {
  section: WorkSection
  /** The day by which it is asked for; null where none is set. */
  dueOn: PlainDate | null
}
/** `side`: whose lateness it is, where the task has parts of co-units that are not settled. */
export type TaskDecision = DecisionPlace & { kind: TaskDecisionKind; task: WorkTask; side?: LateSide }
export type PartDecision = DecisionPlace & { kind: PartDecisionKind; part: WorkPart }
export type Decision = TaskDecision | PartDecision | HangingDecision

/** Working days of the strip, today's included where it is worked. */
export const stripDays = 10
const longWaitDays = 10

/** What each role is asked for. */
const asked: Partial<Record<Role, { tasks: TaskWork[]; parts: PartWork[] }>> = {
  unit_head: { tasks: ['unit'], parts: ['parts', 'parts_to_accept'] },
  officer: { tasks: ['officer'], parts: [] },
  leader: { tasks: ['extensions', 'suspension_requests', 'drafts', 'reports'], parts: [] },
  verifier: { tasks: ['reports'], parts: [] },
  committee: { tasks: ['extensions', 'non_implementations'], parts: [] },
  secretary: { tasks: ['drafts', 'refusals'], parts: [] },
}
/** What each role waits for; nothing is asked of them. */
const awaited: Partial<Record<Role, { tasks: TaskWork[]; parts: PartWork[] }>> = {
  unit_head: { tasks: ['unit_waiting', 'unit_suspension_requests'], parts: ['parts_awaited'] },
  officer: { tasks: ['officer_drafts'], parts: [] },
  leader: { tasks: ['proposals'], parts: [] },
}

/** The kinds of work that wait for the person, each once, by the roles they hold today. */
function askedKinds(actor: Actor): { tasks: TaskWork[]; parts: PartWork[] } {
  return kindsOf(actor, asked)
}

function workDay(today: PlainDate, calendar: Calendar, terms: Terms): WorkDay {
  const first = calendar.nextWorkingDay(today)
  return {
    ...statusDay(today, calendar, terms),
    horizon: calendar.addWorkingDays(first, stripDays - 1),
    longWaitBefore: calendar.addWorkingDays(addDays(today, 1), -longWaitDays),
  }
}

/** How many things wait for the person, for the rail: counted by the conditions that the list is made of. */
export async function countMyWork(db: Db, actor: Actor, calendar: Calendar): Promise<number> {
  const kinds = askedKinds(actor)
  if (kinds.tasks.length + kinds.parts.length === 0) return 0
  const { terms } = await findReaderPolicy(db, actor)
  const counted = await countWork(db, actor, kinds, workDay(actor.today, calendar, terms))
  return counted + (await countHangingWork(db, actor))
}

/** Everything that waits for the person and everything they wait for, by section, the most pressing first. */
export async function findMyWork(db: Db, actor: Actor, calendar: Calendar): Promise<Decision[]> {
  const { terms } = await findReaderPolicy(db, actor)
  const day = workDay(actor.today, calendar, terms)
  const mine = askedKinds(actor)
  const others = kindsOf(actor, awaited)
  const decisions: Decision[] = []
  for (const kind of [...mine.tasks, ...others.tasks]) {
    const rows = await listTaskWork(db, actor, kind, day)
    decisions.push(...rows.map(task => taskDecision(kind, task, day, { calendar, terms })))
  }
  for (const kind of [...mine.parts, ...others.parts]) {
    const rows = await listPartWork(db, actor, kind, day)
    decisions.push(...rows.map(part => partDecision(kind, part, day)))
  }
  decisions.push(...(await findHangingWork(db, actor, calendar, (on, now) => sectionOf(on, day, now))))
  await tellSides(db, decisions, day.today)
  return decisions.sort((a, b) =>
    (a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : a.dueOn === b.dueOn ? 0 : 1,
  )
}

function kindsOf(actor: Actor, table: typeof asked): { tasks: TaskWork[]; parts: PartWork[] } {
  const rows = actor.holdings.flatMap(held => table[held.role] ?? [])
  return {
    tasks: [...new Set(rows.flatMap(row => row.tasks))],
    parts: [...new Set(rows.flatMap(row => row.parts))],
  }
}

function taskDecision(
  work: TaskWork,
  task: WorkTask,
  day: WorkDay,
  { calendar, terms }: { calendar: Calendar; terms: Terms },
): TaskDecision {
  const fixed = fixedKinds[work]
  if (fixed) return { ...fixed, dueOn: dateOf(fixed.kind, task), task }
  const kind = work === 'unit_waiting' ? waitOf(task) : askOf(work, task, day)
  const dueOn = dateOf(kind, task)
  if (work === 'unit_waiting') return { kind, section: 'waiting', dueOn, task }
  return {
    kind,
    section: sectionOf(dueOn, day, kind === 'receive' || isStale(task, day.today, calendar, terms)),
    dueOn,
    task,
  }
}

const fixedKinds: Partial<Record<TaskWork, { kind: TaskDecisionKind; section: WorkSection }>> = {
  officer_drafts: { kind: 'wait_head', section: 'waiting' },
  extensions: { kind: 'decide_extension', section: 'week' },
  suspension_requests: { kind: 'decide_suspension', section: 'week' },
  unit_suspension_requests: { kind: 'wait_suspension', section: 'waiting' },
  non_implementations: { kind: 'decide_non_implementation', section: 'week' },
  proposals: { kind: 'wait_committee', section: 'waiting' },
  drafts: { kind: 'issue', section: 'week' },
  refusals: { kind: 'decide_refusal', section: 'week' },
  reports: { kind: 'verify', section: 'verify' },
}

function waitOf(task: WorkTask): TaskDecisionKind {
  if (task.state === 'draft') return 'wait_refusal'
  return task.state === 'reported' ? 'wait_verdict' : 'wait_extension'
}

/** A task that is due, or about to be, is to be reported; before that a word on how it goes is enough. */
function askOf(work: TaskWork, task: WorkTask, day: WorkDay): TaskDecisionKind {
  if (task.state === 'issued') return 'receive'
  if (work === 'unit' && task.draft_at) return 'send_draft'
  if (work === 'unit' && task.state === 'returned') return 'supplement'
  if (task.state !== 'returned' && (task.due_on ?? '9999') >= day.soonBefore) return 'update'
  return work === 'officer' ? 'draft_report' : 'report'
}

function dateOf(kind: TaskDecisionKind, task: WorkTask): PlainDate | null {
  if (kind === 'verify' || kind === 'wait_verdict') return task.reported_on
  if (kind === 'decide_extension' || kind === 'wait_extension') return task.extension_asked_on
  if (kind === 'decide_suspension' || kind === 'wait_suspension') return task.suspension_asked_on
  if (kind === 'decide_refusal' || kind === 'wait_refusal') return task.refused_on
  if (kind === 'decide_non_implementation' || kind === 'wait_committee') return task.proposed_on
  return task.state === 'returned' ? (task.supplement_due_on ?? task.due_on) : task.due_on
}
