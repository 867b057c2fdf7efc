import { sql } from 'kysely'
import { isSqlite } from './dialect/kind.ts'
import type { Db, Schema } from './schema.ts'

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

/** Every table that holds rows, children before their parents. */
const emptyingOrder = [
  'assignment_draft',
  'unit_sheet_return',
  'unit_sheet',
  'unit_alias',
  'emulation_model_link',
  'emulation_model',
  'mail_act_link',
  'handover_item',
  'handover',
  'unit_name',
  'reminder',
  'message',
  'event_dispatch',
  'event_text',
  'access_log',
  'event',
  'chain_head',
  'status_summary',
  'snapshot',
  'mention',
  'comment',
  'subtask',
  'update_request',
  'evidence',
  'task_update',
  'co_unit',
  'task_text',
  'task_period',
  'extension',
  'reopening',
  'suspension_request',
  'suspension',
  'verdict',
  'refusal',
  'non_implementation',
  'obligation_cycle',
  'obligation_schedule',
  'recommendation_decision',
  'form_draft',
  'session',
  'one_use_link',
  'attempt',
  'calendar_day',
  'policy',
  'worker_status',
  'office_clock',
  'office',
] as const satisfies readonly (keyof Schema)[]

/**
 * Empties the database of a sample, the sealed events included: the caller has made sure that it is one. Runs in the
 * caller's transaction; the seal is back in force before it commits.
 */
export async function deleteSampleRows(db: Db): Promise<void> {
  const seal = await breakSeal(db)
  await deleteSearch(db)
  for (const table of emptyingOrder) await db.deleteFrom(table).execute()
  await sql`update task set successor_id = null, officer_id = null, assigner_id = null, verifier_id = null`.execute(
    db,
  )
  await db.deleteFrom('task').execute()
  await db.deleteFrom('obligation').execute()
  await db.deleteFrom('workbook').execute()
  await db.deleteFrom('recommendation').execute()
  await db.deleteFrom('inspection').execute()
  await sql`delete from conclusion_draft`.execute(db)
  await db.deleteFrom('file').execute()
  await sql`update appointment set acting_for_id = null`.execute(db)
  await db.deleteFrom('appointment').execute()
  await sql`update committee set parent_id = null`.execute(db)
  await db.deleteFrom('committee').execute()
  await db.deleteFrom('person').execute()
  await sql`update unit set parent_id = null, successor_id = null`.execute(db)
  await db.deleteFrom('unit').execute()
  for (const statement of seal) await sql.raw(statement).execute(db)
}

/** Takes the triggers off and gives the statements that put them back. */
async function breakSeal(db: Db): Promise<string[]> {
  if (!isSqlite(db)) {
    await sql`alter table event disable trigger user`.execute(db)
    return ['alter table event enable trigger user']
  }
  const triggers = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'event'`.execute(db)
  for (const { name } of triggers.rows) await sql`drop trigger ${sql.ref(name)}`.execute(db)
  return triggers.rows.map(trigger => trigger.sql)
}

async function deleteSearch(db: Db): Promise<void> {
  await sql`delete from task_search`.execute(db)
  if (isSqlite(db)) await sql`delete from task_search_row`.execute(db)
}
