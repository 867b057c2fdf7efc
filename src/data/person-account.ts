import type { Db } from './schema.ts'
import type { Role } from './schema-office.ts'

/** Everyone who holds a post on the day, once, in the order of names: the cast of a sample. */
export async function listSeats(
  db: Db,
  today: string,
): Promise<{ person_id: string; name: string; title: string; role: Role }[]> {
  const rows = await db
    .selectFrom('person as p')
    .innerJoin('appointment as a', 'a.person_id', 'p.id')
    .select(['p.id as person_id', 'p.name', 'a.title', 'a.role'])
    .where('p.disabled_at', 'is', null)
    .where('a.from_on', '<=', today)
    .where(eb => eb.or([eb('a.to_on', 'is', null), eb('a.to_on', '>=', today)]))
    .orderBy('p.sort_key')
    .orderBy('p.id')
    .orderBy('a.from_on')
    .orderBy('a.id')
    .execute()
  return rows.filter((row, at) => row.person_id !== rows[at - 1]?.person_id)
}
