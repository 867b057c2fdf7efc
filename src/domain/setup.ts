import { insertCalendarDays } from '../data/calendar-day.ts'
import { inTransaction } from '../data/database.ts'
import type { Db, NewRow } from '../data/schema.ts'
import {
  insertAppointments,
  insertCommittee,
  insertOffice,
  insertOfficeClock,
  insertPersons,
  insertUnits,
} from '../data/setup.ts'
import { writeUnitPeriods } from '../data/unit-period.ts'
import { fold } from '../lib/fold.ts'
import { shippedCalendarDays } from '../lib/holidays.ts'
import { newId } from '../lib/id.ts'
import { nameSortKey, sortKey } from '../lib/sort-key.ts'
import { normaliseEmail } from './account.ts'
import { WrongState } from './errors.ts'
import { recordEvent } from './event.ts'
import type { Occasion } from './occasion.ts'
import { hashPassword } from './password.ts'
import { checkOffice, findCodeFault, type OfficeInput, type SetupGate, unitNames } from './setup-check.ts'

/** What is stored but not typed: words of the office's language, and whether mail may leave from today. */
export interface OfficeWords {
  committeeName: string
  adminTitle: string
  secretaryTitle: string
  subjectTerm: string
  mailGoesOut: boolean
}

/**
 * The first set-up of a real office, all or nothing: its units, its first administrator and secretary, its committee,
 * calendar and ladder, and the first event of its chain. Gives the administrator's id.
 * @throws Invalid by field; WrongState when an office stands already, also when another set-up was quicker
 */
export async function createOffice(
  db: Db,
  input: OfficeInput,
  words: OfficeWords,
  gate: SetupGate & { occasion: Occasion },
): Promise<string> {
  const units = unitNames(input)
  checkOffice(input, units, await findCodeFault(db, input.code, gate))
  const hashes = {
    admin: await hashPassword(input.adminPassword),
    secretary: await hashPassword(input.secretaryPassword),
  }
  return inTransaction(db, async trx => {
    const won = await insertOffice(trx, officeRow(input, words, gate.occasion))
    if (!won) throw new WrongState('set_up', 'create_office')
    await insertOfficeClock(trx, { id: 'clock', kind: 'real', today: null, worked_on: null, version: 1 })
    const rootId = newId()
    const rows = unitRows(rootId, input, units, gate.occasion.at)
    await insertUnits(trx, rows)
    await writeUnitPeriods(trx, gate.occasion.today, rows)
    const adminId = await insertFirstPeople(trx, rootId, input, words, { hashes, occasion: gate.occasion })
    await insertCommittee(trx, committeeRow(rootId, words.committeeName, gate.occasion.at))
    await insertCalendarDays(
      trx,
      shippedCalendarDays().map(day => ({ ...day, frozen: 0, version: 1 })),
    )
    const act = { personId: adminId, actId: null, occasion: gate.occasion }
    await recordEvent(trx, act, {
      organisationId: rootId,
      act: 'create_office',
      subjectType: 'office',
      subjectId: 'office',
      payload: {
        kind: 'real',
        root_unit_id: rootId,
        units: units.length,
        after: rows.map(({ id, path }) => ({ id, path, leader_appointment_id: null })),
      },
    })
    return adminId
  })
}

async function insertFirstPeople(
  db: Db,
  rootId: string,
  input: OfficeInput,
  words: OfficeWords,
  { hashes, occasion }: { hashes: { admin: string; secretary: string }; occasion: Occasion },
): Promise<string> {
  const admin = personRow(input.adminName, input.adminEmail, hashes.admin, occasion.at)
  const secretary = personRow(input.secretaryName, input.secretaryEmail, hashes.secretary, occasion.at)
  await insertPersons(db, [admin, secretary])
  await insertAppointments(db, [
    { ...postRow(rootId, occasion), person_id: admin.id, role: 'admin', title: words.adminTitle },
    { ...postRow(rootId, occasion), person_id: secretary.id, role: 'secretary', title: words.secretaryTitle },
  ])
  return admin.id
}

function officeRow(input: OfficeInput, words: OfficeWords, { at, today }: Occasion): NewRow<'office'> {
  return {
    id: 'office',
    kind: 'real',
    name: input.officeName,
    parent_name: input.parentName,
    short_name: input.shortName,
    place: input.place,
    help_contact: input.helpContact,
    subject_term: words.subjectTerm,
    salutation: 'dong_chi',
    mail_from_on: words.mailGoesOut ? today : null,
    created_at: at,
    version: 1,
  }
}

function unitRows(rootId: string, input: OfficeInput, names: string[], at: string): NewRow<'unit'>[] {
  const row = (id: string, name: string, path: string) => ({
    id,
    path,
    name,
    folded: fold(name),
    sort_key: sortKey(name),
    leader_appointment_id: null,
    valid_from: null,
    valid_to: null,
    created_at: at,
    version: 1,
  })
  const root = {
    ...row(rootId, input.officeName, `/${rootId}/`),
    parent_id: null,
    short_name: input.shortName,
    is_organisation: 1,
  }
  const under = names.map(name => {
    const id = newId()
    return { ...row(id, name, `/${rootId}/${id}/`), parent_id: rootId, short_name: '', is_organisation: 0 }
  })
  return [root, ...under]
}

function personRow(name: string, email: string, passwordHash: string, at: string) {
  const address = normaliseEmail(email)
  return {
    id: newId(),
    name,
    folded: fold(`${name} ${address}`),
    sort_key: nameSortKey(name),
    email: address,
    phone: '',
    locale: 'vi' as const,
    keys_on: 1,
    password_hash: passwordHash,
    password_changed_at: at,
    disabled_at: null,
    created_at: at,
    version: 1,
  }
}

function postRow(unitId: string, { at, today }: Occasion) {
  const nobody = { to_on: null, acting_for_id: null, committee_id: null, inspection_id: null, is_head: 0 }
  return { id: newId(), unit_id: unitId, from_on: today, ...nobody, created_at: at, version: 1 }
}

function committeeRow(organisationId: string, name: string, at: string): NewRow<'committee'> {
  const row = {
    id: newId(),
    organisation_id: organisationId,
    name,
    level: 'organisation' as const,
    parent_id: null,
  }
  return { ...row, created_at: at, version: 1 }
}
