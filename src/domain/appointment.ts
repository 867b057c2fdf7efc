import { type Actor, listHoldings } from '../data/actor.ts'
import {
  countOtherAdmins,
  findAppointment,
  insertAppointment,
  updateAppointment,
} from '../data/appointment.ts'
import { findCommittee } from '../data/committee.ts'
import { findPerson } from '../data/person.ts'
import type { Db, Row } from '../data/schema.ts'
import type { Role } from '../data/schema-office.ts'
import { findOrganisationOf, findUnit } from '../data/unit.ts'
import { newId } from '../lib/id.ts'
import { Conflict, NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { type FieldCheck, fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'

export const roleNames: readonly Role[] = [
  'secretary',
  'leader',
  'unit_head',
  'officer',
  'verifier',
  'committee',
  'inspector',
  'auditor',
  'admin',
]

export interface AppointmentInput {
  personId: string
  unitId: string
  role: string
  title: string
  fromOn: string | null
  toOn: string | null
  actingForId: string | null
  committeeId: string | null
  inspectionId: string | null
  isHead: boolean
}

/**
 * Appoints a person to a post. Secretaries appoint; administrators too, and only they appoint administrators; nobody
 * appoints themselves (RELIABILITY Z4).
 */
export async function createAppointment(db: Db, act: Act, input: AppointmentInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const unit = input.unitId ? await findUnit(trx, input.unitId) : undefined
    await checkAppointment(trx, act, input, unit)
    const organisationId = await findOrganisationOf(trx, (unit as Row<'unit'>).path)
    const holding = holdingToAppoint(await actorOf(trx, act), input.role, organisationId)
    const id = newId()
    const row = { id, ...appointmentColumns(input), created_at: act.occasion.at, version: 1 }
    await insertAppointment(trx, row)
    await recordEvent(trx, act, {
      organisationId,
      act: 'create_appointment',
      subjectType: 'appointment',
      subjectId: id,
      appointmentId: holding.id,
      payload: imageOfAppointment(row),
    })
    return id
  })
}

/** Ends an appointment: `toOn` is its last day. The last administrator stays. */
export async function endAppointment(
  db: Db,
  act: Act,
  change: { id: string; version: number; toOn: string | null },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const appointment = await findAppointment(trx, change.id)
    const unit = appointment && (await findUnit(trx, appointment.unit_id))
    if (!appointment || !unit) throw new NotFound()
    const organisationId = await findOrganisationOf(trx, unit.path)
    const holding = holdingToAppoint(await actorOf(trx, act), appointment.role, organisationId)
    const check = fieldCheck()
    check.date('toOn', change.toOn)
    check.refuseIf((change.toOn ?? '') < appointment.from_on, 'toOn', 'error.to_before_from')
    if (appointment.role === 'admin') {
      const others = await countOtherAdmins(trx, act.occasion.today, appointment.id)
      check.refuseIf(others === 0, 'toOn', 'error.last_admin')
    }
    check.done()
    const ended = await updateAppointment(
      trx,
      { ...appointment, version: change.version },
      { to_on: change.toOn },
    )
    if (!ended) throw new Conflict(appointment)
    await recordEvent(trx, act, {
      organisationId,
      act: 'end_appointment',
      subjectType: 'appointment',
      subjectId: appointment.id,
      appointmentId: holding.id,
      payload: { ...imageOfAppointment(appointment), to_on: change.toOn },
    })
    return appointment.id
  })
}

function holdingToAppoint(actor: Actor, role: string, organisationId: string) {
  return officeHolding(
    actor,
    role === 'admin' ? ['admin'] : ['secretary', 'admin'],
    organisationId,
    'appointment',
  )
}

function appointmentColumns(input: AppointmentInput) {
  return {
    person_id: input.personId,
    unit_id: input.unitId,
    role: input.role as Role,
    title: input.title,
    from_on: input.fromOn ?? '',
    to_on: input.toOn || null,
    acting_for_id: input.actingForId || null,
    committee_id: input.committeeId || null,
    inspection_id: input.inspectionId || null,
    is_head: input.isHead ? 1 : 0,
  }
}

function imageOfAppointment(row: Omit<Row<'appointment'>, 'created_at' | 'version' | 'title'>) {
  const { person_id, unit_id, role, from_on, to_on, acting_for_id, committee_id, inspection_id, is_head } =
    row
  return { person_id, unit_id, role, from_on, to_on, acting_for_id, committee_id, inspection_id, is_head }
}

async function checkAppointment(
  db: Db,
  act: Act,
  input: AppointmentInput,
  unit: Row<'unit'> | undefined,
): Promise<void> {
  if (input.personId === act.personId) throw new NotAllowed('refusal.own_appointment')
  const check = fieldCheck()
  const person = input.personId ? await findPerson(db, input.personId) : undefined
  check.refuseIf(!person || person.disabled_at !== null, 'personId', 'error.required.personId')
  check.refuseIf(!unit, 'unitId', 'error.required.unitId')
  check.refuseIf(!(roleNames as readonly string[]).includes(input.role), 'role', 'error.required.role')
  check.text('title', input.title, 'line')
  check.date('fromOn', input.fromOn)
  check.date('toOn', input.toOn, false)
  check.refuseIf(
    Boolean(input.toOn) && (input.toOn ?? '') < (input.fromOn ?? ''),
    'toOn',
    'error.to_before_from',
  )
  const committee = input.committeeId ? await findCommittee(db, input.committeeId) : undefined
  check.refuseIf(input.role === 'committee' && !committee, 'committeeId', 'error.required.committeeId')
  check.refuseIf(
    input.role === 'inspector' && !input.inspectionId,
    'inspectionId',
    'error.required.inspectionId',
  )
  check.refuseIf(input.isHead && input.role !== 'leader', 'isHead', 'error.head_is_no_leader')
  await checkPost(db, act, input, check)
  check.done()
}

/** Who stands in for whom, and that an organisation has one head. */
async function checkPost(db: Db, act: Act, input: AppointmentInput, check: FieldCheck): Promise<void> {
  if (input.actingForId) {
    const stoodFor = await findAppointment(db, input.actingForId)
    const same = stoodFor?.role === input.role && stoodFor.unit_id === input.unitId
    check.refuseIf(!same, 'actingForId', 'error.acting_for_other_post')
  }
  if (input.isHead && input.unitId) {
    const heads = await listHoldings(db, input.fromOn ?? act.occasion.today, {
      unitId: input.unitId,
      role: 'leader',
    })
    check.refuseIf(!input.actingForId && heads.some(held => held.is_head), 'isHead', 'error.head_exists')
  }
}
