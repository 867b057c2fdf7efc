import { countActs, type WaitingEvent } from '../data/event-dispatch.ts'
import type { Db } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import type { Ladder } from './reminder-ladder.ts'
import { recipientWords } from './reminder-ladder.ts'
import type { Mailing } from './reminder-mail.ts'
import { vacancyDrafts } from './reminder-plan.ts'
import { findRecipients, type Posts, type RecipientWord } from './reminder-recipient.ts'
import { writeReminders } from './reminder-row.ts'

/** What the dispatcher reads of a task event's payload. */
export interface TaskImage {
  after: { deadline_version: number; round: number; inspection_id: string; lead_unit_id: string }
  record: Record<string, unknown>
}

interface Notice {
  rung: string
  subjectType: string
  subjectId: string
  occurrence: number
  /** In place of the ladder's recipients. */
  words?: RecipientWord[]
  partId?: string
}

/** Who is told at once of an act on a task (PRODUCT §4); acts that are not here are read on the pages. */
const notices: Record<string, (event: WaitingEvent, image: TaskImage) => Notice> = {
  issue: event => ofTask('issued', event),
  // The unit that gets the task is told as if it were issued to it; the co-units know already.
  reassign: event => ({ ...ofTask('issued', event), words: ['head'] }),
  return: (event, image) => ({ ...ofTask('returned', event), occurrence: image.after.round }),
  verify: (event, image) => ({ ...ofTask('verified', event), occurrence: image.after.round }),
  withdraw: event => ofTask('withdrawn', event),
  refuse: event => ofSubject('refused', event),
  suspend: event => ofSubject('suspended', event),
  resume: event => ofSubject('resumed', event),
  request_extension: event => ofSubject('extension_asked', event),
  decide_extension: event => ofSubject('extension_decided', event),
  propose_non_implementation: event => ofSubject('non_implementation_proposed', event),
  decide_non_implementation: event => ofSubject('not_implemented', event),
  submit_co_unit: event => ofSubject('co_unit_submitted', event),
  accept_co_unit: event => ofSubject('co_unit_accepted', event),
  return_co_unit: event => ofSubject('co_unit_returned', event),
  waive_co_unit: event => ofSubject('co_unit_waived', event),
}

/** Whether anyone is told of such an act at once. */
export function isNoticed(act: string): boolean {
  return Object.hasOwn(notices, act)
}

/** Writes what the event tells people at once, and to the secretary which posts nobody holds. */
export async function writeNotice(
  db: Db,
  event: WaitingEvent,
  facts: TaskFacts,
  office: { ladder: Ladder; posts: Posts; mailing: Mailing },
): Promise<void> {
  const image = JSON.parse(event.payload) as TaskImage
  const notice = notices[event.act]?.(event, image)
  const rung = notice && office.ladder.find(notice.rung)
  if (!notice || !rung || isOvertaken(notice, image, facts)) return
  const about = { facts, partId: notice.partId }
  const found = await findRecipients(db, notice.words ?? recipientWords(rung), about, office.posts)
  const occurrence = notice.partId
    ? await countActs(db, event.subject_id, event.act, event.seq)
    : notice.occurrence
  const drafts = found.holdings.map(holding => ({
    organisationId: facts.task.organisation_id,
    subjectType: notice.subjectType,
    subjectId: notice.subjectId,
    taskId: facts.task.id,
    rung: notice.rung,
    holding,
    deadlineVersion: image.after.deadline_version,
    occurrence,
    rungOn: event.occurred_on,
  }))
  const vacant = vacancyDrafts(facts, found.vacant, { ...office, day: event.occurred_on })
  await writeReminders(db, [...drafts, ...vacant], office.mailing)
}

/** A task that went elsewhere, or back, before the dispatcher came to it is announced by the later event alone. */
function isOvertaken(notice: Notice, { after }: TaskImage, { task }: TaskFacts): boolean {
  const moved = after.deadline_version !== task.deadline_version || task.state === 'draft'
  return notice.rung === 'issued' && moved
}

function ofTask(rung: string, event: WaitingEvent): Notice {
  return { rung, subjectType: 'task', subjectId: event.task_id ?? event.subject_id, occurrence: 0 }
}

function ofSubject(rung: string, event: WaitingEvent): Notice {
  const partId = event.subject_type === 'co_unit' ? event.subject_id : undefined
  return {
    rung,
    subjectType: event.subject_type,
    subjectId: event.subject_id,
    occurrence: 0,
    ...(partId ? { partId } : {}),
  }
}
