import type { Db, Row } from './schema.ts'
import type { Role } from './schema-office.ts'

/** An appointment valid on the day asked for, with the place it gives in the tree of units. */
export interface Holding {
  id: string
  person_id: string
  unit_id: string
  unit_path: string
  unit_name: string
  role: Role
  title: string
  is_head: boolean
  acting_for_id: string | null
  /** Whom the holder stands in for ("A thay mặt B"). */
  acting_for: string | null
  committee_id: string | null
  inspection_id: string | null
  /** The unit's nearest organisation, and every organisation below it: the reach of the appointment (DECISIONS 7). */
  organisation_id: string
  organisation_ids: string[]
}

export interface Actor {
  person: Row<'person'>
  today: string
  holdings: Holding[]
  /** Committees of the department itself: their members see all of its organisation. */
  own_committee_ids: string[]
}

/** The person with the appointments valid on `today`; undefined when unknown or disabled. */
export async function findActor(db: Db, personId: string, today: string): Promise<Actor | undefined> {
  const person = await db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirst()
  if (!person || person.disabled_at) return undefined
  const rows = await listValidAppointments(db, today, personId)
  const committees = rows.flatMap(row => (row.committee_id ? [row.committee_id] : []))
  return {
    person,
    today,
    holdings: await withOrganisations(db, rows),
    own_committee_ids: await listOwnCommitteeIds(db, committees),
  }
}

/** Holdings valid on the day, of one unit with a role, or of whoever is asked for by appointment id. */
export async function listHoldings(
  db: Db,
  today: string,
  filter: { ids?: string[]; unitId?: string; role?: Role } = {},
): Promise<Holding[]> {
  if (filter.ids && filter.ids.length === 0) return []
  return withOrganisations(db, await listValidAppointments(db, today, undefined, filter))
}

type AppointmentOfUnit = Omit<Holding, 'organisation_id' | 'organisation_ids' | 'is_head'> & {
  is_head: number
}

async function listValidAppointments(
  db: Db,
  today: string,
  personId?: string,
  filter: { ids?: string[]; unitId?: string; role?: Role } = {},
): Promise<AppointmentOfUnit[]> {
  return db
    .selectFrom('appointment as a')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .leftJoin('appointment as stood_for', 'stood_for.id', 'a.acting_for_id')
    .leftJoin('person as absent', 'absent.id', 'stood_for.person_id')
    .select([
      'a.id',
      'a.person_id',
      'a.unit_id',
      'u.path as unit_path',
      'u.name as unit_name',
      'a.role',
      'a.title',
    ])
    .select([
      'a.is_head',
      'a.acting_for_id',
      'a.committee_id',
      'a.inspection_id',
      'absent.name as acting_for',
    ])
    .where('a.from_on', '<=', today)
    .where(eb => eb.or([eb('a.to_on', 'is', null), eb('a.to_on', '>=', today)]))
    .where('p.disabled_at', 'is', null)
    .$if(personId !== undefined, query => query.where('a.person_id', '=', personId as string))
    .$if(filter.ids !== undefined, query => query.where('a.id', 'in', filter.ids as string[]))
    .$if(filter.unitId !== undefined, query => query.where('a.unit_id', '=', filter.unitId as string))
    .$if(filter.role !== undefined, query => query.where('a.role', '=', filter.role as Role))
    .orderBy('a.from_on')
    .orderBy('a.id')
    .execute()
}

/** Organisations are few, so the nearest one is found here rather than by a recursive query in two dialects. */
async function withOrganisations(db: Db, rows: AppointmentOfUnit[]): Promise<Holding[]> {
  if (rows.length === 0) return []
  const organisations = await db
    .selectFrom('unit')
    .select(['id', 'path'])
    .where('is_organisation', '=', 1)
    .execute()
  return rows.map(row => {
    const nearest = organisations
      .filter(organisation => row.unit_path.startsWith(organisation.path))
      .sort((a, b) => b.path.length - a.path.length)[0]
    if (!nearest) throw new Error(`unit ${row.unit_id} stands under no organisation`)
    const below = organisations.filter(organisation => organisation.path.startsWith(nearest.path))
    return {
      ...row,
      is_head: row.is_head === 1,
      organisation_id: nearest.id,
      organisation_ids: below.map(organisation => organisation.id),
    }
  })
}

async function listOwnCommitteeIds(db: Db, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('committee')
    .select('id')
    .where('id', 'in', ids)
    .where('level', '=', 'organisation')
    .execute()
  return rows.map(row => row.id)
}
