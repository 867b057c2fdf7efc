import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

/** The workbook, if this person uploaded it. */
export async function findWorkbook(
  db: Db,
  personId: string,
  id: string,
): Promise<Row<'workbook'> | undefined> {
  return db
    .selectFrom('workbook')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

export interface WorkbookFile {
  organisationId: string
  sha256: string
}

/** The inspection that the very same file was imported as, and when. */
export async function findImportOf(
  db: Db,
  { organisationId, sha256 }: WorkbookFile,
): Promise<{ inspection_id: string; created_at: string } | undefined> {
  const row = await db
    .selectFrom('workbook')
    .innerJoin('inspection', 'inspection.id', 'workbook.inspection_id')
    .select(['inspection.id as inspection_id', 'inspection.created_at'])
    .where('workbook.organisation_id', '=', organisationId)
    .where('workbook.sha256', '=', sha256)
    .executeTakeFirst()
  return row
}

/** What this person, or this very form, has begun with the same file. */
export async function findBegunWorkbook(
  db: Db,
  personId: string,
  { organisationId, sha256, actId }: WorkbookFile & { actId: string | null },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('workbook')
    .select('id')
    .where('person_id', '=', personId)
    .where(eb =>
      eb.or([
        eb.and([
          eb('organisation_id', '=', organisationId),
          eb('sha256', '=', sha256),
          eb('inspection_id', 'is', null),
        ]),
        ...(actId ? [eb('act_id', '=', actId)] : []),
      ]),
    )
    .executeTakeFirst()
  return row?.id
}

/** What this person began with a file of the same name and has not imported, the latest one. */
export async function findBegunNamesake(
  db: Db,
  personId: string,
  { organisationId, name }: { organisationId: string; name: string },
): Promise<Row<'workbook'> | undefined> {
  return db
    .selectFrom('workbook')
    .selectAll()
    .where('person_id', '=', personId)
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .where('inspection_id', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The person's workbooks that are not imported yet, without their cells, the latest first. */
export async function listBegunWorkbooks(
  db: Db,
  personId: string,
): Promise<Pick<Row<'workbook'>, 'id' | 'name' | 'created_at'>[]> {
  return db
    .selectFrom('workbook')
    .select(['id', 'name', 'created_at'])
    .where('person_id', '=', personId)
    .where('inspection_id', 'is', null)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

/** False when the same form has written one already. */
export async function insertWorkbook(db: Db, row: NewRow<'workbook'>): Promise<boolean> {
  const result = await db
    .insertInto('workbook')
    .values(row)
    .onConflict(conflict => conflict.columns(['person_id', 'act_id']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** False when it was changed since it was read. */
export async function updateWorkbook(
  db: Db,
  before: Pick<Row<'workbook'>, 'id' | 'version'>,
  change: RowChange<'workbook'>,
): Promise<boolean> {
  return updateVersioned(db, 'workbook', before, change)
}

export async function deleteWorkbook(db: Db, id: string): Promise<void> {
  await db.deleteFrom('workbook').where('id', '=', id).execute()
}

/** Removes what was begun before the instant and not imported; each may hold megabytes, so only some at a time. */
export async function deleteBegunWorkbooksBefore(db: Db, before: string): Promise<void> {
  const old = db
    .selectFrom('workbook')
    .select('id')
    .where('created_at', '<', before)
    .where('inspection_id', 'is', null)
    .orderBy('created_at')
    .limit(50)
  await db.deleteFrom('workbook').where('id', 'in', old).execute()
}
