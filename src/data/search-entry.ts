import { type RawBuilder, sql } from 'kysely'
import { indexWords, withBeginnings } from '../lib/search-words.ts'
import { isSqlite } from './dialect/kind.ts'
import type { Db } from './schema.ts'
import type { SearchKind } from './schema-search.ts'

export interface SearchText {
  kind: SearchKind
  subjectId: string
  /** Who may see this task finds the text; without one, who may see the inspection. */
  taskId: string | null
  inspectionId: string | null
  text: string
}

const kinds: readonly SearchKind[] = ['task', 'recommendation', 'inspection', 'update', 'comment', 'evidence']
const half = 2 ** 27

/** The numbers of a kind: `middle` divides what was there before the index, below, from what came after, above. */
export function numberRange(kind: SearchKind): { first: number; middle: number; last: number } {
  const first = kinds.indexOf(kind) * 2 * half
  return { first, middle: first + half, last: first + 2 * half - 1 }
}

/** Takes the texts into the search in place of what stood there, in the caller's transaction. */
export async function writeSearchTexts(db: Db, texts: readonly SearchText[]): Promise<void> {
  // The latest get the highest numbers, also among those that are written together.
  const inOrder = texts.toSorted((a, b) => (a.subjectId < b.subjectId ? -1 : 1))
  await writeTexts(db, inOrder, 'up')
}

/**
 * Takes in texts from before the index, the latest first, so that numbers go down with age; what has been written anew
 * in the meantime stays as it is.
 */
export async function insertOldSearchTexts(db: Db, texts: readonly SearchText[]): Promise<void> {
  await writeTexts(db, texts, 'down')
}

async function writeTexts(db: Db, texts: readonly SearchText[], direction: Direction): Promise<void> {
  if (texts.length === 0) return
  if (!isSqlite(db)) {
    await insertRows(
      db,
      texts.map(text => rowOf(text, nextInSequence(text.kind, direction))),
      direction,
    )
    return
  }
  for (const text of texts) {
    const row = rowOf(text, nextInTable(text.kind, direction))
    const [written] = await insertRows(db, [row], direction)
    if (!written) continue
    const words = withBeginnings(row.words.split(' ')).join(' ')
    await sql`insert or replace into search_word (rowid, words)
      values (${sql.lit(written.number)}, ${words})`.execute(db)
  }
}

type Direction = 'up' | 'down'

function rowOf({ kind, subjectId, taskId, inspectionId, text }: SearchText, number: RawBuilder<number>) {
  const words = indexWords(text).join(' ')
  return { number, kind, subject_id: subjectId, task_id: taskId, inspection_id: inspectionId, words }
}

async function insertRows(db: Db, rows: ReturnType<typeof rowOf>[], direction: Direction) {
  return db
    .insertInto('search_entry')
    .values(rows)
    .onConflict(conflict => {
      const taken = conflict.columns(['kind', 'subject_id'])
      if (direction === 'down') return taken.doNothing()
      return taken.doUpdateSet(eb => ({
        task_id: eb.ref('excluded.task_id'),
        inspection_id: eb.ref('excluded.inspection_id'),
        words: eb.ref('excluded.words'),
      }))
    })
    .returning('number')
    .execute()
}

/** One transaction writes at a time, so that the next number is the one after the last. */
function nextInTable(kind: SearchKind, direction: Direction) {
  const { first, middle, last } = numberRange(kind)
  if (direction === 'up')
    return sql<number>`(select coalesce(max(number), ${sql.lit(middle)}) + 1 from search_entry
      where number between ${sql.lit(middle + 1)} and ${sql.lit(last)})`
  return sql<number>`(select coalesce(min(number), ${sql.lit(middle + 1)}) - 1 from search_entry
    where number between ${sql.lit(first)} and ${sql.lit(middle)})`
}

function nextInSequence(kind: SearchKind, direction: Direction) {
  const { middle } = numberRange(kind)
  if (direction === 'up') return sql<number>`${sql.lit(middle)} + nextval('search_entry_up')::integer`
  return sql<number>`${sql.lit(middle)} - nextval('search_entry_down')::integer`
}

/** Empties the index, for a rebuild from the first text on. */
export async function deleteSearchEntries(db: Db): Promise<void> {
  await db.deleteFrom('search_entry').execute()
  if (isSqlite(db)) await sql`delete from search_word`.execute(db)
  await db.updateTable('search_build').set({ before_id: 'z', is_done: 0 }).execute()
}
