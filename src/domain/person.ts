import { type Holding, listHoldings } from '../data/actor.ts'
import { revokeApiTokensOf } from '../data/api-token.ts'
import { findPerson, findPersonByEmail, insertPerson, updatePerson } from '../data/person.ts'
import type { Db, Row } from '../data/schema.ts'
import { endSessionsOf } from '../data/session.ts'
import { findOrganisationOf, findRootUnit } from '../data/unit.ts'
import { isEmailAddress } from '../lib/email-address.ts'
import { fold } from '../lib/fold.ts'
import { newId } from '../lib/id.ts'
import { nameSortKey } from '../lib/sort-key.ts'
import { Conflict, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'

export interface PersonInput {
  name: string
  /** Empty where the person has none: the ledger then says "không có email". */
  email: string
  phone: string
}

/** In the order in which a holder of both acts: what only an administrator may do is then allowed. */
const roles = ['admin', 'secretary'] as const

/** A secretary or administrator enters a person; an invitation lets them set a password. */
export async function createPerson(db: Db, act: Act, input: PersonInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const organisationId = await rootOrganisation(trx)
    const holding = officeHolding(await actorOf(trx, act), [...roles], organisationId, 'person')
    await checkPerson(trx, input)
    const id = newId()
    const account = { password_hash: null, password_changed_at: null, disabled_at: null }
    const row = { id, ...personColumns(input), ...account, locale: 'vi' as const, keys_on: 1 }
    // Another person took the address since the check.
    if (!(await insertPerson(trx, { ...row, created_at: act.occasion.at, version: 1 }))) throw new Conflict()
    await recordEvent(trx, act, {
      organisationId,
      act: 'create_person',
      subjectType: 'person',
      subjectId: id,
      appointmentId: holding.id,
      payload: { has_email: input.email !== '' },
    })
    return id
  })
}

export async function changePerson(
  db: Db,
  act: Act,
  change: { id: string; version: number; input: PersonInput },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { person, holding, organisationId } = await personToChange(trx, act, change.id)
    await checkPerson(trx, change.input, person.id)
    const columns = personColumns(change.input)
    checkNewAddress(person, columns.email, holding)
    if (!(await updatePerson(trx, { ...person, version: change.version }, columns)))
      throw new Conflict(person)
    await recordEvent(trx, act, {
      organisationId,
      act: 'change_person',
      subjectType: 'person',
      subjectId: person.id,
      appointmentId: holding.id,
      payload: { email_changed: columns.email !== person.email },
    })
    return person.id
  })
}

/**
 * Whoever reads the mail of an address can ask for a new password: where there is one to lose, only an administrator
 * gives the person another address, or a secretary could sign as anybody.
 */
function checkNewAddress(person: Row<'person'>, email: string | null, { role }: Holding): void {
  const check = fieldCheck()
  const isTakenOver = person.password_hash !== null && email !== person.email && role !== 'admin'
  check.refuseIf(isTakenOver, 'email', 'error.address_of_account')
  check.done()
}

/**
 * Shuts or opens an account; shutting ends every session at once (RELIABILITY A6). Nobody shuts their own, and an
 * administrator's is another administrator's to shut.
 */
export async function setPersonDisabled(
  db: Db,
  act: Act,
  change: { id: string; version: number; disabled: boolean },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { person, holding, organisationId } = await personToChange(trx, act, change.id)
    const check = fieldCheck()
    check.refuseIf(change.disabled && person.id === act.personId, 'disabled', 'error.own_account')
    const admins = await listHoldings(trx, act.occasion.today, { role: 'admin' })
    const isAdmin = admins.some(admin => admin.person_id === person.id)
    check.refuseIf(isAdmin && holding.role !== 'admin', 'disabled', 'error.account_of_admin')
    check.done()
    const disabled_at = change.disabled ? act.occasion.at : null
    if (!(await updatePerson(trx, { ...person, version: change.version }, { disabled_at })))
      throw new Conflict(person)
    if (change.disabled) {
      await endSessionsOf(trx, person.id, act.occasion.at)
      await revokeApiTokensOf(trx, person.id, { at: act.occasion.at, by: holding.person_id })
    }
    await recordEvent(trx, act, {
      organisationId,
      act: change.disabled ? 'disable_person' : 'enable_person',
      subjectType: 'person',
      subjectId: person.id,
      appointmentId: holding.id,
      payload: {},
    })
    return person.id
  })
}

async function personToChange(db: Db, act: Act, id: string) {
  const organisationId = await rootOrganisation(db)
  const holding = officeHolding(await actorOf(db, act), [...roles], organisationId, 'person')
  const person = await findPerson(db, id)
  if (!person) throw new NotFound()
  return { person, holding, organisationId }
}

/** People belong to no unit but by appointment, so that their events stand in the root's chain. */
async function rootOrganisation(db: Db): Promise<string> {
  const root = await findRootUnit(db)
  if (!root) throw new NotFound()
  return findOrganisationOf(db, root.path)
}

function personColumns(input: PersonInput) {
  const email = input.email.trim().toLowerCase()
  return {
    name: input.name,
    folded: fold(`${input.name} ${email}`),
    sort_key: nameSortKey(input.name),
    email: email === '' ? null : email,
    phone: input.phone,
  }
}

async function checkPerson(db: Db, input: PersonInput, id?: string): Promise<void> {
  const email = input.email.trim().toLowerCase()
  const check = fieldCheck()
  check.text('name', input.name, 'line')
  check.text('phone', input.phone, 'code', false)
  check.refuseIf(email !== '' && !isEmailAddress(email), 'email', 'error.not_an_email')
  const other = email === '' ? undefined : await findPersonByEmail(db, email)
  check.refuseIf(other !== undefined && other.id !== id, 'email', 'error.email_taken')
  check.done()
}
