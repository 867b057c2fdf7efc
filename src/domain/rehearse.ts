import { inTransaction } from '../data/database.ts'
import type { Db } from '../data/schema.ts'
import { perform, type TaskAct } from './perform.ts'
import type { TaskActName } from './task-transitions.ts'

class Rehearsed extends Error {}

/**
 * Does the act and takes everything back: throws what `perform` would throw, and leaves nothing behind. For the page
 * that asks to confirm, which must not promise what would be refused.
 */
export async function rehearse<N extends TaskActName>(db: Db, act: TaskAct<N>): Promise<void> {
  await takeBack(db, trx => perform(trx, act))
}

/** Runs a verb and takes everything back; throws what the verb throws. */
export async function takeBack(db: Db, verb: (trx: Db) => Promise<unknown>): Promise<void> {
  try {
    await inTransaction(db, async trx => {
      await verb(trx)
      throw new Rehearsed()
    })
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error
  }
}
