import { toNumber } from './database.ts'
import type { Db } from './schema.ts'
import { openStates } from './unit-task.ts'

/** How much open work of an organisation lies with a unit, or is named to an appointment. */
export interface OpenWork {
  id: string
  organisation_id: string
  tasks: number
}

/** Open tasks that each unit leads, and parts of open tasks that it owes. */
export async function listWorkOfUnits(db: Db): Promise<OpenWork[]> {
  const led = await db
    .selectFrom('task')
    .select(eb => ['lead_unit_id as id', 'organisation_id', eb.fn.countAll().as('tasks')])
    .where('state', 'in', openStates)
    .where('closed_on', 'is', null)
    .groupBy(['lead_unit_id', 'organisation_id'])
    .execute()
  const owed = await db
    .selectFrom('co_unit')
    .innerJoin('task', 'task.id', 'co_unit.task_id')
    .select(eb => ['co_unit.unit_id as id', 'task.organisation_id', eb.fn.countAll().as('tasks')])
    .where('co_unit.state', 'in', ['asked', 'received', 'returned'])
    .where('task.state', 'in', openStates)
    .groupBy(['co_unit.unit_id', 'task.organisation_id'])
    .execute()
  const found = new Map<string, OpenWork>()
  for (const row of [...led, ...owed]) {
    const key = `${row.id} ${row.organisation_id}`
    found.set(key, { ...row, tasks: (found.get(key)?.tasks ?? 0) + toNumber(row.tasks) })
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Open tasks by the officer or the verifier named on them. */
export async function listWorkOfNamed(db: Db, column: 'officer_id' | 'verifier_id'): Promise<OpenWork[]> {
  const rows = await db
    .selectFrom('task')
    .select(eb => [column, 'organisation_id', eb.fn.countAll().as('tasks')])
    .where('state', 'in', openStates)
    .where('closed_on', 'is', null)
    .where(column, 'is not', null)
    .groupBy([column, 'organisation_id'])
    .orderBy(column)
    .execute()
  return rows.map(row => ({
    id: row[column] ?? '',
    organisation_id: row.organisation_id,
    tasks: toNumber(row.tasks),
  }))
}

export interface WatchedPost {
  id: string
  unit_id: string
  unit_name: string
  person_name: string
  title: string
  role: string
  to_on: string | null
  disabled_at: string | null
}

/** Appointments with their person: those of the ids, and every head's of the units. */
export async function listWatchedPosts(
  db: Db,
  { ids, headsOf }: { ids: string[]; headsOf: string[] },
): Promise<WatchedPost[]> {
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .select(['appointment.id', 'appointment.unit_id', 'unit.name as unit_name', 'person.name as person_name'])
    .select(['appointment.title', 'appointment.role', 'appointment.to_on', 'person.disabled_at'])
    .where(eb =>
      eb.or([
        eb('appointment.id', 'in', ['', ...ids]),
        eb.and([eb('appointment.role', '=', 'unit_head'), eb('appointment.unit_id', 'in', ['', ...headsOf])]),
      ]),
    )
    .orderBy('appointment.id')
    .execute()
}

/** Appointments valid on the day that end by the other one, the first to end first. */
export async function listPostsEnding(db: Db, day: string, until: string): Promise<WatchedPost[]> {
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .select(['appointment.id', 'appointment.unit_id', 'unit.name as unit_name', 'person.name as person_name'])
    .select(['appointment.title', 'appointment.role', 'appointment.to_on', 'person.disabled_at'])
    .where('appointment.from_on', '<=', day)
    .where('appointment.to_on', '>=', day)
    .where('appointment.to_on', '<=', until)
    .where('person.disabled_at', 'is', null)
    .orderBy('appointment.to_on')
    .orderBy('appointment.id')
    .execute()
}

/** The leader in charge named on each unit. */
export async function listUnitsInCharge(db: Db) {
  return db
    .selectFrom('unit')
    .select(['id', 'name', 'leader_appointment_id'])
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
}
