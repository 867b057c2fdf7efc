import { randomBytes } from 'node:crypto'
import { type Actor, findActor } from '../data/actor.ts'
import type { DateReach } from '../data/calendar-date.ts'
import { findFeedBySecret, findFeedOf, insertCalendarFeed, updateFeedRevoked } from '../data/calendar-feed.ts'
import { inTransaction } from '../data/database.ts'
import type { Db, Row } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { recordAccess } from './access-log.ts'
import { Invalid, NotFound } from './errors.ts'

/** Who asks, from where, and when by the system's clock (DECISIONS 14). */
export interface FeedRequest {
  personId: string
  address: string
  now: Date
}

const reaches: readonly DateReach[] = ['mine', 'unit', 'all']

/**
 * Makes the person's secret address of deadlines, in place of the one they had: 256 bits that are given this once, of
 * which only the hash is stored. @throws Invalid where nothing is chosen
 */
export async function makeCalendarFeed(
  db: Db,
  request: FeedRequest,
  choice: { content: readonly string[]; hasAlarm: boolean },
): Promise<string> {
  const content = reaches.filter(reach => choice.content.includes(reach))
  if (content.length === 0) throw new Invalid({ content: 'error.required.feed_content' })
  const secret = randomBytes(32).toString('base64url')
  const at = request.now.toISOString()
  const id = newId()
  await inTransaction(db, async trx => {
    await updateFeedRevoked(trx, request.personId, at)
    await insertCalendarFeed(trx, {
      id,
      person_id: request.personId,
      secret_hash: sha256(secret),
      content: content.join(' '),
      has_alarm: choice.hasAlarm ? 1 : 0,
      created_at: at,
      revoked_at: null,
      last_read_at: null,
      version: 1,
    })
    await noteAccess(trx, request, 'feed_made', id)
  })
  return secret
}

/** From now on the address answers that it is gone. @throws NotFound where there is none */
export async function revokeCalendarFeed(db: Db, request: FeedRequest): Promise<void> {
  await inTransaction(db, async trx => {
    const feed = await findFeedOf(trx, request.personId)
    if (!feed) throw new NotFound()
    await updateFeedRevoked(trx, request.personId, request.now.toISOString())
    await noteAccess(trx, request, 'feed_revoked', feed.id)
  })
}

export interface OpenFeed {
  feed: Row<'calendar_feed'>
  /** As the person's appointments stand today; null where the address or the account is shut. */
  actor: Actor | null
}

/** Whose address it is; undefined for a secret that none has. */
export async function findCalendarFeed(db: Db, secret: string, today: string): Promise<OpenFeed | undefined> {
  const feed = await findFeedBySecret(db, sha256(secret))
  if (!feed) return undefined
  const actor = feed.revoked_at ? undefined : await findActor(db, feed.person_id, today)
  return { feed, actor: actor ?? null }
}

async function noteAccess(
  db: Db,
  { personId, address, now }: FeedRequest,
  kind: 'feed_made' | 'feed_revoked',
  id: string,
): Promise<void> {
  await recordAccess(db, { kind, personId, detail: id, address, at: now })
}
