import type { Db } from './schema.ts'

/** Who heads a unit today: whom mail about its tasks goes to. */
export interface UnitHead {
  unit_id: string
  unit_name: string
  person_name: string
  title: string
  /** Null: gets no mail, but a printed slip. */
  email: string | null
}

/** The heads of the units on the day, in the order of unit and given name. */
export async function listUnitHeads(db: Db, today: string, unitIds: string[]): Promise<UnitHead[]> {
  if (unitIds.length === 0) return []
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .select(['unit.id as unit_id', 'unit.name as unit_name', 'person.name as person_name'])
    .select(['appointment.title', 'person.email'])
    .where('appointment.role', '=', 'unit_head')
    .where('appointment.unit_id', 'in', unitIds)
    .where('appointment.from_on', '<=', today)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', today)]))
    .where('person.disabled_at', 'is', null)
    .orderBy('unit.sort_key')
    .orderBy('person.sort_key')
    .execute()
}
