import type { Actor } from '../data/actor.ts'
import { insertAppointment } from '../data/appointment.ts'
import { findCommittee } from '../data/committee.ts'
import { findPerson } from '../data/person.ts'
import type { Db, Row } from '../data/schema.ts'
import type { Role } from '../data/schema-office.ts'
import { findOrganisationOf, findUnit } from '../data/unit.ts'
import { newId } from '../lib/id.ts'
import { checkPost } from './appointment-check.ts'
import { NotAllowed } from './errors.ts'
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
  /** Two people hold one head's post at the same time, on purpose. */
  overlap?: boolean
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

/** By which appointment the person appoints to the role: administrators alone appoint administrators. */
export function holdingToAppoint(actor: Actor, role: string, organisationId: string) {
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

/** What an event records of an appointment. */
export function imageOfAppointment(row: Omit<Row<'appointment'>, 'created_at' | 'version' | 'title'>) {
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
  checkPeriod(check, input)
  const committee = input.committeeId ? await findCommittee(db, input.committeeId) : undefined
  check.refuseIf(input.role === 'committee' && !committee, 'committeeId', 'error.required.committeeId')
  check.refuseIf(
    input.role === 'inspector' && !input.inspectionId,
    'inspectionId',
    'error.required.inspectionId',
  )
  check.refuseIf(input.isHead && input.role !== 'leader', 'isHead', 'error.head_is_no_leader')
  await checkPost(db, input, check)
  check.done()
}

/** The title and the dates. */
export function checkPeriod(
  check: FieldCheck,
  input: Pick<AppointmentInput, 'title' | 'fromOn' | 'toOn'>,
): void {
  const { title, fromOn, toOn } = input
  check.refuseIf(title.trim() === '', 'title', 'error.required.post_title')
  check.text('title', title, 'line')
  check.date('fromOn', fromOn)
  check.date('toOn', toOn, false)
  check.refuseIf(Boolean(toOn) && (toOn ?? '') < (fromOn ?? ''), 'toOn', 'error.to_before_from')
}
