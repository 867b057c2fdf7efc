import { listRearmingEvents } from '../data/event-dispatch.ts'
import { writeNextLook } from '../data/next-look.ts'
import { listPlannedReminders, listRungDays, type ReminderRow } from '../data/reminder.ts'
import type { Db, Row } from '../data/schema.ts'
import { findTaskFacts, type TaskFacts } from '../data/task.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import type { Policies } from './policy.ts'
import type { Ladder } from './reminder-ladder.ts'
import { recipientWords } from './reminder-ladder.ts'
import type { Mailing } from './reminder-mail.ts'
import { holdingsOver, type Posts } from './reminder-posts.ts'
import { aboutOf, findRecipients, type Vacancy, vacancies } from './reminder-recipient.ts'
import { cancelReminders, type Draft, writeReminders } from './reminder-row.ts'
import { type Climb, type DatedRung, datedRungs, nextLook } from './reminder-rung.ts'
import type { Calendar } from './working-days.ts'

/** What a day's planning works with: the day whose rungs are climbed, and how their mails go. */
export interface Planning {
  day: PlainDate
  policies: Policies
  calendar: Calendar
  posts: Posts
  mailing: Mailing
}

/**
 * Writes the reminders that fall due on the day for one task and notes when to look again. Once per rung and deadline
 * version, however often it is run (the ledger's key). Returns the number of new rows.
 */
export async function planTask(db: Db, taskId: string, planning: Planning): Promise<number> {
  const facts = await findTaskFacts(db, taskId)
  if (!facts) return 0
  const climb: Climb = {
    ladder: planning.policies.on(facts.task.organisation_id, planning.day).ladder,
    calendar: planning.calendar,
    rearmedOn: await findRearmedOn(db, facts),
  }
  const due = datedRungs(facts, climb, planning.day).filter(dated => dated.on === planning.day)
  const written: ReminderRow[] = []
  for (const dated of due) written.push(...(await planRung(db, facts, dated, planning)))
  if (written.length > 0) await collapse(db, written, planning)
  await writeNextLook(db, facts.task, nextLook(facts, climb, planning.day))
  return written.length
}

/** The day on which the present deadline version began (see DECISIONS 15). */
export async function findRearmedOn(db: Db, { task }: TaskFacts): Promise<PlainDate> {
  return rearmedOnOf(task, await listRearmingEvents(db, task.id))
}

/** The same from the task's rearming events, the latest first. */
export function rearmedOnOf(
  task: Row<'task'>,
  events: Awaited<ReturnType<typeof listRearmingEvents>>,
): PlainDate {
  let began = task.issued_on ?? planningFloor
  for (const event of events) {
    const { after } = JSON.parse(event.payload) as { after?: { deadline_version?: number } }
    if (after?.deadline_version !== task.deadline_version) break
    began = event.occurred_on
  }
  return began
}

const planningFloor = '0001-01-01'

async function planRung(
  db: Db,
  facts: TaskFacts,
  dated: DatedRung,
  planning: Planning,
): Promise<ReminderRow[]> {
  const { drafts, vacant } = await rungDrafts(db, facts, dated, planning)
  const told = vacancyDrafts(facts, vacant, {
    ...planning,
    ladder: planning.policies.on(facts.task.organisation_id, planning.day).ladder,
  })
  const written = await writeReminders(db, [...drafts, ...told], planning.mailing)
  return written.filter(row => row.rung !== 'no_holder')
}

/** The rows that a rung of the day calls for, and the posts that should have one and that nobody holds. */
export async function rungDrafts(
  db: Db,
  facts: TaskFacts,
  dated: DatedRung,
  { posts, day }: Pick<Planning, 'posts' | 'day'>,
): Promise<{ drafts: Draft[]; vacant: Vacancy[] }> {
  const { task } = facts
  const subject = { subject_type: dated.subjectType, subject_id: dated.subjectId }
  const about = aboutOf(facts, subject)
  const { holdings, vacant } = await findRecipients(db, recipientWords(dated.rung), about, posts)
  const occurrence =
    dated.rung.anchor === 'update' ? await numberOfNotice(db, facts, dated) : dated.occurrence
  const drafts = holdings.map(holding => ({
    organisationId: task.organisation_id,
    subjectType: dated.subjectType,
    subjectId: dated.subjectId,
    taskId: task.id,
    rung: dated.rung.rung,
    holding,
    deadlineVersion: task.deadline_version,
    occurrence,
    rungOn: day,
  }))
  return { drafts, vacant }
}

/** The n-th notice of a rung that repeats; the same number again when the day is planned again. */
async function numberOfNotice(db: Db, { task }: TaskFacts, dated: DatedRung): Promise<number> {
  const { rung, subjectId, on } = dated
  return (await listRungDays(db, subjectId, rung.rung, task.deadline_version, on)).length + 1
}

/**
 * The secretary is told that nobody holds a post, once per task, post and deadline version: the row of the recipient
 * who is missing cannot exist.
 */
export function vacancyDrafts(
  { task }: TaskFacts,
  vacant: Vacancy[],
  planning: Pick<Planning, 'posts' | 'day'> & { ladder: Ladder },
): Draft[] {
  if (!planning.ladder.find('no_holder')) return []
  return vacant.flatMap(post =>
    holdingsOver(planning.posts, 'secretary', task.organisation_id).map(holding => ({
      organisationId: task.organisation_id,
      subjectType: 'task',
      subjectId: task.id,
      taskId: task.id,
      rung: 'no_holder',
      holding,
      deadlineVersion: task.deadline_version,
      occurrence: vacancies.indexOf(post),
      rungOn: planning.day,
    })),
  )
}

/**
 * What was missed, or could not be sent, gives way to the latest rung for the same person: after downtime one
 * reminder a task, not one for each day (PRODUCT §4). The ledger keeps the rows as cancelled.
 */
export async function collapse(db: Db, written: ReminderRow[], planning: Planning): Promise<void> {
  const newest = new Map(written.map(row => [`${row.subject_id} ${row.appointment_id}`, row]))
  const subjects = new Set(written.map(row => row.subject_id))
  const older: ReminderRow[] = []
  for (const subjectId of subjects) {
    for (const row of await listPlannedReminders(db, { subjectId })) {
      const newer = newest.get(`${row.subject_id} ${row.appointment_id}`)
      const { ladder } = planning.policies.on(row.organisation_id, planning.day)
      const climbed = ladder.find(row.rung)?.anchor !== 'act' && row.rung !== 'no_holder'
      if (newer && climbed && row.rung_on < newer.rung_on) older.push(row)
    }
  }
  await cancelReminders(
    db,
    older.map(row => ({ row, reason: 'collapsed' as const })),
  )
}
