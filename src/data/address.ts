import type { Db } from './schema.ts'

/** Person id → e-mail address, of those who have one and are not disabled. */
export async function listAddresses(db: Db, personIds: string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'email'])
    .where('id', 'in', [...new Set(personIds)])
    .where('email', 'is not', null)
    .where('disabled_at', 'is', null)
    .execute()
  return new Map(rows.flatMap(row => (row.email ? [[row.id, row.email]] : [])))
}
