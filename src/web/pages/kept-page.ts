import type { Actor } from '../../data/actor.ts'
import { findActNumber, findFigureVersion } from '../../data/figure-version.ts'
import type { Db } from '../../data/schema.ts'
import { createKept } from '../../lib/kept.ts'

/** Boards of some hundreds of readers and choices; each holds what one page shows, some ten kilobytes. */
const most = 300

/** What the worker notes of mails it sent is no act: for that a page is never older than this. */
const mostMs = 5_000

/**
 * Keeps what a page of figures is made of, for as long as nothing was written in the office: every act of anybody
 * appends an event, and whatever the worker draws from it grows the figures' version. The key holds who may see what,
 * so that two readers with the same posts share one, and the day, so that midnight begins anew.
 */
export function keepPages<T>() {
  const kept = createKept<T>(most)
  return async (db: Db, actor: Actor, choice: unknown, work: () => Promise<T>): Promise<T> => {
    const written = [await findFigureVersion(db), await findActNumber(db), Math.floor(Date.now() / mostMs)]
    const reach = actor.holdings.map(
      ({ role, organisation_id, organisation_ids, committee_id, inspection_id, unit_id, id }) => [
        id,
        role,
        unit_id,
        organisation_id,
        organisation_ids,
        committee_id,
        inspection_id,
      ],
    )
    return kept.get(JSON.stringify([written, reach, actor.own_committee_ids, actor.today, choice]), work)
  }
}
