import { newId } from '../lib/id.ts'
import type { Db, Row } from './schema.ts'

export type TaskPeriodFacts = Omit<Row<'task_period'>, 'id' | 'from_on' | 'to_on'>

/** The period that holds until something changes. */
export async function findOpenPeriod(db: Db, taskId: string): Promise<Row<'task_period'> | undefined> {
  return db
    .selectFrom('task_period')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('to_on', 'is', null)
    .executeTakeFirst()
}

/**
 * Puts the facts in the place of the open period from `today` on (DECISIONS 2). Several changes in one day leave one
 * period, the day's last, so that the figures as of a day are those at its end.
 */
export async function writeTaskPeriod(
  db: Db,
  today: string,
  open: Row<'task_period'> | undefined,
  facts: TaskPeriodFacts,
): Promise<void> {
  if (open && sameFacts(open, facts)) return
  if (open && open.from_on === today) {
    await db.updateTable('task_period').set(facts).where('id', '=', open.id).execute()
    return
  }
  if (open) await db.updateTable('task_period').set({ to_on: today }).where('id', '=', open.id).execute()
  await insertTaskPeriods(db, today, [facts])
}

/** Records how tasks that are new today stand from today on. */
export async function insertTaskPeriods(db: Db, today: string, periods: TaskPeriodFacts[]): Promise<void> {
  const rows = periods.map(period => ({ ...period, id: newId(), from_on: today, to_on: null }))
  if (rows.length > 0) await db.insertInto('task_period').values(rows).execute()
}

function sameFacts(open: Row<'task_period'>, facts: TaskPeriodFacts): boolean {
  return Object.entries(facts).every(([column, value]) => open[column as keyof TaskPeriodFacts] === value)
}

/** Whether the cycle was recorded as missed, and whether a report of it was ever judged. */
export async function findCycleMarks(db: Db, taskId: string): Promise<{ missed: boolean; judged: boolean }> {
  const missed = await db
    .selectFrom('obligation_cycle')
    .select('id')
    .where('task_id', '=', taskId)
    .where('missed_on', 'is not', null)
    .executeTakeFirst()
  const judged = await db
    .selectFrom('verdict')
    .select('id')
    .where('task_id', '=', taskId)
    .limit(1)
    .executeTakeFirst()
  return { missed: missed !== undefined, judged: judged !== undefined }
}

export async function listTaskPeriods(db: Db, taskId: string): Promise<Row<'task_period'>[]> {
  return db.selectFrom('task_period').selectAll().where('task_id', '=', taskId).orderBy('from_on').execute()
}
