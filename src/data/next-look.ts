import type { Db, Row } from './schema.ts'

/** Ids of the tasks at which the reminder planner must look on the day; one index read (ARCHITECTURE habit 3). */
export async function listTasksToLook(db: Db, day: string): Promise<string[]> {
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('next_look_on', '<=', day)
    .orderBy('next_look_on')
    .orderBy('id')
    .execute()
  return rows.map(row => row.id)
}

/**
 * Notes when to look again, unless someone acted on the task meanwhile and thereby asked for an earlier look. No new
 * version: this is the planner's own mark, and an open form must not be refused for it.
 */
export async function writeNextLook(db: Db, task: Row<'task'>, on: string | null): Promise<void> {
  await db
    .updateTable('task')
    .set({ next_look_on: on })
    .where('id', '=', task.id)
    .where('version', '=', task.version)
    .execute()
}

/** Asks for a look at every open task, because the calendar by which their rungs are counted has changed. */
export async function writeAllNextLooks(db: Db, day: string): Promise<void> {
  await db
    .updateTable('task')
    .set({ next_look_on: day })
    .where('state', 'in', ['issued', 'in_progress', 'returned', 'reported'])
    .execute()
}

/** Asks for a look on the day at the open tasks of the organisations, because the policy they live by begins. */
export async function writeNextLooksOf(db: Db, organisationIds: string[], day: string): Promise<void> {
  if (organisationIds.length === 0) return
  await db
    .updateTable('task')
    .set({ next_look_on: day })
    .where('organisation_id', 'in', organisationIds)
    .where('state', 'in', ['issued', 'in_progress', 'returned', 'reported'])
    .where(eb => eb.or([eb('next_look_on', 'is', null), eb('next_look_on', '>', day)]))
    .execute()
}
