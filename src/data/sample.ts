import type { Db } from './schema.ts'

/** What the sample's acts name by code: its inspection, recommendations, tasks and co-units. */
export async function listSampleRows(db: Db) {
  const inspection = await db.selectFrom('inspection').select('id').orderBy('id').executeTakeFirst()
  return {
    inspectionId: inspection?.id ?? '',
    recommendations: await db.selectFrom('recommendation').select(['id', 'ordinal']).execute(),
    tasks: await db.selectFrom('task').select(['id', 'code']).execute(),
    parts: await db
      .selectFrom('co_unit')
      .innerJoin('task', 'task.id', 'co_unit.task_id')
      .select(['co_unit.id', 'co_unit.unit_id', 'task.code'])
      .execute(),
  }
}
