import { type Expression, type SqlBool, sql } from 'kysely'
import { readSearch, type SearchQuery } from '../lib/search-words.ts'
import { toNumber } from './database.ts'
import { isSqlite } from './dialect/kind.ts'
import type { Db } from './schema.ts'
import { numberRange, writeSearchTexts } from './search-entry.ts'
import { indexMatch, wordsMatch } from './search-match.ts'
import { taskText } from './search-text.ts'

/** Beyond so many hits it is quicker to ask each task of the list than to gather all that were hit. */
const manyHits = 2_000

/** Puts the task's words into the search in place of what stood there. */
export async function writeTaskSearch(
  db: Db,
  { id, ...task }: { id: string; code: string; title: string; criterion: string; document_no: string },
): Promise<void> {
  const text = taskText(task)
  await writeSearchTexts(db, [{ kind: 'task', subjectId: id, taskId: id, inspectionId: null, text }])
}

/**
 * Tasks that hold every word of the query, as a condition on `task`. Words typed with diacritics must match with them;
 * words typed without match either way (STACK, "Vietnamese text"). Undefined when the query holds no word.
 */
export function taskSearch(db: Db, text: string): Expression<SqlBool> | undefined {
  const query = readSearch(text)
  return query ? sql<boolean>`task.id in (${hitTasks(db, query)})` : undefined
}

/** The same; where a word stands in most tasks, the list is walked in its own order and each task asked. */
export async function findTaskSearch(
  db: Db,
  text: string | undefined,
): Promise<Expression<SqlBool> | undefined> {
  const query = text ? readSearch(text) : null
  if (!query) return undefined
  const some = sql`select 1 from (${hitTasks(db, query)} limit ${sql.lit(manyHits + 1)}) as hit`
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${some}) as hits`.execute(db)
  if (toNumber(rows[0]?.count) <= manyHits) return sql<boolean>`task.id in (${hitTasks(db, query)})`
  return sql<boolean>`exists (select 1 from search_entry as e where e.kind = 'task' and e.subject_id = task.id
    and ${wordsMatch(query, 'all', sql<string>`e.words`)})`
}

function hitTasks(db: Db, query: SearchQuery) {
  const { first, last } = numberRange('task')
  const match = indexMatch(db, query, 'all')
  if (!isSqlite(db)) return sql`select e.subject_id from search_entry as e where e.kind = 'task' and ${match}`
  return sql`select e.subject_id from search_word cross join search_entry as e on e.number = search_word.rowid
    where ${match} and search_word.rowid between ${sql.lit(first)} and ${sql.lit(last)}`
}
