import type { WorkPart } from '../data/my-work.ts'
import type { PartWork, WorkDay } from '../data/work-condition.ts'
import { addDays, type PlainDate, weekday } from '../lib/plain-date.ts'
import type { PartDecision, PartDecisionKind, WorkSection } from './my-work.ts'

const partKinds: Record<WorkPart['part_state'], PartDecisionKind> = {
  asked: 'receive_part',
  received: 'submit_part',
  returned: 'supplement_part',
  submitted: 'accept_part',
  accepted: 'wait_part',
  waived: 'wait_part',
}

/** What a part of a co-unit asks of the person. */
export function partDecision(work: PartWork, part: WorkPart, day: WorkDay): PartDecision {
  const due = part.part_due_on ?? part.due_on
  if (work === 'parts_awaited') return { kind: 'wait_part', section: 'waiting', dueOn: due, part }
  const kind = partKinds[part.part_state]
  if (kind === 'accept_part') return { kind, section: 'week', dueOn: part.part_submitted_on, part }
  return { kind, section: sectionOf(due, day, kind === 'receive_part'), dueOn: due, part }
}

/** Past its day: late; by the end of this week, or pressing for another reason: this week; else soon. */
export function sectionOf(dueOn: PlainDate | null, day: WorkDay, pressing: boolean): WorkSection {
  if (dueOn !== null && dueOn < day.today) return 'late'
  const sunday = addDays(day.today, 7 - weekday(day.today))
  return pressing || (dueOn !== null && dueOn <= sunday) ? 'week' : 'soon'
}
