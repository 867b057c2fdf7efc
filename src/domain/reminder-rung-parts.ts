import type { Row } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import { localDate, type PlainDate } from '../lib/plain-date.ts'
import { owedStates } from './co-unit-plan.ts'
import type { LadderRung } from './reminder-ladder.ts'
import { type Climb, type DatedRung, lastWorkingDay } from './reminder-rung.ts'
import type { Calendar } from './working-days.ts'

/** The rungs that hang on a task's parts, on work given on within the unit, and on a question to it. */
export function hangingRungs(facts: TaskFacts, rung: LadderRung, climb: Climb): DatedRung[] {
  switch (rung.anchor) {
    case 'part':
      return facts.co_units.flatMap(part => {
        if (!part.due_on || !hasOwnDate(part, facts) || !owedStates.includes(part.state)) return []
        return after(facts.task.issued_on, dated(rung, { ...part, due_on: part.due_on }, 'co_unit', climb))
      })
    case 'subtask':
      return facts.subtasks.flatMap(subtask =>
        subtask.state === 'open'
          ? after(localDate(subtask.created_at), dated(rung, subtask, 'subtask', climb))
          : [],
      )
    case 'request':
      return requestRung(facts, rung, climb)
    default:
      return []
  }
}

/**
 * Only a part that is due before its task has rungs of its own (PRODUCT §4 tells co-heads of the issue): the others
 * are due with the task, whose lead is reminded.
 */
function hasOwnDate(part: Pick<Row<'co_unit'>, 'due_on'>, { task }: TaskFacts): boolean {
  return part.due_on !== null && part.due_on < (task.due_on ?? '9999')
}

/** The date as the row's occurrence, such as 20181207: another date makes other rows, and the old ones moot. */
export function dateNumber(date: PlainDate): number {
  return Number(date.replaceAll('-', ''))
}

function dated(
  rung: LadderRung,
  { id, due_on }: { id: string; due_on: PlainDate },
  subjectType: 'co_unit' | 'subtask',
  { calendar }: Climb,
): DatedRung {
  const on = dayOf(rung, due_on, calendar)
  return { rung, on, subjectType, subjectId: id, occurrence: dateNumber(due_on) }
}

function dayOf({ offset_days }: LadderRung, dueOn: PlainDate, calendar: Calendar): PlainDate {
  if (offset_days > 0) return calendar.addWorkingDays(dueOn, offset_days)
  return calendar.addWorkingDays(lastWorkingDay(dueOn, calendar), offset_days)
}

/** Rungs on or before the day of giving are skipped, not caught up (DECISIONS 15). */
function after(given: PlainDate | null, one: DatedRung): DatedRung[] {
  return one.on > (given ?? '') ? [one] : []
}

function requestRung(
  { open_request: request }: TaskFacts,
  rung: LadderRung,
  { calendar }: Climb,
): DatedRung[] {
  if (!request) return []
  const on = calendar.addWorkingDays(request.asked_on, rung.offset_days)
  return [{ rung, on, subjectType: 'update_request', subjectId: request.id, occurrence: 0 }]
}
