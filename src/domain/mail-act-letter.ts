import { createHmac } from 'node:crypto'
import type { Letter } from '../data/letter-facts.ts'
import {
  insertMailActLinks,
  listMailActLinksOfMessage,
  type MailActLink,
  updateMailActLink,
} from '../data/mail-act-link.ts'
import type { MessageRow } from '../data/message.ts'
import type { ReminderRow } from '../data/reminder.ts'
import type { Db, NewRow } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { addDays, localDate, type PlainDate } from '../lib/plain-date.ts'
import { sha256 } from '../lib/sha256.ts'
import type { ComposeLetter } from './message.ts'
import type { Policies } from './policy.ts'

export interface LinkMaker {
  /** Keys from the ring under a label of their own, newest first. */
  linkKeys: readonly Buffer[]
  /** The system's clock. */
  now: Date
}

/** A mail with what it tells of, and for how many days its links can be used. */
export interface LinkedMail {
  message: MessageRow
  rows: ReminderRow[]
  letter: Letter
  days: number
}

type Words = ReturnType<ComposeLetter>

/** What stands for a link's token wherever the mail is kept. */
const mask = '…'
/** A transaction writes 200 rows at most (DECISIONS 9); what a longer bundle tells besides is opened with a session. */
const mostLinks = 150

/** For how long links can be used that go on the day, by the policy of the mail's organisation. */
export function linkDaysOf(
  policies: Policies,
  { organisation_id }: Pick<MessageRow, 'organisation_id'>,
  day: PlainDate,
): number {
  return policies.on(organisation_id ?? '', day).terms.mail_act_days
}

/**
 * Makes the links of a mail that is about to go, in the caller's transaction, and words the mail twice: `stored` for
 * the outbox, in which no link works, and `sent`. A token is an HMAC of its link's id, so that a mail sent again
 * carries the same links while only their hashes are stored (RELIABILITY E2, P1). Without a maker (a mail that is only
 * kept) no link is made at all.
 */
export async function wordWithLinks(
  db: Db,
  mail: LinkedMail,
  compose: ComposeLetter,
  maker: LinkMaker | null,
): Promise<{ stored: Words; sent: Words }> {
  const tokens = maker && maker.linkKeys.length > 0 ? await makeLinks(db, mail, maker) : null
  if (!tokens) {
    for (const { acts } of mail.letter.items) for (const act of acts ?? []) act.linkId = mask
    const words = compose(mail.letter)
    return { stored: words, sent: words }
  }
  const words = compose(mail.letter)
  return { stored: replaced(words, tokens, () => mask), sent: replaced(words, tokens, token => token) }
}

/** Link id → token; each of the letter's acts gets the id of its link. */
async function makeLinks(
  db: Db,
  { message, rows, letter, days }: LinkedMail,
  maker: LinkMaker,
): Promise<Map<string, string>> {
  const tokens = new Map<string, string>()
  const known = new Map(
    (await standing(db, message.id, maker)).map(({ link, token }) => [keyOf(link), { link, token }]),
  )
  const fresh: NewRow<'mail_act_link'>[] = []
  for (const [index, item] of letter.items.entries()) {
    const row = rows[index]
    if (!row?.task_id || !item.acts) continue
    if (fresh.length + item.acts.length > mostLinks) item.acts = []
    for (const act of item.acts) {
      const wanted = {
        appointment_id: row.appointment_id,
        task_id: row.task_id,
        act: act.act,
        co_unit_id: act.coUnitId,
      }
      const found = known.get(keyOf(wanted)) ?? newLink(wanted, row, { messageId: message.id, days }, maker)
      if (!known.has(keyOf(wanted))) fresh.push(found.link)
      known.set(keyOf(wanted), found)
      act.linkId = found.link.id
      tokens.set(found.link.id, found.token)
    }
  }
  await insertMailActLinks(db, fresh)
  letter.linksUntil = addDays(localDate(maker.now.toISOString()), days)
  return tokens
}

type Wanted = Pick<MailActLink, 'appointment_id' | 'task_id' | 'act' | 'co_unit_id'>
type Made = { link: MailActLink; token: string }

function keyOf({ appointment_id, task_id, act, co_unit_id }: Wanted): string {
  return `${appointment_id} ${task_id} ${act} ${co_unit_id ?? ''}`
}

/** The mail's links of an earlier attempt that can still be used; one whose key is no longer there is revoked. */
async function standing(db: Db, messageId: string, { linkKeys, now }: LinkMaker): Promise<Made[]> {
  const at = now.toISOString()
  const made: Made[] = []
  for (const link of await listMailActLinksOfMessage(db, messageId)) {
    if (link.used_at || link.revoked_at || link.expires_at <= at) continue
    const token = linkKeys.map(key => tokenOf(key, link.id)).find(one => sha256(one) === link.token_hash)
    if (token) made.push({ link, token })
    else await updateMailActLink(db, link.id, { revoked_at: at, reason: 'replaced' })
  }
  return made
}

function newLink(
  wanted: Wanted,
  row: ReminderRow,
  { messageId, days }: { messageId: string; days: number },
  { linkKeys, now }: LinkMaker,
): Made {
  const id = newId()
  const token = tokenOf(linkKeys[0] as Buffer, id)
  const link: MailActLink = {
    ...wanted,
    id,
    token_hash: sha256(token),
    person_id: row.person_id,
    deadline_version: row.deadline_version,
    message_id: messageId,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + days * 86_400_000).toISOString(),
    used_at: null,
    used_event_id: null,
    revoked_at: null,
    revoked_event_id: null,
    reason: '',
    fresh_message_id: null,
  }
  return { link, token }
}

/** 256 bits that only the keeper of the ring can work out. */
function tokenOf(key: Buffer, linkId: string): string {
  return createHmac('sha256', key).update(linkId).digest('base64url')
}

/**
 * Puts each token (or the mask) where the id of its link stands. Only ids of this very mail's links are replaced: an
 * address that somebody typed into a title cannot lure the token of another link out.
 */
function replaced(words: Words, tokens: Map<string, string>, by: (token: string) => string): Words {
  const all = (text: string) =>
    [...tokens].reduce((text, [id, token]) => text.replaceAll(`/m/${id}`, `/m/${by(token)}`), text)
  return { subject: words.subject, text: all(words.text), html: all(words.html) }
}
