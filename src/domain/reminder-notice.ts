import { countActs, type WaitingEvent } from '../data/event-dispatch.ts'
import type { Db } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import type { Policies } from './policy.ts'
import { recipientWords } from './reminder-ladder.ts'
import type { Mailing } from './reminder-mail.ts'
import { vacancyDrafts } from './reminder-plan.ts'
import type { Posts } from './reminder-posts.ts'
import { aboutOf, findRecipients, type RecipientWord } from './reminder-recipient.ts'
import { type Draft, writeReminders } from './reminder-row.ts'

/** What the dispatcher reads of a task event's payload. */
export interface TaskImage {
  after: { deadline_version: number; round: number; inspection_id: string; lead_unit_id: string }
  record: Record<string, unknown>
  /** Issued with others in one go, whose last event tells of all of them. */
  together?: boolean
}

/** What the dispatcher reads of the event that ends such a go. */
export interface TogetherImage {
  tasks: { id: string; deadline_version: number }[]
}

interface NoticeOffice {
  policies: Policies
  posts: Posts
  mailing: Mailing
}

interface Notice {
  rung: string
  subjectType: string
  subjectId: string
  occurrence: number
  /** In place of the ladder's recipients. */
  words?: RecipientWord[]
  /** The occurrence is the how-manieth such act on the subject it was. */
  counted?: boolean
}

/** Who is told at once of an act on a task (PRODUCT §4); acts that are not here are read on the pages. */
const notices: Record<string, (event: WaitingEvent, image: TaskImage) => Notice | undefined> = {
  issue: event => ofTask('issued', event),
  // Later cycles are told of with the day's bundle.
  issue_cycle: (event, { record }) => (record.first ? ofTask('obligation_issued', event) : undefined),
  // The unit that gets the task is told as if it were issued to it; the co-units know already.
  reassign: event => ({ ...ofTask('issued', event), words: ['head'] }),
  return: (event, image) => ({ ...ofTask('returned', event), occurrence: image.after.round }),
  verify: (event, image) => ({ ...ofTask('verified', event), occurrence: image.after.round }),
  withdraw: event => ofTask('withdrawn', event),
  refuse: event => ofSubject('refused', event),
  suspend: event => ofSubject('suspended', event),
  resume: event => ofSubject('resumed', event),
  request_suspension: event => ofSubject('suspension_asked', event),
  decide_suspension_request: (event, { record }) => ofSuspensionDecision(event, record),
  reopen: event => ofSubject('reopened', event),
  request_extension: event => ofSubject('extension_asked', event),
  decide_extension: event => ofSubject('extension_decided', event),
  propose_non_implementation: event => ofSubject('non_implementation_proposed', event),
  decide_non_implementation: event => ofSubject('not_implemented', event),
  submit_co_unit: event => ofSubject('co_unit_submitted', event),
  accept_co_unit: event => ofSubject('co_unit_accepted', event),
  return_co_unit: event => ofSubject('co_unit_returned', event),
  waive_co_unit: event => ofSubject('co_unit_waived', event),
  plan_co_unit: event => ofSubject('part_planned', event),
  nudge_co_unit: event => ofSubject('part_nudged', event),
  give_subtask: event => ofSubject('subtask_given', event),
  // Counted from 1, so that no change is taken for the giving itself.
  change_subtask: event => ({ ...ofSubject('subtask_given', event), counted: true }),
  cancel_subtask: event => ofSubject('subtask_cancelled', event),
  ask_update: event => ofSubject('update_asked', event),
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
  office: NoticeOffice,
): Promise<void> {
  const image = JSON.parse(event.payload) as TaskImage
  const notice = image.together ? undefined : notices[event.act]?.(event, image)
  if (!notice || isOvertaken(notice, image.after, facts)) return
  const version = image.after.deadline_version
  await writeReminders(db, await noticeDrafts(db, { event, notice, version }, facts, office), office.mailing)
}

/**
 * Writes what several tasks issued or moved in one go tell people, in one step: each person gets one mail of all of theirs, and
 * the ledger one row for each.
 */
export async function writeNoticeOfMany(
  db: Db,
  event: WaitingEvent,
  tasks: { facts: TaskFacts; deadline_version: number }[],
  office: NoticeOffice,
): Promise<void> {
  const drafts: Draft[] = []
  for (const { facts, deadline_version } of tasks) {
    const base = { rung: 'issued', subjectType: 'task', subjectId: facts.task.id, occurrence: 0 }
    const notice: Notice = event.act === 'reassign_together' ? { ...base, words: ['head'] } : base
    if (isOvertaken(notice, { deadline_version }, facts)) continue
    drafts.push(...(await noticeDrafts(db, { event, notice, version: deadline_version }, facts, office)))
  }
  await writeReminders(db, drafts, office.mailing)
}

async function noticeDrafts(
  db: Db,
  { event, notice, version }: { event: WaitingEvent; notice: Notice; version: number },
  facts: TaskFacts,
  office: NoticeOffice,
): Promise<Draft[]> {
  const { ladder } = office.policies.on(facts.task.organisation_id, office.posts.day)
  const rung = ladder.find(notice.rung)
  if (!rung) return []
  const about = aboutOf(facts, { subject_type: notice.subjectType, subject_id: notice.subjectId })
  const found = await findRecipients(db, notice.words ?? recipientWords(rung), about, office.posts)
  const occurrence = notice.counted
    ? await countActs(db, event.subject_id, event.act, event.seq)
    : notice.occurrence
  const drafts = found.holdings.map(holding => ({
    organisationId: facts.task.organisation_id,
    subjectType: notice.subjectType,
    subjectId: notice.subjectId,
    taskId: facts.task.id,
    rung: notice.rung,
    holding,
    deadlineVersion: version,
    occurrence,
    rungOn: event.occurred_on,
  }))
  return [...drafts, ...vacancyDrafts(facts, found.vacant, { ...office, ladder, day: event.occurred_on })]
}

/** A task that went elsewhere, or back, before the dispatcher came to it is announced by the later event alone. */
function isOvertaken(notice: Notice, issued: { deadline_version: number }, { task }: TaskFacts): boolean {
  const moved = issued.deadline_version !== task.deadline_version || task.state === 'draft'
  return notice.rung === 'issued' && moved
}

function ofTask(rung: string, event: WaitingEvent): Notice {
  return { rung, subjectType: 'task', subjectId: event.task_id ?? event.subject_id, occurrence: 0 }
}

function ofSubject(rung: string, event: WaitingEvent): Notice {
  return {
    rung,
    subjectType: event.subject_type,
    subjectId: event.subject_id,
    occurrence: 0,
    ...(event.subject_type === 'co_unit' ? { counted: true } : {}),
  }
}

/** Granted, it is a suspension like any other; refused, the head is told why. */
function ofSuspensionDecision(event: WaitingEvent, record: TaskImage['record']): Notice {
  if (record.verdict !== 'granted') return ofSubject('suspension_refused', event)
  const subjectId = String(record.suspension_id)
  return { rung: 'suspended', subjectType: 'suspension', subjectId, occurrence: 0 }
}
