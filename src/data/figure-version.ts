import { toNumber } from './database.ts'
import type { Db } from './schema.ts'

/**
 * A number that grows with every change of a figure: an act drawn into the summaries, a day's snapshot, a change of the
 * calendar or of a policy. One row; for pages that keep what they worked out and for those that are told of changes.
 */
export async function findFigureVersion(db: Db): Promise<number> {
  const row = await db.selectFrom('figure_version').select('number').executeTakeFirst()
  return toNumber(row?.number)
}

/**
 * Grows the number and holds its row until the transaction ends, so that one worker at a time counts figures: two that
 * counted at once could each keep what the other one saw before. (SQLite has one writer anyway.)
 */
export async function growFigureVersion(db: Db): Promise<void> {
  await db
    .insertInto('figure_version')
    .values({ id: 'figures', number: 1 })
    .onConflict(conflict =>
      conflict.column('id').doUpdateSet(eb => ({ number: eb('figure_version.number', '+', 1) })),
    )
    .execute()
}

/** What was written in the office so far, as a number: every act of every organisation appends one event and grows it. */
export async function findActNumber(db: Db): Promise<number> {
  const row = await db
    .selectFrom('chain_head')
    .select(eb => eb.fn.sum('seq').as('acts'))
    .executeTakeFirst()
  return toNumber(row?.acts)
}
