import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertNonImplementation(db: Db, row: NewRow<'non_implementation'>): Promise<void> {
  await db.insertInto('non_implementation').values(row).execute()
}

/** False when the row was changed since it was read. */
export async function updateNonImplementation(
  db: Db,
  before: Row<'non_implementation'>,
  change: RowChange<'non_implementation'>,
): Promise<boolean> {
  return updateVersioned(db, 'non_implementation', before, change)
}

export async function listNonImplementations(db: Db, taskId: string): Promise<Row<'non_implementation'>[]> {
  return db.selectFrom('non_implementation').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}
