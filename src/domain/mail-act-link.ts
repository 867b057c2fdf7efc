import { type Actor, findActor } from '../data/actor.ts'
import { listAddresses } from '../data/address.ts'
import { inTransaction } from '../data/database.ts'
import { findEventOfAct } from '../data/event.ts'
import {
  findEventWithPost,
  findMailActLink,
  type MailActLink,
  updateMailActLink,
  updateMailActLinkUsed,
} from '../data/mail-act-link.ts'
import { findMessage } from '../data/message.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFor, type TaskFacts } from '../data/task.ts'
import { sha256 } from '../lib/sha256.ts'
import { actingAs } from './authority.ts'
import { NotFound, WrongState } from './errors.ts'
import { type MailActName, type MailTaskAct, offeredMailAct } from './mail-act.ts'
import type { LinkEnd } from './mail-act-revoke.ts'
import type { Occasion } from './occasion.ts'
import { perform } from './perform.ts'
import type { TaskActInput } from './task-transitions.ts'

/** A link with what its holder may know: the task is there only while the person holds the post and it is theirs. */
export interface MailLink {
  link: MailActLink
  act: MailActName
  actor: Actor | null
  facts: TaskFacts | null
  /** Why it is of no use any more, and what happened; null while it stands. */
  end: { why: LinkEnd; at: string | null; event: LinkEvent | null } | null
}

export type LinkEvent = NonNullable<Awaited<ReturnType<typeof findEventWithPost>>>

interface Moment {
  /** The office's day decides who holds a post; the system's clock, how long a link lives (DECISIONS 14). */
  occasion: Occasion
  now: Date
}

/** The link of this token, standing or not; undefined for a token that none has. Looking changes nothing. */
export async function findMailLink(db: Db, token: string, moment: Moment): Promise<MailLink | undefined> {
  const link = await findMailActLink(db, sha256(token))
  if (!link) return undefined
  const person = await findActor(db, link.person_id, moment.occasion.today)
  const actor = (person && actingAs(person, link.appointment_id)) ?? null
  const facts = (actor && (await findTaskFor(db, actor, link.task_id))) ?? null
  const why = await endOf(db, { link, person, actor, facts }, moment)
  const eventId = link.used_event_id ?? link.revoked_event_id
  const event = eventId ? ((await findEventWithPost(db, eventId)) ?? null) : null
  const act = link.act as MailActName
  const at = link.used_at ?? link.revoked_at ?? (why === 'expired' ? link.expires_at : null)
  return { link, act, actor, facts, end: why && { why, at, event } }
}

interface Found {
  link: MailActLink
  person: Actor | undefined
  actor: Actor | null
  facts: TaskFacts | null
}

async function endOf(db: Db, found: Found, { now }: Moment): Promise<LinkEnd | null> {
  const { link, person, actor, facts } = found
  if (link.used_at) return 'used'
  if (link.revoked_at) return link.reason as LinkEnd
  if (!person) return 'disabled'
  if (!actor) return 'post_ended'
  const message = await findMessage(db, link.message_id)
  const address = (await listAddresses(db, [link.person_id])).get(link.person_id)
  if (address === undefined || address !== message?.to_address) return 'address'
  if (link.expires_at <= now.toISOString()) return 'expired'
  if (!facts) return 'reassigned'
  const offered = offeredMailAct(actor, facts, link.act as MailActName)
  return offered?.coUnitId === link.co_unit_id ? null : 'not_now'
}

/**
 * Does the act of a link as the post it was sent to, whoever holds the phone: in one transaction with the link's own
 * use, so that of many who press its button one acts (RELIABILITY E2). What `perform` refuses uses nothing up.
 * @throws NotFound for a token that none has, WrongState where the link does not stand, and whatever `perform` throws
 */
export async function actByMailLink<N extends MailTaskAct>(
  db: Db,
  wish: { token: string; input: TaskActInput<N>; version?: number },
  moment: Moment,
): Promise<void> {
  await inTransaction(db, async trx => {
    const held = await findMailLink(trx, wish.token, moment)
    if (!held) throw new NotFound()
    const { link } = held
    if (held.end || held.act === 'view') throw new WrongState('spent', link.act)
    // The race of several who press the button of the same link is won here.
    if (!(await updateMailActLinkUsed(trx, link.id, moment.now.toISOString())))
      throw new WrongState('spent', link.act)
    await perform(trx, {
      act: link.act as N,
      taskId: link.task_id,
      input: wish.input,
      ...(wish.version === undefined ? {} : { version: wish.version }),
      personId: link.person_id,
      appointmentId: link.appointment_id,
      actId: link.id,
      occasion: moment.occasion,
      channel: 'mail',
    })
    const event = await findEventOfAct(trx, link.person_id, link.id)
    await updateMailActLink(trx, link.id, { used_event_id: event?.id ?? null })
  })
}
