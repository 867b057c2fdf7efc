import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function findUnit(db: Db, id: string): Promise<Row<'unit'> | undefined> {
  return db.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Which of the ids are no unit of ours, or one that is closed on the day. */
export async function findUnitsMissing(db: Db, ids: string[], today: string): Promise<Set<string>> {
  const missing = new Set(ids)
  if (ids.length === 0) return missing
  const rows = await db
    .selectFrom('unit')
    .select('id')
    .where('id', 'in', ids)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', today)]))
    .execute()
  for (const row of rows) missing.delete(row.id)
  return missing
}

export async function insertUnit(db: Db, row: NewRow<'unit'>): Promise<void> {
  await db.insertInto('unit').values(row).execute()
}

/** False when the unit was changed since it was read. */
export async function updateUnit(db: Db, before: Row<'unit'>, change: RowChange<'unit'>): Promise<boolean> {
  return updateVersioned(db, 'unit', before, change)
}

/** The organisation whose subtree holds the path: its nearest ancestor, or itself, that is marked so. */
export async function findOrganisationOf(db: Db, path: string): Promise<string> {
  const rows = await db.selectFrom('unit').select(['id', 'path']).where('is_organisation', '=', 1).execute()
  const nearest = rows
    .filter(row => path.startsWith(row.path))
    .sort((a, b) => b.path.length - a.path.length)[0]
  if (!nearest) throw new Error(`no organisation holds ${path}`)
  return nearest.id
}

/** The root of the tree: the organisation whose chain holds the system's own events. */
export async function findRootUnit(db: Db): Promise<Row<'unit'> | undefined> {
  return db.selectFrom('unit').selectAll().where('parent_id', 'is', null).executeTakeFirst()
}

/** Units that exist on the day, each under its parent's sort order flattened by name. */
export async function listUnits(db: Db, today?: string): Promise<Row<'unit'>[]> {
  return db
    .selectFrom('unit')
    .selectAll()
    .$if(today !== undefined, query =>
      query
        .where(eb => eb.or([eb('valid_from', 'is', null), eb('valid_from', '<=', today as string)]))
        .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', today as string)])),
    )
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
}
