import { type Holding, listHoldings } from '../data/actor.ts'
import type { Db } from '../data/schema.ts'
import type { Role } from '../data/schema-office.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { type LadderRung, recipientWords } from './reminder-ladder.ts'

/** Everyone who holds a post on the day. */
export interface Posts {
  day: PlainDate
  holdings: Holding[]
}

export async function findPosts(db: Db, day: PlainDate): Promise<Posts> {
  return { day, holdings: await listHoldings(db, day) }
}

/** Appointments of the role in the organisation itself; where it has none, those whose reach holds it. */
export function holdingsOver(posts: Posts, role: Role, organisationId: string): Holding[] {
  const reaching = posts.holdings.filter(
    held => held.role === role && held.organisation_ids.includes(organisationId),
  )
  const own = reaching.filter(held => held.organisation_id === organisationId)
  return own.length > 0 ? own : reaching
}

/** Whom the digest of an organisation's week goes to: its rung names secretaries, leaders or both. */
export function weekHoldings(rung: LadderRung, organisationId: string, posts: Posts): Holding[] {
  const roles = recipientWords(rung).map(word => (word === 'secretary' ? 'secretary' : 'leader'))
  const held = roles.flatMap(role => holdingsOver(posts, role, organisationId))
  return [...new Map(held.map(one => [one.id, one])).values()]
}

export function headsOf(posts: Posts, unitId: string): Holding[] {
  return posts.holdings.filter(held => held.role === 'unit_head' && held.unit_id === unitId)
}

export function directorsOf(posts: Posts, organisationId: string): Holding[] {
  return holdingsOver(posts, 'leader', organisationId).filter(held => held.is_head)
}
