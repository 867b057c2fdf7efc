import { findActor, type Holding } from '../data/actor.ts'
import { listCommittees } from '../data/committee.ts'
import type { Db, Row } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import { findUnit } from '../data/unit.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { verifierOf } from './authority.ts'
import { directorsOf, headsOf, holdingsOver, type Posts } from './reminder-posts.ts'

/**
 * The words of a rung's recipients. `head`, `co_head`: unit_head appointments of exactly the lead or co-unit, acting
 * ones included. `leader`: the unit's leader in charge, else the director. `verifier`: the one named at issue, else
 * all who may. `decider`, `above`: who decides the pending extension, and who stands one level above them;
 * `suspension_decider`: who decides the request to suspend. Who asked is never called to decide, by whatever post.
 * `subtask_officer`: who holds the post to which a piece was given, else the head. `mentioned`: whom a comment names.
 */
export const recipientWordList = [
  'officer',
  'head',
  'co_head',
  'leader',
  'leaders',
  'director',
  'secretary',
  'verifier',
  'committee',
  'decider',
  'suspension_decider',
  'above',
  'subtask_officer',
  'mentioned',
] as const
export type RecipientWord = (typeof recipientWordList)[number]

/** Posts whose emptiness the secretary is told of; the order numbers the notices (`occurrence` of `no_holder`). */
export const vacancies = ['head', 'co_head', 'leader', 'director', 'verifier', 'committee'] as const
export type Vacancy = (typeof vacancies)[number]

/** What is being reminded of: the task with its facts and, for a co-unit's notice, the one part. */
export interface About {
  facts: TaskFacts
  partId?: string | undefined
  subtaskId?: string | undefined
  /** The appointment that a comment names. */
  mentionedId?: string | undefined
}

/** What a row of the ledger, or a rung that falls due, is about. */
export function aboutOf(
  facts: TaskFacts,
  subject: Pick<Row<'reminder'>, 'subject_type' | 'subject_id'> & { appointment_id?: string },
): About {
  const { subject_type: type, subject_id: id } = subject
  return {
    facts,
    partId: type === 'co_unit' ? id : undefined,
    subtaskId: type === 'subtask' ? id : undefined,
    mentionedId: type === 'mention' ? subject.appointment_id : undefined,
  }
}

export interface Recipients {
  /** Each appointment once. */
  holdings: Holding[]
  /** Posts that should have been written to and that nobody holds. */
  vacant: Vacancy[]
}

/** Who is written to, by the posts held on `posts.day`. */
export async function findRecipients(
  db: Db,
  words: RecipientWord[],
  about: About,
  posts: Posts,
): Promise<Recipients> {
  const found = new Map<string, Holding>()
  const vacant = new Set<Vacancy>()
  for (const word of words) {
    const one = await finders[word](db, about, posts)
    for (const holding of one.holdings) found.set(holding.id, holding)
    for (const post of one.vacant) vacant.add(post)
  }
  return { holdings: [...found.values()], vacant: [...vacant] }
}

type Finder = (db: Db, about: About, posts: Posts) => Promise<Recipients>

const finders: Record<RecipientWord, Finder> = {
  officer: async (_db, { facts }, posts) =>
    given(posts.holdings.filter(held => held.id === facts.task.officer_id)),
  head: async (_db, { facts }, posts) => orVacant(headsOf(posts, facts.task.lead_unit_id), 'head'),
  co_head: async (_db, about, posts) => coHeads(about, posts),
  leader: async (db, about, posts) => leaderInCharge(db, about, posts),
  leaders: async (_db, { facts }, posts) => given(holdingsOver(posts, 'leader', facts.task.organisation_id)),
  director: async (_db, { facts }, posts) =>
    orVacant(directorsOf(posts, facts.task.organisation_id), 'director'),
  secretary: async (_db, { facts }, posts) =>
    given(holdingsOver(posts, 'secretary', facts.task.organisation_id)),
  verifier: verifiers,
  subtask_officer: async (_db, about, posts) => subtaskOfficer(about, posts),
  mentioned: async (_db, { mentionedId }, posts) =>
    given(posts.holdings.filter(held => held.id === mentionedId)),
  committee: committeeMembers,
  decider: async (db, about, posts) =>
    about.facts.task.extension_count === 0
      ? leaderBesides(about.facts.pending_extension, db, about, posts)
      : besides(about.facts.pending_extension, await committeeMembers(db, about, posts), 'committee'),
  suspension_decider: async (db, about, posts) =>
    leaderBesides(about.facts.pending_suspension_request, db, about, posts),
  above: async (db, about, posts) =>
    findRecipients(
      db,
      about.facts.task.extension_count === 0 ? ['director'] : ['leader', 'secretary'],
      about,
      posts,
    ),
}

type Asked = { requester_id: string } | undefined

/** The leader in charge; where that is who asked, the director. */
async function leaderBesides(asked: Asked, db: Db, about: About, posts: Posts): Promise<Recipients> {
  const inCharge = await leaderInCharge(db, about, posts)
  const others = besides(asked, inCharge, 'leader')
  if (others.holdings.length > 0) return others
  const directors = orVacant(directorsOf(posts, about.facts.task.organisation_id), 'director')
  return besides(asked, directors, 'director')
}

function besides(asked: Asked, { holdings }: Recipients, post: Vacancy): Recipients {
  return orVacant(
    holdings.filter(held => held.person_id !== asked?.requester_id),
    post,
  )
}

/** Work whose officer left goes back to the head's hands until it is given to another. */
function subtaskOfficer({ facts, subtaskId }: About, posts: Posts): Recipients {
  const subtask = facts.subtasks.find(one => one.id === subtaskId)
  const officer = posts.holdings.filter(held => held.id === subtask?.officer_id)
  if (officer.length > 0) return given(officer)
  return orVacant(headsOf(posts, facts.task.lead_unit_id), 'head')
}

function coHeads({ facts, partId }: About, posts: Posts): Recipients {
  const parts = facts.co_units.filter(part => (partId ? part.id === partId : part.state !== 'waived'))
  const each = parts.map(part => headsOf(posts, part.unit_id))
  return { holdings: each.flat(), vacant: each.some(heads => heads.length === 0) ? ['co_head'] : [] }
}

async function leaderInCharge(db: Db, { facts }: About, posts: Posts): Promise<Recipients> {
  const unit = await findUnit(db, facts.task.lead_unit_id)
  const named = posts.holdings.filter(held => held.id === unit?.leader_appointment_id)
  return orVacant(named.length > 0 ? named : directorsOf(posts, facts.task.organisation_id), 'leader')
}

async function verifiers(db: Db, { facts }: About, posts: Posts): Promise<Recipients> {
  const named = posts.holdings.filter(held => held.id === facts.task.verifier_id)
  const fit = await whoMayVerify(db, named, facts, posts.day)
  if (fit.length > 0) return given(fit)
  const all = holdingsOver(posts, 'verifier', facts.task.organisation_id)
  return orVacant(await whoMayVerify(db, all, facts, posts.day), 'verifier')
}

async function whoMayVerify(db: Db, held: Holding[], facts: TaskFacts, day: PlainDate): Promise<Holding[]> {
  const may: Holding[] = []
  for (const holding of held) {
    const actor = await findActor(db, holding.person_id, day)
    if (actor && verifierOf(actor, facts)) may.push(holding)
  }
  return may
}

/** All who may decide: members of the committee the inspection reports to, and of the organisation's own (PRODUCT §1). */
async function committeeMembers(db: Db, { facts }: About, posts: Posts): Promise<Recipients> {
  const ids = [facts.committee_id, ...(await ownCommittees(db, facts.task.organisation_id))]
  const members = posts.holdings.filter(
    held => held.role === 'committee' && ids.includes(held.committee_id ?? ''),
  )
  return orVacant(members, 'committee')
}

async function ownCommittees(db: Db, organisationId: string): Promise<string[]> {
  const all = await listCommittees(db)
  return all
    .filter(one => one.level === 'organisation' && one.organisation_id === organisationId)
    .map(one => one.id)
}

function given(holdings: Holding[]): Recipients {
  return { holdings, vacant: [] }
}

function orVacant(holdings: Holding[], post: Vacancy): Recipients {
  return { holdings, vacant: holdings.length > 0 ? [] : [post] }
}
