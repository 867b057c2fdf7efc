import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertSuspensionRequest(db: Db, row: NewRow<'suspension_request'>): Promise<void> {
  await db.insertInto('suspension_request').values(row).execute()
}

/** False when the row was changed since it was read. */
export async function updateSuspensionRequest(
  db: Db,
  before: { id: string; version: number },
  change: RowChange<'suspension_request'>,
): Promise<boolean> {
  return updateVersioned(db, 'suspension_request', before, change)
}

export async function listSuspensionRequests(db: Db, taskId: string): Promise<Row<'suspension_request'>[]> {
  return db.selectFrom('suspension_request').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}
