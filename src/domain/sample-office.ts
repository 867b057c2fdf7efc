import { insertCalendarDays } from '../data/calendar-day.ts'
import { inTransaction } from '../data/database.ts'
import { findOffice, findOfficeClock, updateOfficeClock } from '../data/office.ts'
import { deleteSampleRows } from '../data/sample.ts'
import type { Db, Row } from '../data/schema.ts'
import {
  insertAppointments,
  insertOffice,
  insertOfficeClock,
  insertPersons,
  insertUnits,
} from '../data/setup.ts'
import { writeUnitPeriods } from '../data/unit-period.ts'
import { fold } from '../lib/fold.ts'
import { shippedCalendarDays } from '../lib/holidays.ts'
import { newId } from '../lib/id.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { nameSortKey, sortKey } from '../lib/sort-key.ts'
import { Conflict, NotAllowed } from './errors.ts'
import { recordEvent } from './event.ts'
import type { Occasion } from './occasion.ts'

export interface SampleFounder {
  name: string
  email: string
  title: string
}

export interface SampleOfficeInput {
  name: string
  parentName: string
  shortName: string
  place: string
  helpContact: string
  /** The administrator, who then enters everybody else. */
  founder: SampleFounder
}

type Facts = Pick<Row<'office'>, 'name'> & { rootId: string; founderId: string }

/**
 * The first rows of the sample: office, clock, root unit and an administrator; `kind` is set here once and for all.
 * Refused where an office stands already.
 */
export async function createSampleOffice(
  db: Db,
  occasion: Occasion,
  input: SampleOfficeInput,
): Promise<void> {
  await inTransaction(db, async trx => {
    const office = await findOffice(trx)
    if (office?.kind === 'sample') throw new Conflict()
    if (office) throw new NotAllowed('refusal.office_is_real')
    const facts = { name: input.name, rootId: newId(), founderId: newId() }
    await insertOfficeRows(trx, occasion, input)
    const root = rootRow(facts, input, occasion.at)
    await insertUnits(trx, [root])
    await writeUnitPeriods(trx, occasion.today, [root])
    await insertPersons(trx, [founderRow(facts, input.founder, occasion.at)])
    const appointment = founderPost(facts, input.founder, occasion)
    await insertAppointments(trx, [appointment])
    await insertCalendarDays(
      trx,
      shippedCalendarDays().map(day => ({ ...day, frozen: 0, version: 1 })),
    )
    await recordEvent(
      trx,
      { personId: facts.founderId, actId: null, occasion },
      {
        organisationId: facts.rootId,
        act: 'create_office',
        subjectType: 'unit',
        subjectId: facts.rootId,
        appointmentId: appointment.id,
        payload: {
          kind: 'sample',
          after: [{ id: root.id, path: root.path, leader_appointment_id: null }],
        },
      },
    )
  })
}

async function insertOfficeRows(db: Db, occasion: Occasion, input: SampleOfficeInput): Promise<void> {
  const written = await insertOffice(db, {
    id: 'office',
    kind: 'sample',
    name: input.name,
    parent_name: input.parentName,
    short_name: input.shortName,
    place: input.place,
    help_contact: input.helpContact,
    subject_term: 'thực hiện dân chủ ở cơ sở (QCDC)',
    salutation: 'dong_chi',
    mail_from_on: null,
    created_at: occasion.at,
    version: 1,
  })
  if (!written) throw new Conflict()
  const { today } = occasion
  await insertOfficeClock(db, { id: 'clock', kind: 'sample', today, worked_on: today, version: 1 })
}

function rootRow({ rootId, name }: Facts, input: SampleOfficeInput, at: string) {
  return {
    id: rootId,
    parent_id: null,
    path: `/${rootId}/`,
    name,
    short_name: input.shortName,
    folded: fold(`${name} ${input.shortName}`),
    sort_key: sortKey(name),
    is_organisation: 1,
    leader_appointment_id: null,
    valid_from: null,
    valid_to: null,
    created_at: at,
    version: 1,
  }
}

function founderRow({ founderId }: Facts, founder: SampleFounder, at: string) {
  return {
    id: founderId,
    name: founder.name,
    folded: fold(`${founder.name} ${founder.email}`),
    sort_key: nameSortKey(founder.name),
    email: founder.email,
    phone: '',
    locale: 'vi' as const,
    keys_on: 1,
    password_hash: null,
    password_changed_at: null,
    disabled_at: null,
    created_at: at,
    version: 1,
  }
}

function founderPost({ rootId, founderId }: Facts, founder: SampleFounder, occasion: Occasion) {
  return {
    id: newId(),
    person_id: founderId,
    unit_id: rootId,
    role: 'admin' as const,
    title: founder.title,
    from_on: occasion.today,
    to_on: null,
    acting_for_id: null,
    committee_id: null,
    inspection_id: null,
    is_head: 0,
    created_at: occasion.at,
    version: 1,
  }
}

/** Moves the sample's day forward while its acts are played; never back, and never in a real office. */
export async function setSampleDay(db: Db, day: PlainDate): Promise<void> {
  const clock = await findOfficeClock(db)
  if (clock?.kind !== 'sample') throw new NotAllowed('refusal.office_is_real')
  if ((clock.today ?? '') >= day) return
  if (!(await updateOfficeClock(db, clock.version, { today: day }))) throw new Conflict()
}

/** *Kết thúc bản mẫu*: empties the database, so that the first page offers its two ways again; only of a sample. */
export async function endSample(db: Db): Promise<void> {
  await inTransaction(db, async trx => {
    const office = await findOffice(trx)
    if (office?.kind !== 'sample') throw new NotAllowed('refusal.office_is_real')
    await deleteSampleRows(trx)
  })
}
