import { expressionBuilder } from 'kysely'
import type { Actor } from './actor.ts'
import type { Db, Row, Schema } from './schema.ts'
import { overseenOrganisations, unitTree } from './scope.ts'

/** People who hold or held a post in the organisations whose ledger the person reads, by given name. */
export async function listLedgerPeople(db: Db, actor: Actor): Promise<{ id: string; name: string }[]> {
  const paths = await listOverseenPaths(db, actor)
  if (paths.length === 0) return []
  return db
    .selectFrom('person')
    .select(['person.id', 'person.name'])
    .where(eb => eb.exists(postsUnder(paths).whereRef('appointment.person_id', '=', 'person.id')))
    .orderBy('person.sort_key')
    .orderBy('person.id')
    .execute()
}

/** Units of the organisations whose ledger the person reads, by name. */
export async function listLedgerUnits(
  db: Db,
  actor: Actor,
): Promise<Pick<Row<'unit'>, 'id' | 'name' | 'path'>[]> {
  const paths = await listOverseenPaths(db, actor)
  if (paths.length === 0) return []
  return db
    .selectFrom('unit')
    .select(['id', 'name', 'path'])
    .where(eb => eb.or(paths.map(path => eb('unit.id', 'in', unitTree(path)))))
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
}

/** Names and addresses of people, by given name. */
export async function listNames(
  db: Db,
  ids: string[],
): Promise<Pick<Row<'person'>, 'id' | 'name' | 'email'>[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .where('id', 'in', ids)
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
}

async function listOverseenPaths(db: Db, actor: Actor): Promise<string[]> {
  const organisations = overseenOrganisations(actor)
  if (organisations.length === 0) return []
  const rows = await db.selectFrom('unit').select('path').where('id', 'in', organisations).execute()
  return rows.map(row => row.path)
}

function postsUnder(paths: string[]) {
  const eb = expressionBuilder<Schema, 'person'>()
  return eb
    .selectFrom('appointment')
    .select('appointment.id')
    .where(eb => eb.or(paths.map(path => eb('appointment.unit_id', 'in', unitTree(path)))))
}
