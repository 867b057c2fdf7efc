import type { Db, RowChange, Schema } from './schema.ts'

/** Tables whose rows carry `id` and `version`. */
type Versioned = {
  [T in keyof Schema]: Schema[T] extends { id: string; version: number } ? T : never
}[keyof Schema]

/** Writes the change if the row still has the version that was read; false when someone else was first (DECISIONS 6). */
export async function updateVersioned<T extends Versioned>(
  db: Db,
  table: T,
  before: { id: string; version: number },
  change: RowChange<T>,
): Promise<boolean> {
  const result = await db
    .updateTable(table as 'unit')
    .set({ ...(change as RowChange<'unit'>), version: before.version + 1 })
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
