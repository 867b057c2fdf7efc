import { listPlannedReminders, type PlannedFilter, type ReminderRow } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFacts, type TaskFacts } from '../data/task.ts'
import { findCalendar } from './calendar.ts'
import type { Occasion } from './occasion.ts'
import { findPolicies } from './policy.ts'
import { type CauseContext, findMootReason, type MootReason } from './reminder-cause.ts'
import { findPosts } from './reminder-posts.ts'
import { cancelReminders } from './reminder-row.ts'

/** What the consequences of an event are drawn with. */
export async function findContext(db: Db, { today }: Occasion): Promise<CauseContext> {
  return {
    policies: await findPolicies(db),
    calendar: await findCalendar(db),
    posts: await findPosts(db, today),
  }
}

/** Cancels what the change of a post or a person has made needless. */
export async function cancelMoot(db: Db, filter: PlannedFilter, occasion: Occasion): Promise<void> {
  const rows = await listPlannedReminders(db, filter)
  if (rows.length === 0) return
  const facts = new Map<string, TaskFacts>()
  for (const taskId of new Set(rows.flatMap(row => (row.task_id ? [row.task_id] : [])))) {
    const found = await findTaskFacts(db, taskId)
    if (found) facts.set(taskId, found)
  }
  await cancelMootRows(db, rows, facts, await findContext(db, occasion))
}

/** Cancels those of the rows that are needless now. */
export async function cancelMootRows(
  db: Db,
  rows: ReminderRow[],
  facts: Map<string, TaskFacts>,
  context: CauseContext,
): Promise<void> {
  const moot: { row: ReminderRow; reason: MootReason }[] = []
  for (const row of rows) {
    const reason = await findMootReason(db, row, facts.get(row.task_id ?? '') ?? null, context)
    if (reason) moot.push({ row, reason })
  }
  await cancelReminders(db, moot)
}
