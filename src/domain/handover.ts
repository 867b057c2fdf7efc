import { type Actor, type Holding, listHoldings } from '../data/actor.ts'
import { findAppointment } from '../data/appointment.ts'
import {
  findHandoverOf,
  insertHandover,
  listEndedOn,
  listOpenHandovers,
  type OpenHandover,
  updateHandover,
} from '../data/handover.ts'
import { listPostWork } from '../data/handover-work.ts'
import type { Db, Row } from '../data/schema.ts'
import { overseenOrganisations } from '../data/scope.ts'
import { findOrganisationOf, findUnit } from '../data/unit.ts'
import { newId } from '../lib/id.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { Conflict, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import type { Occasion } from './occasion.ts'
import { actorOf } from './office-authority.ts'

type Post = Row<'appointment'>

/** Posts in which work lies that someone must take over. */
export function hasHandover({ role }: Pick<Post, 'role'>): boolean {
  return role === 'unit_head' || role === 'officer' || role === 'verifier' || role === 'leader'
}

/**
 * Lays down what lies in the posts that were held for the last time the day before, so that each list stays true to its
 * day. Once a post, also by two workers. Returns how many were laid down.
 */
export async function openHandovers(db: Db, occasion: Occasion, day: PlainDate): Promise<number> {
  let count = 0
  const act = { personId: null, actId: null, occasion }
  for (const post of await listEndedOn(db, addDays(day, -1))) {
    await actOnce(db, act, async trx => {
      if (await openHandover(trx, act, post, day)) count += 1
      return post.id
    })
  }
  return count
}

/** The same of one post, in the caller's transaction; nothing is laid down where nothing lies in it. */
export async function openHandover(db: Db, act: Act, post: Post, day: PlainDate): Promise<boolean> {
  if (!hasHandover(post) || (await goesOn(db, post, day))) return false
  const unit = await findUnit(db, post.unit_id)
  const items = await listPostWork(db, post)
  if (!unit || items.length === 0) return false
  const id = newId()
  const organisationId = await findOrganisationOf(db, unit.path)
  const row = {
    id,
    organisation_id: organisationId,
    from_appointment_id: post.id,
    to_appointment_id: null,
    on_day: day,
    confirmed_at: null,
    created_at: act.occasion.at,
    version: 1,
  }
  if (!(await insertHandover(db, row, items))) return false
  await recordEvent(db, act, {
    organisationId,
    act: 'open_handover',
    subjectType: 'handover',
    subjectId: id,
    payload: { from_appointment_id: post.id, on_day: day, items: items.map(item => ({ ...item })) },
  })
  return true
}

/** Whoever stood in gives the post back to its holder; the same person may go on under another title. */
async function goesOn(db: Db, post: Post, day: PlainDate): Promise<boolean> {
  const held = await listHoldings(db, day, { unitId: post.unit_id, role: post.role })
  return held.some(
    one => one.id === post.acting_for_id || (one.person_id === post.person_id && one.id !== post.id),
  )
}

/**
 * Who takes over from the post on the day: its next holders; else of an officer the head of the unit, of a leader or
 * verifier the director; of a closed unit the heads of the one that took over.
 */
export async function findReceivers(db: Db, post: Post, day: PlainDate): Promise<Holding[]> {
  const others = (held: Holding[]) =>
    held.filter(one => one.id !== post.id && one.person_id !== post.person_id)
  const unit = await findUnit(db, post.unit_id)
  if (post.role === 'unit_head' || post.role === 'officer') {
    const heads = others(await listHoldings(db, day, { unitId: post.unit_id, role: 'unit_head' }))
    if (heads.length > 0 || !unit?.successor_id) return heads
    return others(await listHoldings(db, day, { unitId: unit.successor_id, role: 'unit_head' }))
  }
  const isNext = (one: Holding) => one.unit_id === post.unit_id && one.is_head === (post.is_head === 1)
  const next = others(await listHoldings(db, day, { role: post.role })).filter(isNext)
  const begun = await Promise.all(next.map(async one => ({ one, row: await findAppointment(db, one.id) })))
  const taken = begun.filter(({ row }) => (row?.from_on ?? '') > post.from_on).map(({ one }) => one)
  if (taken.length > 0) return taken
  const organisationId = unit ? await findOrganisationOf(db, unit.path) : ''
  const leaders = others(await listHoldings(db, day, { role: 'leader' }))
  return leaders.filter(one => one.is_head && one.organisation_ids.includes(organisationId))
}

export interface SeenHandover {
  post: Post
  /** Null before the day: the list is what lies there now. */
  handover: Row<'handover'> | undefined
  receivers: Holding[]
  /** By which of the person's appointments they may confirm; undefined: they may not. */
  mayConfirm: Holding | undefined
}

/** The handover of a post for who left it, who takes over, and who sees all of the organisation; else undefined. */
export async function findHandoverFor(
  db: Db,
  actor: Actor,
  appointmentId: string,
): Promise<SeenHandover | undefined> {
  const post = await findAppointment(db, appointmentId)
  const unit = post && (await findUnit(db, post.unit_id))
  if (!post || !unit || !hasHandover(post)) return undefined
  const receivers = await findReceivers(db, post, actor.today)
  const mine = receivers.find(held => held.person_id === actor.person.id)
  const oversees = overseenOrganisations(actor).includes(await findOrganisationOf(db, unit.path))
  if (!oversees && !mine && post.person_id !== actor.person.id) return undefined
  const handover = await findHandoverOf(db, post.id)
  const mayConfirm = handover && handover.confirmed_at === null ? mine : undefined
  return { post, handover, receivers, mayConfirm }
}

/** Who took over says that they have received the list. Throws `NotAllowed` for all others, `WrongState` the second time. */
export async function confirmHandover(
  db: Db,
  act: Act,
  change: { appointmentId: string; version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const seen = await findHandoverFor(trx, await actorOf(trx, act), change.appointmentId)
    if (!seen?.handover) throw new NotFound()
    const { handover, mayConfirm, post } = seen
    if (handover.confirmed_at !== null) throw new WrongState('confirmed', 'confirm_handover')
    if (!mayConfirm) throw new NotAllowed('refusal.role.confirm_handover')
    const confirmed = { to_appointment_id: mayConfirm.id, confirmed_at: act.occasion.at }
    if (!(await updateHandover(trx, { ...handover, version: change.version }, confirmed)))
      throw new Conflict(handover)
    await recordEvent(trx, act, {
      organisationId: handover.organisation_id,
      act: 'confirm_handover',
      subjectType: 'handover',
      subjectId: handover.id,
      appointmentId: mayConfirm.id,
      payload: { from_appointment_id: post.id, to_appointment_id: mayConfirm.id, on_day: handover.on_day },
    })
    return post.id
  })
}

const shownHandovers = 20

/** What the person is asked to take over. */
export async function findHandoversToConfirm(db: Db, actor: Actor): Promise<OpenHandover[]> {
  const held = (role: string) => actor.holdings.filter(one => one.role === role)
  const unitIds = held('unit_head').map(one => one.unit_id)
  const organisationIds = [...held('leader'), ...held('verifier')].flatMap(one => one.organisation_ids)
  if (unitIds.length + organisationIds.length === 0) return []
  const mine: OpenHandover[] = []
  for (const open of await listOpenHandovers(db, { unitIds, organisationIds }, shownHandovers)) {
    const receivers = await findReceivers(db, open, actor.today)
    if (receivers.some(one => one.person_id === actor.person.id)) mine.push(open)
  }
  return mine
}
