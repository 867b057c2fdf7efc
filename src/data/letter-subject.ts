import type { Db, Row } from './schema.ts'

type LetterSubject =
  | 'extension'
  | 'refusal'
  | 'suspension'
  | 'suspension_request'
  | 'reopening'
  | 'non_implementation'
  | 'update_request'

/** A decision or request by its id, for the words that a notice of it repeats. */
export async function findById<T extends LetterSubject>(
  db: Db,
  table: T,
  id: string,
): Promise<Row<T> | undefined> {
  const row = await db
    .selectFrom(table as 'extension')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row as Row<T> | undefined
}
