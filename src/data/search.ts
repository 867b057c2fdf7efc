import type { Actor } from './actor.ts'
import type { Db } from './schema.ts'

export interface FoundPerson {
  id: string
  name: string
  title: string
  unit_id: string
  unit_name: string
}

/** Who holds a post today in one of the units, by given name; `words` folded, each to be found. */
export async function listFoundPeople(
  db: Db,
  actor: Actor,
  unitIds: string[],
  { words, limit }: { words: string[]; limit: number },
): Promise<FoundPerson[]> {
  if (words.length === 0 || unitIds.length === 0) return []
  const rows = await db
    .selectFrom('person')
    .innerJoin('appointment', 'appointment.person_id', 'person.id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .select(['person.id', 'person.name', 'appointment.title', 'unit.id as unit_id', 'unit.name as unit_name'])
    .where('appointment.from_on', '<=', actor.today)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', actor.today)]))
    .where('person.disabled_at', 'is', null)
    .where(eb => eb.and(words.map(word => eb('person.folded', 'like', `%${word}%`))))
    .orderBy('person.sort_key')
    .orderBy('appointment.id')
    .execute()
  // The units of a large office are more than one statement takes as parameters; of people by name there are few.
  const within = new Set(unitIds)
  return rows.filter(row => within.has(row.unit_id)).slice(0, limit)
}
