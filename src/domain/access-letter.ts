import { randomBytes } from 'node:crypto'
import { insertMessage } from '../data/message.ts'
import { findOffice } from '../data/office.ts'
import { insertOneUseLink, updateLinksRevoked } from '../data/one-use-link.ts'
import type { Db, Row } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import type { Occasion } from './occasion.ts'

export type LinkKind = Row<'one_use_link'>['kind']

/** The words of a mail that carries a one-use link. */
export interface AccessLetter {
  kind: LinkKind
  personName: string
  officeName: string
  /** The whole address with the token. */
  link: string
  /** The end of the link's life, UTC ISO. */
  expiresAt: string
}

/** Composes subject, text and HTML of the letter; Vietnamese only. */
export type ComposeAccess = (letter: AccessLetter) => { subject: string; text: string; html: string }

/** How letters leave: their words, where links point, whether there is a mail server, and the system's clock. */
export interface LetterOffice {
  compose: ComposeAccess
  publicUrl: string
  /** Without a mail server a letter is only a record in the outbox; its link is then left out, since nobody needs it. */
  mailGoesOut: boolean
  now: Date
}

/** Seven days; ten minutes (RELIABILITY E2). */
const lifeMs: Record<LinkKind, number> = { invitation: 7 * 24 * 60 * 60_000, reset: 10 * 60_000 }
const pathOf: Record<LinkKind, string> = { invitation: 'invitations', reset: 'reset' }

/** Composed where there is no such account, so that time tells nothing. */
export const nobodysLetter: AccessLetter = {
  kind: 'reset',
  personName: '',
  officeName: '',
  link: '',
  expiresAt: '2000-01-01T00:00:00.000Z',
}

export interface MadeLink {
  id: string
  kind: LinkKind
  link: string
  expiresAt: string
}

/** Makes a link of 256 random bits, of which only the hash is stored; the open ones of its kind are revoked. */
export async function makeLink(
  db: Db,
  person: Row<'person'>,
  kind: LinkKind,
  { publicUrl, now }: LetterOffice,
  by: { createdBy?: string | null; browserHash?: string },
): Promise<MadeLink> {
  const token = randomBytes(32).toString('base64url')
  const id = newId()
  const expiresAt = new Date(now.getTime() + lifeMs[kind]).toISOString()
  await updateLinksRevoked(db, person.id, now.toISOString(), kind)
  await insertOneUseLink(db, {
    id,
    kind,
    person_id: person.id,
    token_hash: sha256(token),
    browser_hash: by.browserHash ?? null,
    created_by: by.createdBy ?? null,
    created_at: now.toISOString(),
    expires_at: expiresAt,
    used_at: null,
    revoked_at: null,
  })
  return { id, kind, link: `${publicUrl}/${pathOf[kind]}/${token}`, expiresAt }
}

/** Puts the letter into the outbox, if the person has an address; within the caller's transaction. */
export async function sendLetter(
  db: Db,
  person: Row<'person'>,
  made: MadeLink,
  letters: LetterOffice,
  occasion: Occasion,
  organisationId: string,
): Promise<void> {
  if (!person.email) return
  const { kind, expiresAt } = made
  const link = letters.mailGoesOut ? made.link : `${letters.publicUrl}/${pathOf[kind]}/…`
  const office = await findOffice(db)
  const id = newId()
  const at = letters.now.toISOString()
  await insertMessage(db, {
    ...letters.compose({ kind, personName: person.name, officeName: office?.name ?? '', link, expiresAt }),
    id,
    organisation_id: organisationId,
    person_id: person.id,
    kind: 'access',
    dedupe_key: null,
    to_address: person.email,
    for_on: occasion.today,
    send_at: at,
    state: letters.mailGoesOut ? 'planned' : 'kept',
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
}
