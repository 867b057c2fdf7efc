import { newId } from '../lib/id.ts'
import type { Db, Row } from './schema.ts'

type Period = Omit<Row<'task_period'>, 'id' | 'from_on' | 'to_on'>

/**
 * Records how the task stands from `today` on (DECISIONS 2). Several changes in one day leave one period, the day's
 * last, so that the figures as of a day are those at its end.
 */
export async function writeTaskPeriod(db: Db, today: string, period: Period): Promise<void> {
  const open = await db
    .selectFrom('task_period')
    .selectAll()
    .where('task_id', '=', period.task_id)
    .where('to_on', 'is', null)
    .executeTakeFirst()
  if (open && sameFacts(open, period)) return
  if (open && open.from_on === today) {
    await db.updateTable('task_period').set(period).where('id', '=', open.id).execute()
    return
  }
  if (open) await db.updateTable('task_period').set({ to_on: today }).where('id', '=', open.id).execute()
  await db
    .insertInto('task_period')
    .values({ ...period, id: newId(), from_on: today, to_on: null })
    .execute()
}

/** Records how tasks that are new today stand from today on. */
export async function insertTaskPeriods(db: Db, today: string, periods: Period[]): Promise<void> {
  const rows = periods.map(period => ({ ...period, id: newId(), from_on: today, to_on: null }))
  if (rows.length > 0) await db.insertInto('task_period').values(rows).execute()
}

function sameFacts(open: Row<'task_period'>, period: Period): boolean {
  return Object.entries(period).every(([column, value]) => open[column as keyof Period] === value)
}

export async function listTaskPeriods(db: Db, taskId: string): Promise<Row<'task_period'>[]> {
  return db.selectFrom('task_period').selectAll().where('task_id', '=', taskId).orderBy('from_on').execute()
}
