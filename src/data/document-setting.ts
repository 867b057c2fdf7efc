import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function findDocumentSetting(
  db: Db,
  organisationId: string,
): Promise<Row<'document_setting'> | undefined> {
  return db
    .selectFrom('document_setting')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
}

/** False when someone else has written the organisation's first settings meanwhile. */
export async function insertDocumentSetting(db: Db, row: NewRow<'document_setting'>): Promise<boolean> {
  const result = await db
    .insertInto('document_setting')
    .values(row)
    .onConflict(conflict => conflict.column('organisation_id').doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0n) === 1
}

/** False when the settings were changed since they were read. */
export async function updateDocumentSetting(
  db: Db,
  before: Row<'document_setting'>,
  change: RowChange<'document_setting'>,
): Promise<boolean> {
  return updateVersioned(db, 'document_setting', before, change)
}
