import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

/** What came back of a sheet, where its organisation is one of these. */
export async function findSheetReturn(
  db: Db,
  organisationIds: string[],
  id: string,
): Promise<Row<'unit_sheet_return'> | undefined> {
  if (organisationIds.length === 0) return undefined
  return db
    .selectFrom('unit_sheet_return')
    .selectAll()
    .where('id', '=', id)
    .where('organisation_id', 'in', organisationIds)
    .executeTakeFirst()
}

/** The same file of the same sheet, uploaded before. */
export async function findSameReturn(
  db: Db,
  { sheetId, sha256 }: { sheetId: string; sha256: string },
): Promise<Row<'unit_sheet_return'> | undefined> {
  return db
    .selectFrom('unit_sheet_return')
    .selectAll()
    .where('unit_sheet_id', '=', sheetId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
}

/** Files that wait to be looked over, without what was read of them, the latest first. */
export async function listWaitingReturns(db: Db, organisationIds: string[], limit: number) {
  if (organisationIds.length === 0) return []
  return db
    .selectFrom('unit_sheet_return as back')
    .innerJoin('unit_sheet', 'unit_sheet.id', 'back.unit_sheet_id')
    .innerJoin('unit', 'unit.id', 'unit_sheet.unit_id')
    .select(['back.id', 'back.name', 'back.created_at', 'unit.name as unit_name'])
    .where('back.organisation_id', 'in', organisationIds)
    .where('back.applied_on', 'is', null)
    .orderBy('back.id', 'desc')
    .limit(limit)
    .execute()
}

/** False when the very same file came in at the same moment. */
export async function insertSheetReturn(db: Db, row: NewRow<'unit_sheet_return'>): Promise<boolean> {
  const result = await db
    .insertInto('unit_sheet_return')
    .values(row)
    .onConflict(conflict => conflict.columns(['unit_sheet_id', 'sha256']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** False when it was changed since it was read. */
export async function updateSheetReturn(
  db: Db,
  before: Pick<Row<'unit_sheet_return'>, 'id' | 'version'>,
  change: RowChange<'unit_sheet_return'>,
): Promise<boolean> {
  return updateVersioned(db, 'unit_sheet_return', before, change)
}

export async function deleteSheetReturn(db: Db, id: string): Promise<void> {
  await db.deleteFrom('unit_sheet_return').where('id', '=', id).where('applied_on', 'is', null).execute()
}
