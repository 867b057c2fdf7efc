import type { Db, NewRow, Row } from './schema.ts'

export type UnitAlias = Row<'unit_alias'>

export async function listUnitAliases(db: Db, organisationId: string): Promise<UnitAlias[]> {
  return db
    .selectFrom('unit_alias')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('folded')
    .execute()
}

export async function listAliasesOfUnit(db: Db, unitId: string): Promise<UnitAlias[]> {
  return db.selectFrom('unit_alias').selectAll().where('unit_id', '=', unitId).orderBy('folded').execute()
}

export async function findUnitAlias(db: Db, id: string): Promise<UnitAlias | undefined> {
  return db.selectFrom('unit_alias').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Remembers the alias; what it meant before, it means no longer. */
export async function writeUnitAlias(db: Db, row: NewRow<'unit_alias'>): Promise<void> {
  const { name, unit_id, created_by, created_at } = row
  await db
    .insertInto('unit_alias')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['organisation_id', 'folded']).doUpdateSet({ name, unit_id, created_by, created_at }),
    )
    .execute()
}

/** False when it was gone already. */
export async function deleteUnitAlias(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('unit_alias').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}
