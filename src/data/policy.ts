import type { Db, NewRow, Row } from './schema.ts'

export type PolicyRow = Row<'policy'>

/** Every version of every organisation, each organisation's in the order of their numbers: a few dozen rows. */
export async function listPolicies(db: Db): Promise<PolicyRow[]> {
  return db.selectFrom('policy').selectAll().orderBy('organisation_id').orderBy('number').execute()
}

/** False when the number is taken: someone else saved a version first. */
export async function insertPolicy(db: Db, row: NewRow<'policy'>): Promise<boolean> {
  const result = await db
    .insertInto('policy')
    .values(row)
    .onConflict(conflict => conflict.columns(['organisation_id', 'number']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export interface OrganisationPlace {
  id: string
  path: string
  name: string
}

/** The organisations of the tree, those above before those below. */
export async function listOrganisations(db: Db): Promise<OrganisationPlace[]> {
  const rows = await db
    .selectFrom('unit')
    .select(['id', 'path', 'name'])
    .where('is_organisation', '=', 1)
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
  return rows.sort((a, b) => a.path.length - b.path.length)
}

/** An organisation's versions, the last first, with who saved each. */
export async function listPolicyVersions(
  db: Db,
  organisationId: string,
): Promise<(PolicyRow & { person_name: string | null })[]> {
  return db
    .selectFrom('policy')
    .leftJoin('person', 'person.id', 'policy.created_by')
    .selectAll('policy')
    .select('person.name as person_name')
    .where('policy.organisation_id', '=', organisationId)
    .orderBy('policy.number', 'desc')
    .execute()
}
