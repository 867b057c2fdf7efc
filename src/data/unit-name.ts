import type { Db, NewRow, Row } from './schema.ts'

export type UnitName = Pick<Row<'unit_name'>, 'name' | 'short_name'>

/** The name of the unit on any day: what documents, letters and the timeline of that day call it. */
export type UnitNames = (unitId: string, day: string) => UnitName | undefined

/** The names of the units through time; a day on which no other name held has the present one. */
export async function findUnitNames(db: Db, unitIds: readonly string[]): Promise<UnitNames> {
  const ids = [...new Set(unitIds)]
  if (ids.length === 0) return () => undefined
  const present = await db
    .selectFrom('unit')
    .select(['id', 'name', 'short_name'])
    .where('id', 'in', ids)
    .execute()
  const others = await db.selectFrom('unit_name').selectAll().where('unit_id', 'in', ids).execute()
  const names = new Map(present.map(({ id, ...name }) => [id, name]))
  const dated = Map.groupBy(others, row => row.unit_id)
  return (unitId, day) => dated.get(unitId)?.find(row => holdsOn(row, day)) ?? names.get(unitId)
}

/** What the unit was called on the day; undefined for a unit we do not know. */
export async function findUnitNameOn(db: Db, unitId: string, day: string): Promise<UnitName | undefined> {
  return (await findUnitNames(db, [unitId]))(unitId, day)
}

/** What the office was called on the day: its root's name then, where the office goes by that name. */
export async function findOfficeNameOn(db: Db, day: string): Promise<string> {
  const office = await db.selectFrom('office').select('name').executeTakeFirst()
  const root = await db
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('parent_id', 'is', null)
    .executeTakeFirst()
  if (!office || !root || root.name !== office.name) return office?.name ?? ''
  return (await findUnitNameOn(db, root.id, day))?.name ?? office.name
}

function holdsOn({ from_on, to_on }: Row<'unit_name'>, day: string): boolean {
  return (from_on === null || from_on <= day) && (to_on === null || to_on >= day)
}

/** The names before and after the present one, the earliest first. */
export async function listUnitNames(db: Db, unitId: string): Promise<Row<'unit_name'>[]> {
  return db
    .selectFrom('unit_name')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy(eb => eb.fn.coalesce('from_on', eb.val('')))
    .execute()
}

/** What units were called before `today`, for whoever looks one up by the name they know. */
export async function listFormerNames(
  db: Db,
  today: string,
): Promise<Pick<Row<'unit_name'>, 'unit_id' | 'name' | 'short_name' | 'folded'>[]> {
  return db
    .selectFrom('unit_name')
    .select(['unit_id', 'name', 'short_name', 'folded'])
    .where('to_on', '<', today)
    .orderBy('to_on')
    .orderBy('id')
    .execute()
}

/** Names that were decided for later and whose first day has come. */
export async function listNamesDue(db: Db, today: string): Promise<Row<'unit_name'>[]> {
  return db
    .selectFrom('unit_name')
    .selectAll()
    .where('to_on', 'is', null)
    .where('from_on', '<=', today)
    .orderBy('from_on')
    .orderBy('id')
    .execute()
}

export async function insertUnitName(db: Db, row: NewRow<'unit_name'>): Promise<void> {
  await db.insertInto('unit_name').values(row).execute()
}

/** False when it was gone already. */
export async function deleteUnitName(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('unit_name').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}
