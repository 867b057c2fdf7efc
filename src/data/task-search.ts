import { sql } from 'kysely'
import { fold } from '../lib/fold.ts'
import { isSqlite } from './dialect/kind.ts'
import type { Db } from './schema.ts'

/** Puts the task's words into the search, folded and as written, in place of what stood there. */
export async function writeTaskSearch(
  db: Db,
  task: { id: string; code: string; title: string; criterion: string },
): Promise<void> {
  const marked = `${task.code} ${task.title} ${task.criterion}`.toLowerCase()
  const folded = fold(marked)
  if (isSqlite(db)) return writeSqliteSearch(db, task.id, folded, marked)
  await sql`insert into task_search (task_id, folded, marked) values (${task.id}, ${folded}, ${marked})
    on conflict (task_id) do update set folded = excluded.folded, marked = excluded.marked`.execute(db)
}

async function writeSqliteSearch(db: Db, id: string, folded: string, marked: string): Promise<void> {
  await sql`insert into task_search_row (task_id) values (${id}) on conflict do nothing`.execute(db)
  const number = sql`(select number from task_search_row where task_id = ${id})`
  await sql`delete from task_search where rowid = ${number}`.execute(db)
  await sql`insert into task_search (rowid, folded, marked) values (${number}, ${folded}, ${marked})`.execute(
    db,
  )
}

/**
 * Ids of the tasks that hold every word of the query, each as a prefix, as a condition on `task.id`. Words typed with
 * diacritics must match with them; words typed without match either way (STACK, "Vietnamese text"). Undefined when the
 * query holds no word.
 */
export function taskSearch(db: Db, query: string) {
  const words = query
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 12)
  if (!words) return undefined
  const column = words.some(word => word !== fold(word)) ? 'marked' : 'folded'
  if (isSqlite(db)) {
    const match = `${column} : (${words.map(word => `"${word}"*`).join(' ')})`
    return sql<boolean>`task.id in (select task_search_row.task_id from task_search
      join task_search_row on task_search_row.number = task_search.rowid where task_search match ${match})`
  }
  const match = words.map(word => `${word}:*`).join(' & ')
  const vector = sql.ref(`${column}_words`)
  return sql<boolean>`task.id in (select task_id from task_search where ${vector} @@ to_tsquery('simple', ${match}))`
}
