import { inTransaction } from '../data/database.ts'
import {
  listWaitingEvents,
  updateDispatched,
  updateDispatchFailed,
  type WaitingEvent,
} from '../data/event-dispatch.ts'
import { growFigureVersion } from '../data/figure-version.ts'
import { findInspectionOf } from '../data/inspection.ts'
import { writeAllNextLooks } from '../data/next-look.ts'
import { listPlannedReminders } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFacts, type TaskFacts } from '../data/task.ts'
import { followAttention } from './attention.ts'
import { cancelMoot, cancelMootRows, findContext } from './dispatch-moot.ts'
import { revokeOfPerson } from './mail-act-revoke.ts'
import type { Occasion } from './occasion.ts'
import { isMailTime, nextMorning } from './office-hours.ts'
import { followPolicy } from './policy-effect.ts'
import type { CauseContext } from './reminder-cause.ts'
import type { Mailing } from './reminder-mail.ts'
import { followMeeting } from './reminder-meeting.ts'
import { writeMentionNotices } from './reminder-mention.ts'
import {
  isNoticed,
  type TaskImage,
  type TogetherImage,
  writeNotice,
  writeNoticeOfMany,
} from './reminder-notice.ts'
import { planPosts } from './reminder-post.ts'
import { refreshRecommendations, refreshSummary } from './status-summary.ts'
import { prepareMarks } from './summary-marks.ts'
import { writeDeliveries } from './webhook-event.ts'

export interface DispatchOptions {
  /** At most so many events. */
  limit: number
  /** The system's clock, by which failed events are tried again; in a sample it is not the occasion's. */
  now?: Date
}

export interface DispatchReport {
  dispatched: number
  /** Events that could not be dispatched and were put back; the rest went on. */
  failures: { eventId: string; error: unknown }[]
}

/**
 * Draws the consequences of events that wait in the outbox, in their order, each in a transaction of its own that also
 * marks it (DECISIONS 1): whom to tell at once, which reminders are needless now, which figures have changed.
 */
export async function dispatchEvents(
  db: Db,
  occasion: Occasion,
  { limit, now = new Date(occasion.at) }: DispatchOptions,
): Promise<DispatchReport> {
  const report: DispatchReport = { dispatched: 0, failures: [] }
  for (const event of await listWaitingEvents(db, now.toISOString(), limit)) {
    try {
      if (await inTransaction(db, trx => dispatchEvent(trx, event, occasion))) report.dispatched += 1
    } catch (error) {
      await putBack(db, event, now, error)
      report.failures.push({ eventId: event.id, error })
    }
  }
  return report
}

/** False when another worker was first. */
async function dispatchEvent(db: Db, event: WaitingEvent, occasion: Occasion): Promise<boolean> {
  // First of all, so that the row's lock keeps a second worker from drawing the same consequences.
  if (!(await updateDispatched(db, event.id, occasion.at))) return false
  await writeDeliveries(db, event, occasion.at)
  if (['comment', 'mention'].includes(event.subject_type)) {
    await followComment(db, event, occasion)
    return true
  }
  await growFigureVersion(db)
  if (event.task_id) await followTask(db, event, event.task_id, occasion)
  else if (event.act === 'issue_together' || event.act === 'reassign_together')
    await tellTogether(db, event, occasion)
  else await followOffice(db, event, occasion)
  await followAttention(db, event, occasion.today)
  return true
}

/** The change of a post, a person, a unit, an inspection or the calendar. */
async function followOffice(db: Db, event: WaitingEvent, occasion: Occasion): Promise<void> {
  const inspectionId = await findInspectionOf(db, event.subject_type, event.subject_id)
  if (inspectionId) await refreshRecommendations(db, inspectionId)
  await revokeOfPerson(db, event, occasion.today)
  const changesPosts =
    ['appointment', 'person'].includes(event.subject_type) ||
    ['close_unit', 'change_unit'].includes(event.act)
  if (changesPosts) await followPost(db, event, occasion)
  else if (event.subject_type === 'meeting') {
    const context = await findContext(db, occasion)
    const mailing = mailingOf(event, occasion, event.organisation_id, context)
    await followMeeting(db, event, { ...context, mailing })
  } else if (event.subject_type === 'policy') await followPolicy(db, event)
  else if (event.subject_type === 'calendar_day') await writeAllNextLooks(db, occasion.today)
  // What is due soon or stale is told by other days now.
  if (['policy', 'calendar_day'].includes(event.subject_type)) await prepareMarks(db, occasion.today)
}

/** Whose post or account changed gets nothing that is no longer theirs; what nobody holds now is told at once. */
async function followPost(db: Db, event: WaitingEvent, occasion: Occasion): Promise<void> {
  const { ended = [] } = JSON.parse(event.payload) as { ended?: string[] }
  if (event.subject_type === 'person') await cancelMoot(db, { personId: event.subject_id }, occasion)
  for (const appointmentId of event.subject_type === 'appointment' ? [event.subject_id] : ended)
    await cancelMoot(db, { appointmentId }, occasion)
  const context = await findContext(db, occasion)
  const mailing = mailingOf(event, occasion, event.organisation_id, context)
  await planPosts(db, { ...context, mailing }, occasion.today, ['post_empty'])
}

async function followTask(db: Db, event: WaitingEvent, taskId: string, occasion: Occasion): Promise<void> {
  await refreshSummary(db, { taskIds: [taskId] })
  const facts = await findTaskFacts(db, taskId)
  if (!facts) return
  const { together } = JSON.parse(event.payload) as TaskImage
  const planned = await listPlannedReminders(db, { taskId })
  if (planned.length === 0 && (together || !isNoticed(event.act))) return
  const context = await findContext(db, occasion)
  await cancelMootRows(db, planned, new Map([[taskId, facts]]), context)
  await writeNotice(db, event, facts, {
    ...context,
    mailing: mailingOf(event, occasion, facts.task.organisation_id, context),
  })
}

/** A comment moves nothing: whom it names is told, and what it answers is not to be reminded of any more. */
async function followComment(db: Db, event: WaitingEvent, occasion: Occasion): Promise<void> {
  const facts = event.task_id ? await findTaskFacts(db, event.task_id) : undefined
  if (!facts) return
  const context = await findContext(db, occasion)
  const planned = await listPlannedReminders(db, { taskId: facts.task.id })
  await cancelMootRows(db, planned, new Map([[facts.task.id, facts]]), context)
  const mailing = mailingOf(event, occasion, facts.task.organisation_id, context)
  await writeMentionNotices(db, event, facts, { ...context, mailing })
}

/** The tasks' own events have changed the figures; this one tells everybody of all of theirs in one mail. */
async function tellTogether(db: Db, event: WaitingEvent, occasion: Occasion): Promise<void> {
  const { tasks } = JSON.parse(event.payload) as TogetherImage
  const known: { facts: TaskFacts; deadline_version: number }[] = []
  for (const { id, deadline_version } of tasks) {
    const facts = await findTaskFacts(db, id)
    if (facts) known.push({ facts, deadline_version })
  }
  const context = await findContext(db, occasion)
  await writeNoticeOfMany(db, event, known, {
    ...context,
    mailing: mailingOf(event, occasion, event.organisation_id, context),
  })
}

/**
 * At once within mail hours, else with the bundle of the next morning. The act's own time counts where it is the later
 * one: in a sample the worker's moment is held within office hours (DECISIONS 14).
 */
function mailingOf(
  event: WaitingEvent,
  occasion: Occasion,
  organisationId: string,
  { calendar, policies }: CauseContext,
): Mailing {
  const { today } = occasion
  const at = event.occurred_at > occasion.at ? event.occurred_at : occasion.at
  const hours = policies.on(organisationId, today).terms
  const now = isMailTime(at, today, calendar, hours)
  return {
    at,
    calendar,
    policies,
    forOn: now ? today : nextMorning(at, today, calendar, hours),
    notice: now ? event.id : null,
  }
}

/** Ten seconds, doubled at each failure, at most an hour. */
async function putBack(db: Db, event: WaitingEvent, now: Date, error: unknown): Promise<void> {
  const attempts = event.attempts + 1
  const wait = Math.min(10_000 * 2 ** (attempts - 1), 3_600_000)
  await updateDispatchFailed(db, event.id, {
    attempts,
    nextTryAt: new Date(now.getTime() + wait).toISOString(),
    error:
      error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error).slice(0, 500),
  })
}
