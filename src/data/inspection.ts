import type { Actor } from './actor.ts'
import { inspectionScope } from './scope.ts'
import type { Db, NewRow, Row } from './schema.ts'

export async function insertInspection(db: Db, row: NewRow<'inspection'>): Promise<void> {
  await db.insertInto('inspection').values(row).execute()
}

/** The inspection, if the person may see it. */
export async function findInspectionFor(db: Db, actor: Actor, id: string): Promise<Row<'inspection'> | undefined> {
  return db
    .selectFrom('inspection')
    .selectAll()
    .where('id', '=', id)
    .where(inspectionScope(actor))
    .executeTakeFirst()
}
