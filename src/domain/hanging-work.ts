import type { Actor } from '../data/actor.ts'
import {
  listMentionWork,
  listRequestWork,
  listSubtaskWork,
  type MentionWork,
  type RequestWork,
  type SubtaskWork,
} from '../data/hanging-work.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import type { WorkSection } from './my-work.ts'
import { answerDueOn } from './update-request.ts'
import type { Calendar } from './working-days.ts'

interface Place {
  section: WorkSection
  dueOn: PlainDate | null
}

/** What waits for a person besides the tasks themselves: pieces given to them, questions, and comments that name them. */
export type HangingDecision = Place &
  (
    | { kind: 'do_subtask'; hanging: SubtaskWork }
    | { kind: 'answer_update' | 'wait_update'; hanging: RequestWork }
    | { kind: 'read_mention'; hanging: MentionWork }
  )

/**
 * `sectionOf` places what has a date. A question nobody answered in time stands with the late things of the unit, and
 * stays with what the asker waits for.
 */
export async function findHangingWork(
  db: Db,
  actor: Actor,
  calendar: Calendar,
  sectionOf: (dueOn: PlainDate, pressing: boolean) => WorkSection,
): Promise<HangingDecision[]> {
  const subtasks = (await listSubtaskWork(db, actor)).map(hanging => ({
    kind: 'do_subtask' as const,
    section: sectionOf(hanging.subtask.due_on, false),
    dueOn: hanging.subtask.due_on,
    hanging,
  }))
  const asked = (await listRequestWork(db, actor, 'asked')).map(hanging => {
    const dueOn = answerDueOn(hanging.request, calendar)
    return { kind: 'answer_update' as const, section: sectionOf(dueOn, true), dueOn, hanging }
  })
  const awaited = (await listRequestWork(db, actor, 'awaited')).map(hanging => ({
    kind: 'wait_update' as const,
    section: 'waiting' as const,
    dueOn: answerDueOn(hanging.request, calendar),
    hanging,
  }))
  const mentions = (await listMentionWork(db, actor)).map(hanging => ({
    kind: 'read_mention' as const,
    section: 'week' as const,
    dueOn: hanging.mention.on_day,
    hanging,
  }))
  return [...asked, ...subtasks, ...mentions, ...awaited]
}
