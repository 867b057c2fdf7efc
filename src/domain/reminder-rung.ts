import type { TaskFacts } from '../data/task.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import type { Anchor, Ladder, LadderRung } from './reminder-ladder.ts'
import { hangingRungs } from './reminder-rung-parts.ts'
import type { Calendar } from './working-days.ts'

/** A rung with the working day on which it falls due. */
export interface DatedRung {
  rung: LadderRung
  on: PlainDate
  subjectType: 'task' | 'extension' | 'co_unit' | 'subtask' | 'update_request'
  subjectId: string
  /** The round of a report, a part's own date; 0 for the others (the planner numbers repeated notices). */
  occurrence: number
}

export interface Climb {
  ladder: Ladder
  calendar: Calendar
  /** The day on which the task's present deadline version began: issue, reassignment, resume or a new date. */
  rearmedOn: PlainDate
}

/**
 * Where every rung of the task stands, as the task is now; a repeated one at its first notice on or after `from`.
 * Rungs on or before the day of issue (or of the new date) are skipped, not caught up (DECISIONS 15). Always working
 * days: for a deadline on a day off the last day of work before it counts as its day.
 */
export function datedRungs(facts: TaskFacts, climb: Climb, from: PlainDate): DatedRung[] {
  return climb.ladder.climbed.flatMap(rung => {
    if (rung.recipients === '') return []
    const dayOf = anchors[rung.anchor as Climbed] as DayOf | undefined
    if (!dayOf) return isWithUnit(facts) ? hangingRungs(facts, rung, climb) : []
    const on = dayOf(facts, rung, climb, from)
    return on === null ? [] : [{ rung, on, ...subjectOf(facts, rung) }]
  })
}

/** The next day after `day` on which a rung falls due; null when none is to come. */
export function nextLook(facts: TaskFacts, climb: Climb, day: PlainDate): PlainDate | null {
  const days = datedRungs(facts, climb, addDays(day, 1)).map(dated => dated.on)
  return days.filter(on => on > day).sort()[0] ?? null
}

type Climbed = Exclude<Anchor, 'act' | 'week' | 'meeting' | 'part' | 'subtask' | 'request'>
type DayOf = (facts: TaskFacts, rung: LadderRung, climb: Climb, from: PlainDate) => PlainDate | null

const anchors: Record<Climbed, DayOf> = {
  issue: ({ task }, rung, climb) =>
    task.state === 'issued' ? climb.calendar.addWorkingDays(climb.rearmedOn, rung.offset_days) : null,
  due: (facts, rung, climb) => (isWithUnit(facts) ? afterRearming(dueDay(facts, rung, climb), climb) : null),
  update: staleDay,
  report: ({ task }, rung, { calendar }) =>
    task.state === 'reported' && task.reported_on
      ? calendar.addWorkingDays(task.reported_on, rung.offset_days)
      : null,
  extension: ({ task, pending_extension }, rung, { calendar }) =>
    pending_extension && (task.state === 'in_progress' || task.state === 'returned')
      ? calendar.addWorkingDays(pending_extension.asked_on, rung.offset_days)
      : null,
}

/** Given out and not yet reported: the states in which the deadline runs against the unit. */
export function isWithUnit({ task }: TaskFacts): boolean {
  return task.state === 'issued' || task.state === 'in_progress' || task.state === 'returned'
}

function dueDay({ task }: TaskFacts, rung: LadderRung, { calendar }: Climb): PlainDate | null {
  if (!task.due_on) return null
  if (rung.offset_days > 0) return calendar.addWorkingDays(task.due_on, rung.offset_days)
  return calendar.addWorkingDays(lastWorkingDay(task.due_on, calendar), rung.offset_days)
}

/** The day itself when it is worked, else the last working day before it. */
export function lastWorkingDay(day: PlainDate, calendar: Calendar): PlainDate {
  return calendar.isWorkingDay(day) ? day : calendar.addWorkingDays(day, -1)
}

/** Every so many working days since the unit's last word, until the committee's list takes over. */
function staleDay(facts: TaskFacts, rung: LadderRung, climb: Climb, from: PlainDate): PlainDate | null {
  const since = lastWordOn(facts)
  if (!isWithUnit(facts) || !since) return null
  const step = Math.max(1, rung.offset_days)
  const passed = climb.calendar.workingDaysBetween(since, from)
  const nth = Math.max(1, Math.ceil(passed / step))
  const on = climb.calendar.addWorkingDays(since, nth * step)
  // On a day off the count stands where it stood on the last working day, whose notice is past.
  const next = on >= from ? on : climb.calendar.addWorkingDays(since, (nth + 1) * step)
  const silent = climb.ladder.find('late_15')
  const silentFrom = silent && dueDay(facts, silent, climb)
  return silentFrom && next >= silentFrom ? null : afterRearming(next, climb)
}

/** The latest of issue, receipt and update: what freshness is counted from. */
export function lastWordOn({ task }: TaskFacts): PlainDate | null {
  const days = [task.issued_on, task.received_on, task.updated_on].filter(day => day !== null)
  return days.sort().at(-1) ?? null
}

function afterRearming(on: PlainDate | null, { rearmedOn }: Climb): PlainDate | null {
  return on !== null && on > rearmedOn ? on : null
}

function subjectOf(facts: TaskFacts, rung: LadderRung) {
  if (rung.anchor === 'extension') {
    const id = facts.pending_extension?.id ?? facts.task.id
    return { subjectType: 'extension' as const, subjectId: id, occurrence: 0 }
  }
  const occurrence = rung.anchor === 'report' ? facts.task.round : 0
  return { subjectType: 'task' as const, subjectId: facts.task.id, occurrence }
}

const starts: Partial<Record<string, (facts: TaskFacts) => PlainDate | null | undefined>> = {
  due: ({ task }) => task.due_on,
  issue: ({ task }) => task.issued_on,
  report: ({ task }) => task.reported_on,
  update: lastWordOn,
  extension: ({ pending_extension }) => pending_extension?.asked_on,
}

/** The day from which a rung counts on the task as it stands. */
export function anchorOf(facts: TaskFacts, { rung, subjectId }: DatedRung): PlainDate | null {
  if (rung.anchor === 'part') return facts.co_units.find(part => part.id === subjectId)?.due_on ?? null
  if (rung.anchor === 'subtask') return facts.subtasks.find(one => one.id === subjectId)?.due_on ?? null
  if (rung.anchor === 'request') return facts.open_request?.asked_on ?? null
  return starts[rung.anchor]?.(facts) ?? null
}
