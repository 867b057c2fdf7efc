import { toNumber } from './database.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function findAppointment(db: Db, id: string): Promise<Row<'appointment'> | undefined> {
  return db.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Every appointment to a unit there ever was or will be. */
export async function listAppointmentsOf(db: Db, unitId: string): Promise<Row<'appointment'>[]> {
  return db.selectFrom('appointment').selectAll().where('unit_id', '=', unitId).orderBy('from_on').execute()
}

export async function insertAppointment(db: Db, row: NewRow<'appointment'>): Promise<void> {
  await db.insertInto('appointment').values(row).execute()
}

/** False when the appointment was changed since it was read. */
export async function updateAppointment(
  db: Db,
  before: Row<'appointment'>,
  change: RowChange<'appointment'>,
): Promise<boolean> {
  return updateVersioned(db, 'appointment', before, change)
}

/** Administrators whose appointment holds on the day, other than `exceptId`. */
export async function countOtherAdmins(db: Db, today: string, exceptId: string): Promise<number> {
  const row = await db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select(eb => eb.fn.countAll().as('count'))
    .where('appointment.role', '=', 'admin')
    .where('appointment.id', '<>', exceptId)
    .where('appointment.from_on', '<=', today)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>', today)]))
    .where('person.disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

export type AppointmentWithNames = Row<'appointment'> & {
  person_name: string
  person_disabled_at: string | null
  unit_name: string
  /** Whom an acting holder stands in for. */
  acting_for: string | null
}

/** Appointments with their person and unit, by unit and person: all there ever were, or those valid on `today`. */
export async function listAppointments(
  db: Db,
  filter: { personId?: string; unitId?: string; today?: string } = {},
): Promise<AppointmentWithNames[]> {
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .leftJoin('appointment as stood_for', 'stood_for.id', 'appointment.acting_for_id')
    .leftJoin('person as absent', 'absent.id', 'stood_for.person_id')
    .selectAll('appointment')
    .select(['person.name as person_name', 'person.disabled_at as person_disabled_at'])
    .select(['unit.name as unit_name', 'absent.name as acting_for'])
    .$if(filter.personId !== undefined, query =>
      query.where('appointment.person_id', '=', filter.personId as string),
    )
    .$if(filter.unitId !== undefined, query =>
      query.where('appointment.unit_id', '=', filter.unitId as string),
    )
    .$if(filter.today !== undefined, query =>
      query
        .where('appointment.from_on', '<=', filter.today as string)
        .where(eb =>
          eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', filter.today as string)]),
        ),
    )
    .orderBy('unit.sort_key')
    .orderBy('person.sort_key')
    .orderBy('appointment.from_on')
    .execute()
}

/** Who heads each unit on the day, by unit; several names stand together. */
export async function listUnitHeads(db: Db, today: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select(['appointment.unit_id', 'person.name'])
    .where('appointment.role', 'in', ['unit_head', 'leader'])
    .where('appointment.from_on', '<=', today)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', today)]))
    .where('person.disabled_at', 'is', null)
    .orderBy('appointment.is_head', 'desc')
    .orderBy('person.sort_key')
    .execute()
  const heads = new Map<string, string>()
  for (const row of rows)
    heads.set(row.unit_id, [heads.get(row.unit_id), row.name].filter(Boolean).join(', '))
  return heads
}
