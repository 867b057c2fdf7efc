import { countOtherAdmins, findAppointment, updateAppointment } from '../data/appointment.ts'
import type { Db, Row } from '../data/schema.ts'
import { findOrganisationOf, findUnit } from '../data/unit.ts'
import { type AppointmentInput, checkPeriod, holdingToAppoint, imageOfAppointment } from './appointment.ts'
import { checkPost } from './appointment-check.ts'
import { Conflict, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { openHandover } from './handover.ts'
import { actorOf } from './office-authority.ts'

/** Ends an appointment: `toOn` is its last day. The last administrator stays. */
export async function endAppointment(
  db: Db,
  act: Act,
  change: { id: string; version: number; toOn: string | null },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { appointment, organisationId, holding } = await postToChange(trx, act, change.id)
    const check = fieldCheck()
    check.date('toOn', change.toOn)
    const { today } = act.occasion
    check.refuseIf((appointment.to_on ?? today) < today, 'toOn', 'error.appointment_over')
    check.refuseIf((change.toOn ?? '') < appointment.from_on, 'toOn', 'error.to_before_from')
    if (appointment.role === 'admin') {
      const others = await countOtherAdmins(trx, today, appointment.id)
      check.refuseIf(others === 0, 'toOn', 'error.last_admin')
    }
    check.done()
    const ended = await updateAppointment(
      trx,
      { ...appointment, version: change.version },
      { to_on: change.toOn },
    )
    if (!ended) throw new Conflict(appointment)
    // The day is past: what lies in the post now is what the next holder finds.
    if ((change.toOn as string) < today)
      await openHandover(trx, { ...act, actId: null }, { ...appointment, to_on: change.toOn }, today)
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

/**
 * Corrects the dates or the title of an appointment that has not begun; one that has begun can only be ended. Throws
 * `WrongState` then, `Invalid` with the fields, or `Conflict`.
 */
export async function changeAppointment(
  db: Db,
  act: Act,
  change: {
    id: string
    version: number
    input: Pick<AppointmentInput, 'title' | 'fromOn' | 'toOn' | 'overlap'>
  },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { appointment, organisationId, holding } = await postToChange(trx, act, change.id)
    if (appointment.person_id === act.personId) throw new NotAllowed('refusal.own_appointment')
    if (appointment.from_on <= act.occasion.today) throw new WrongState('begun', 'change_appointment')
    const { title, fromOn, toOn } = change.input
    const check = fieldCheck()
    checkPeriod(check, change.input)
    // What has begun is history: a correction cannot reach into it.
    check.refuseIf((fromOn ?? '') < act.occasion.today, 'fromOn', 'error.from_is_past')
    await checkPost(trx, { ...inputOf(appointment), ...change.input }, check, appointment.id)
    check.done()
    const columns = { title, from_on: fromOn as string, to_on: toOn || null }
    if (!(await updateAppointment(trx, { ...appointment, version: change.version }, columns)))
      throw new Conflict(appointment)
    await recordEvent(trx, act, {
      organisationId,
      act: 'change_appointment',
      subjectType: 'appointment',
      subjectId: appointment.id,
      appointmentId: holding.id,
      payload: imageOfAppointment({ ...appointment, ...columns }),
    })
    return appointment.id
  })
}

async function postToChange(db: Db, act: Act, id: string) {
  const appointment = await findAppointment(db, id)
  const unit = appointment && (await findUnit(db, appointment.unit_id))
  if (!appointment || !unit) throw new NotFound()
  const organisationId = await findOrganisationOf(db, unit.path)
  const holding = holdingToAppoint(await actorOf(db, act), appointment.role, organisationId)
  return { appointment, organisationId, holding }
}

function inputOf(row: Row<'appointment'>): AppointmentInput {
  return {
    personId: row.person_id,
    unitId: row.unit_id,
    role: row.role,
    title: row.title,
    fromOn: row.from_on,
    toOn: row.to_on,
    actingForId: row.acting_for_id,
    committeeId: row.committee_id,
    inspectionId: row.inspection_id,
    isHead: row.is_head === 1,
  }
}
