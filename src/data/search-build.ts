import { inTransaction } from './database.ts'
import type { Db, Row } from './schema.ts'
import { deleteSearchEntries, insertOldSearchTexts } from './search-entry.ts'
import { searchTexts } from './search-text.ts'

/** DECISIONS 9: a transaction writes at most 200 rows. */
const stepRows = 200

/** The kinds whose old texts are not all in the index yet. */
export async function listOpenBuilds(db: Db): Promise<Row<'search_build'>[]> {
  return db.selectFrom('search_build').selectAll().where('is_done', '=', 0).orderBy('kind').execute()
}

/** Takes the next texts of a kind into the index, and notes how far it came, in one transaction. */
export async function writeBuildStep(db: Db, { kind, before_id }: Row<'search_build'>): Promise<number> {
  return inTransaction(db, async trx => {
    const texts = await searchTexts[kind](trx, { before: before_id, limit: stepRows })
    await insertOldSearchTexts(trx, texts)
    const last = texts.at(-1)
    const change = last ? { before_id: last.subjectId } : { is_done: 1 }
    await trx.updateTable('search_build').set(change).where('kind', '=', kind).execute()
    return texts.length
  })
}

/** Throws the index away, so that it is built from the first text on. */
export async function resetBuild(db: Db): Promise<void> {
  await inTransaction(db, deleteSearchEntries)
}
