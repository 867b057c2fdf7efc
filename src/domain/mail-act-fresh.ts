import { listAddresses } from '../data/address.ts'
import { inTransaction } from '../data/database.ts'
import { findMailActLinkReplacedBy, type MailActLink, updateMailActLink } from '../data/mail-act-link.ts'
import { findMessage, insertMessage, type MessageRow } from '../data/message.ts'
import type { ReminderRow } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { accountKey, takeAttempt } from './attempt.ts'
import { findCalendar } from './calendar.ts'
import { findLetter } from './letter.ts'
import { type LinkMaker, linkDaysOf, wordWithLinks } from './mail-act-letter.ts'
import { findMailLink } from './mail-act-link.ts'
import type { ComposeLetter } from './message.ts'
import type { Occasion } from './occasion.ts'
import { findPolicies } from './policy.ts'
import { findPosts } from './reminder-posts.ts'

/**
 * Has a mail with fresh links sent in the stead of a dead one: to whoever the link was sent to, while they hold the
 * post and the task is theirs, and to nobody else. Says nothing about whether one goes; a few a quarter of an hour.
 */
export async function requestFreshLinks(
  db: Db,
  request: { token: string; address: string; occasion: Occasion; now: Date },
): Promise<void> {
  const { address, occasion, now } = request
  const held = await findMailLink(db, request.token, { occasion, now })
  const whose = held ? `${held.link.appointment_id} ${held.link.task_id}` : 'nobody'
  const attempt = { kind: 'mail_link', accountKey: accountKey(whose), address } as const
  if (!(await takeAttempt(db, attempt, now))) return
  if (!held?.facts || held.end?.why === 'address') return
  await inTransaction(db, trx => sendFresh(trx, held.link, held.facts?.task.organisation_id ?? null, request))
}

async function sendFresh(
  db: Db,
  link: MailActLink,
  organisationId: string | null,
  { occasion, now }: { occasion: Occasion; now: Date },
): Promise<void> {
  const to_address = (await listAddresses(db, [link.person_id])).get(link.person_id)
  const before = link.fresh_message_id ? await findMessage(db, link.fresh_message_id) : undefined
  const isOnItsWay = before?.state === 'planned' || before?.state === 'sending'
  if (!to_address || isOnItsWay) return
  const id = newId()
  const at = now.toISOString()
  await insertMessage(db, {
    id,
    organisation_id: organisationId,
    person_id: link.person_id,
    // It was asked for just now: it goes at once at any hour, as mails for signing in do (DECISIONS 16).
    kind: 'access',
    dedupe_key: null,
    to_address,
    subject: '',
    text: '',
    html: '',
    for_on: occasion.today,
    send_at: at,
    state: 'planned',
    attempts: 0,
    claimed_at: null,
    claimed_by: null,
    sent_at: null,
    last_error: '',
    maybe_twice: 0,
    header_id: id,
    created_at: at,
    version: 1,
  })
  await updateMailActLink(db, link.id, { fresh_message_id: id })
}

interface Wording {
  occasion: Occasion
  compose: ComposeLetter
}

/**
 * The words of a mail that was asked for in a dead link's stead, as things stand when it goes; nothing of them is kept.
 * Undefined for mails that were worded before, null where there is nothing to say or nobody to send it to any more.
 */
export async function wordFreshLinks(
  db: Db,
  message: MessageRow,
  { occasion, compose }: Wording,
  links: LinkMaker | null,
): Promise<Partial<MessageRow> | null | undefined> {
  if (message.text !== '') return undefined
  const link = await findMailActLinkReplacedBy(db, message.id)
  if (!link) return null
  const { today } = occasion
  const context = {
    policies: await findPolicies(db),
    calendar: await findCalendar(db),
    posts: await findPosts(db, today),
  }
  const to_address = (await listAddresses(db, [link.person_id])).get(link.person_id)
  const rows = [rowOf(link, message, today)]
  const letter = await findLetter(db, link.person_id, rows, context, today)
  if (!to_address || (letter.items[0]?.acts ?? []).length === 0) return null
  const days = linkDaysOf(context.policies, message, today)
  const { stored, sent } = await wordWithLinks(db, { message, rows, letter, days }, compose, links)
  return { to_address, ...(links ? sent : stored) }
}

/** As if it were a row of the ledger, which tells of reminders alone. */
function rowOf(link: MailActLink, message: MessageRow, today: string): ReminderRow {
  return {
    id: link.id,
    organisation_id: message.organisation_id ?? '',
    subject_type: 'task',
    subject_id: link.task_id,
    task_id: link.task_id,
    rung: 'mail_link',
    appointment_id: link.appointment_id,
    person_id: link.person_id,
    deadline_version: link.deadline_version,
    occurrence: 0,
    rung_on: today,
    for_on: today,
    state: 'planned',
    reason: '',
    message_id: message.id,
    sent_at: null,
    acknowledged_at: null,
    created_at: message.created_at,
  }
}
