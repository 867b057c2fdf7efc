import type { Db, NewRow, Row } from './schema.ts'

export async function insertVerdict(db: Db, row: NewRow<'verdict'>): Promise<void> {
  await db.insertInto('verdict').values(row).execute()
}

export async function listVerdicts(db: Db, taskId: string): Promise<Row<'verdict'>[]> {
  return db.selectFrom('verdict').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}
