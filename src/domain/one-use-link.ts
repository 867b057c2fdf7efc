import { inTransaction } from '../data/database.ts'
import { findOneUseLink, updateLinkUsed } from '../data/one-use-link.ts'
import { findPerson, findPersonByEmail } from '../data/person.ts'
import type { Db, Row } from '../data/schema.ts'
import { findOrganisationOf, findRootUnit } from '../data/unit.ts'
import { sha256 } from '../lib/sha256.ts'
import { type LetterOffice, type LinkKind, makeLink, nobodysLetter, sendLetter } from './access-letter.ts'
import { recordAccess } from './access-log.ts'
import { checkNewPassword, normaliseEmail, setPassword } from './account.ts'
import { accountKey, forgiveAccount, takeAttempt } from './attempt.ts'
import { holdingOver } from './authority.ts'
import { Invalid, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import type { Occasion } from './occasion.ts'
import { actorOf } from './office-authority.ts'
import { hashPassword } from './password.ts'

/**
 * Invites a person to set a password: one use, seven days, mailed where they have an address. `link` is given this once,
 * to be copied; only its hash is stored. A secretary invites those who have no password yet, an administrator anybody.
 */
export async function invitePerson(
  db: Db,
  act: Act,
  personId: string,
  letters: LetterOffice,
): Promise<Done & { link: string | null }> {
  let link: string | null = null
  const done = await actOnce(db, act, async trx => {
    const { holdingId, organisationId, person } = await inviter(trx, act, personId)
    const made = await makeLink(trx, person, 'invitation', letters, { createdBy: act.personId })
    link = made.link
    await sendLetter(trx, person, made, letters, act.occasion, organisationId)
    await recordEvent(trx, act, {
      organisationId,
      act: 'invite_person',
      subjectType: 'person',
      subjectId: person.id,
      appointmentId: holdingId,
      payload: { link_id: made.id, expires_at: made.expiresAt },
    })
    return person.id
  })
  return { ...done, link }
}

/**
 * Sends a link of ten minutes for a new password, usable in the asking browser alone, and kills the ones before it.
 * Says nothing about whether there is such an account, and takes the same steps as far as it can (A8).
 */
export async function requestReset(
  db: Db,
  request: { email: string; browserSecret: string; address: string; occasion: Occasion },
  letters: LetterOffice,
): Promise<void> {
  const email = normaliseEmail(request.email)
  const attempt = { kind: 'reset', accountKey: accountKey(email), address: request.address } as const
  if (!(await takeAttempt(db, attempt, letters.now))) return
  await inTransaction(db, async trx => {
    const person = await findPersonByEmail(trx, email)
    const known = person && !person.disabled_at ? person : undefined
    const access = { personId: known?.id ?? null, detail: '', address: request.address, at: letters.now }
    await recordAccess(trx, { kind: 'reset_requested', ...access })
    if (!known) return void letters.compose(nobodysLetter)
    const made = await makeLink(trx, known, 'reset', letters, { browserHash: sha256(request.browserSecret) })
    await sendLetter(trx, known, made, letters, request.occasion, await rootOrganisation(trx))
  })
}

/**
 * The person a link is for while it stands: known, not used, revoked or run out, and in the browser it is bound to.
 * Looking uses nothing up.
 */
export async function findLinkHolder(
  db: Db,
  kind: LinkKind,
  token: string,
  browserSecret: string,
  now: Date,
): Promise<{ link: Row<'one_use_link'>; person: Row<'person'> } | undefined> {
  const link = await findOneUseLink(db, sha256(token))
  if (link?.kind !== kind || link.used_at || link.revoked_at || link.expires_at <= now.toISOString())
    return undefined
  if (link.browser_hash !== null && link.browser_hash !== sha256(browserSecret)) return undefined
  const person = await findPerson(db, link.person_id)
  return person && !person.disabled_at ? { link, person } : undefined
}

interface PasswordByLink {
  token: string
  password: string
  /** The secret of the browser's cookie; '' where there is none. */
  browserSecret: string
  address: string
  occasion: Occasion
}

/** The invited person sets their password; of many who try the same link one wins. @throws Invalid, WrongState */
export async function acceptInvitation(db: Db, input: PasswordByLink, now: Date): Promise<void> {
  await useLink(db, 'invitation', input, now, async (trx, person) => {
    const act = { personId: person.id, actId: null, occasion: input.occasion }
    await recordEvent(trx, act, {
      organisationId: await rootOrganisation(trx),
      act: 'accept_invitation',
      subjectType: 'person',
      subjectId: person.id,
      payload: {},
    })
  })
}

/** A forgotten password is replaced, in the browser that asked. @throws Invalid, WrongState */
export async function resetPassword(db: Db, input: PasswordByLink, now: Date): Promise<void> {
  await useLink(db, 'reset', input, now, async (trx, person) => {
    const access = { personId: person.id, detail: '', address: input.address, at: now }
    await recordAccess(trx, { kind: 'password_reset', ...access })
  })
}

async function useLink(
  db: Db,
  kind: LinkKind,
  input: PasswordByLink,
  now: Date,
  record: (trx: Db, person: Row<'person'>) => Promise<void>,
): Promise<void> {
  const held = await findLinkHolder(db, kind, input.token, input.browserSecret, now)
  if (!held) throw new WrongState('spent', kind)
  await checkNewPassword(db, held.person, input.password)
  const passwordHash = await hashPassword(input.password)
  await inTransaction(db, async trx => {
    const at = now.toISOString()
    // The race of several who post the same link is won here.
    if (!(await updateLinkUsed(trx, held.link.id, at))) throw new WrongState('spent', kind)
    const person = await findPerson(trx, held.person.id)
    if (!person || person.disabled_at) throw new WrongState('spent', kind)
    await setPassword(trx, person, passwordHash, now)
    if (person.email) await forgiveAccount(trx, person.email)
    await record(trx, person)
  })
}

async function inviter(db: Db, act: Act, personId: string) {
  const actor = await actorOf(db, act)
  const organisationId = await rootOrganisation(db)
  const admin = holdingOver(actor, 'admin', organisationId)
  const holding = admin ?? holdingOver(actor, 'secretary', organisationId)
  if (!holding) throw new NotAllowed('refusal.role.person')
  const person = await findPerson(db, personId)
  if (!person) throw new NotFound()
  if (person.password_hash && !admin) throw new NotAllowed('refusal.invite_again')
  if (person.disabled_at) throw new Invalid({ person: 'error.person_disabled' })
  return { holdingId: holding.id, organisationId, person }
}

async function rootOrganisation(db: Db): Promise<string> {
  const root = await findRootUnit(db)
  if (!root) throw new NotFound()
  return findOrganisationOf(db, root.path)
}
