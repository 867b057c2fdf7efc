import { listAddresses } from '../data/address.ts'
import { inTransaction } from '../data/database.ts'
import type { Letter } from '../data/letter-facts.ts'
import {
  type DueFilter,
  findMessage,
  listDueMessages,
  type MessageRow,
  moveMessage,
} from '../data/message.ts'
import { findOffice, findOfficeClock } from '../data/office.ts'
import {
  listRemindersOfMessage,
  type ReminderRow,
  updateReminders,
  updateRemindersOfMessage,
} from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFacts, type TaskFacts } from '../data/task.ts'
import { findCalendar } from './calendar.ts'
import { addressExportNotice, isExportNotice } from './export-notice.ts'
import { findLetter } from './letter.ts'
import { wordFreshLinks } from './mail-act-fresh.ts'
import { type LinkMaker, linkDaysOf, wordWithLinks } from './mail-act-letter.ts'
import { takeMailPace } from './mail-pace.ts'
import type { Occasion } from './occasion.ts'
import { isMailTime } from './office-hours.ts'
import { findPolicies } from './policy.ts'
import { type CauseContext, findMootReason } from './reminder-cause.ts'
import { findPosts } from './reminder-posts.ts'

/** Puts a letter into words: subject, text and HTML. */
export type ComposeLetter = (letter: Letter) => { subject: string; text: string; html: string }

/** Who sends, when and how. */
export interface Sender {
  /** The worker's name, as its beat is known by. */
  worker: string
  /** The office's moment: what may go, and what the mails say of today. */
  occasion: Occasion
  /** The system's clock: retries and pace. */
  now: Date
  /** `none`: messages are kept in the outbox when their time comes. */
  route: 'smtp' | 'none'
  perMinute: number
  compose: ComposeLetter
  /** Keys of the links in mails, newest first; without any, mails carry links that are only drawn. */
  linkKeys?: readonly Buffer[]
}

export interface ClaimedMessage {
  id: string
  worker: string
  kind: MessageRow['kind']
  to: string
  subject: string
  text: string
  html: string
  headerId: string
  /** The office's day for which it was planned. */
  forOn: string
  /** How often it was tried, this time included. */
  attempts: number
}

/** `later`: the pace allows no mail now. `settled`: nothing is left to send. */
export type Claim = { claim: 'send'; message: ClaimedMessage } | { claim: 'later' } | { claim: 'settled' }

type Moment = Pick<Sender, 'occasion' | 'now'>

/** Ids of messages to send or keep now, worked out from the database alone. */
export async function listOwedMessages(db: Db, moment: Moment, limit: number): Promise<string[]> {
  return (await listDueMessages(db, await dueNow(db, moment), limit)).map(message => message.id)
}

async function dueNow(db: Db, { occasion: { at, today }, now }: Moment): Promise<DueFilter> {
  const calendar = await findCalendar(db)
  const policies = await findPolicies(db)
  return {
    now: now.toISOString(),
    today,
    workedOn: (await findOfficeClock(db))?.worked_on ?? '',
    openFor: policies.organisations
      .filter(({ id }) => isMailTime(at, today, calendar, policies.on(id, today).terms))
      .map(({ id }) => id),
  }
}

/** Twin of the condition of `listDueMessages`, for a job that was queued before the message was put off. */
function isDue(message: MessageRow, due: DueFilter): boolean {
  if (message.state !== 'planned' || message.send_at > due.now || message.for_on > due.today) return false
  if (message.kind === 'access') return true
  const open = due.openFor.includes(message.organisation_id ?? '')
  return open && (message.kind !== 'bundle' || message.for_on <= due.workedOn)
}

/**
 * Takes one message into this worker's hand, words it as things stand now, and cancels what is no longer owed. Without
 * a route, and for what was planned before mail was opened, it is kept instead. Two workers never get the same one.
 */
export async function claimMessage(db: Db, id: string, sender: Sender): Promise<Claim> {
  return inTransaction(db, async trx => {
    const planned = await findMessage(trx, id)
    if (!planned || !isDue(planned, await dueNow(trx, sender))) return { claim: 'settled' }
    const kept = sender.route === 'none' || (await isOfClosedTime(trx, planned))
    if (!kept && !(await takeMailPace(trx, sender.now, sender.perMinute))) return { claim: 'later' }
    const worded = await takeInHand(trx, planned, sender, kept)
    if (!worded) return { claim: 'settled' }
    return kept ? keep(trx, worded) : { claim: 'send', message: toSend(worded, sender) }
  })
}

async function takeInHand(
  db: Db,
  planned: MessageRow,
  sender: Sender,
  kept: boolean,
): Promise<MessageRow | undefined> {
  // The line that wins the race of two workers for one mail.
  const change = {
    state: 'sending' as const,
    attempts: planned.attempts + (kept ? 0 : 1),
    claimed_at: sender.now.toISOString(),
    claimed_by: sender.worker,
  }
  const claimed = await moveMessage(db, planned.id, { state: 'planned' }, change)
  if (!claimed) return undefined
  const links = kept ? null : { linkKeys: sender.linkKeys ?? [], now: sender.now }
  if (claimed.kind !== 'access') return wordBusinessMail(db, claimed, sender, links)
  const worded = await wordFreshLinks(db, claimed, sender, links)
  return worded === null ? drop(db, claimed, 'no_holder') : { ...claimed, ...worded }
}

function toSend(message: MessageRow, { worker }: Sender): ClaimedMessage {
  const { id, kind, subject, text, html, attempts, to_address: to, header_id, for_on } = message
  return { id, worker, kind, to, subject, text, html, headerId: header_id, forOn: for_on, attempts }
}

/** Mail planned before the day on which a server was first set stays in the outbox (DECISIONS 16). */
async function isOfClosedTime(db: Db, message: MessageRow): Promise<boolean> {
  const office = await findOffice(db)
  return office !== undefined && (office.mail_from_on === null || message.for_on < office.mail_from_on)
}

async function wordBusinessMail(
  db: Db,
  message: MessageRow,
  sender: Sender,
  links: LinkMaker | null,
): Promise<MessageRow | undefined> {
  const { today } = sender.occasion
  if (isExportNotice(message))
    return (await addressExportNotice(db, message, today)) ?? drop(db, message, 'no_holder')
  const context = {
    policies: await findPolicies(db),
    calendar: await findCalendar(db),
    posts: await findPosts(db, today),
  }
  const rows = await stillOwed(db, message, context)
  if (rows.length === 0) return drop(db, message, '')
  const to_address = (await listAddresses(db, [message.person_id])).get(message.person_id)
  if (!to_address) {
    const change = { state: 'no_address' as const, reason: 'no_address' }
    await updateRemindersOfMessage(db, message.id, change, ['planned', 'unsure'])
    return drop(db, message, 'no_address')
  }
  const letter = await findLetter(db, message.person_id, rows, context, today)
  const days = linkDaysOf(context.policies, message, today)
  const { stored, sent } = await wordWithLinks(db, { message, rows, letter, days }, sender.compose, links)
  const moved = await moveMessage(db, message.id, { state: 'sending' }, { to_address, ...stored })
  return moved && { ...moved, ...sent }
}

/** The rows that are still owed; the others are cancelled with the reason (RELIABILITY Z5). */
async function stillOwed(db: Db, message: MessageRow, context: CauseContext): Promise<ReminderRow[]> {
  const owed: ReminderRow[] = []
  const known = new Map<string, TaskFacts | null>()
  for (const row of await listRemindersOfMessage(db, message.id, ['planned', 'unsure'])) {
    const taskId = row.task_id ?? ''
    if (!known.has(taskId)) known.set(taskId, taskId ? ((await findTaskFacts(db, taskId)) ?? null) : null)
    const reason = await findMootReason(db, row, known.get(taskId) ?? null, context)
    if (reason) await updateReminders(db, [row.id], { state: 'cancelled', reason }, ['planned', 'unsure'])
    else owed.push(row)
  }
  return owed
}

async function drop(db: Db, message: MessageRow, last_error: string): Promise<undefined> {
  const change = { state: 'cancelled' as const, last_error, claimed_by: null, claimed_at: null }
  await moveMessage(db, message.id, { state: 'sending' }, change)
}

async function keep(db: Db, message: MessageRow): Promise<Claim> {
  // What opens an account is not left lying in an outbox that nothing leaves.
  const words = message.kind === 'access' ? { text: '', html: '' } : {}
  const change = { state: 'kept' as const, claimed_by: null, claimed_at: null, ...words }
  await moveMessage(db, message.id, { state: 'sending' }, change)
  await updateRemindersOfMessage(db, message.id, { state: 'kept' }, ['planned', 'unsure'])
  return { claim: 'settled' }
}
