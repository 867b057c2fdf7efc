import { findAppointment, listAppointments } from '../data/appointment.ts'
import type { Db, Row } from '../data/schema.ts'
import { addDays, isPlainDate } from '../lib/plain-date.ts'
import type { AppointmentInput } from './appointment.ts'
import type { FieldCheck } from './field-check.ts'

type Period = Pick<Row<'appointment'>, 'from_on' | 'to_on'>
const endless = '9999-12-31'

/**
 * Who stands in for whom, that an organisation has one head, and that two people hold one post only on purpose. Nothing
 * is checked of an input whose dates are none.
 */
export async function checkPost(
  db: Db,
  input: AppointmentInput,
  check: FieldCheck,
  ownId: string | null = null,
): Promise<void> {
  if (!isPlainDate(input.fromOn) || (input.toOn && !isPlainDate(input.toOn))) return
  const period = { from_on: input.fromOn as string, to_on: input.toOn || null }
  if (input.actingForId) return checkActing(db, input, period, check)
  if (input.isHead && input.unitId) await checkDirector(db, input, period, check, ownId)
  if (input.role === 'unit_head' && input.overlap !== true) {
    const [other] = await holdersOf(db, input, period, ownId)
    check.refuseIf(other !== undefined, 'overlap', {
      key: 'error.post_held',
      values: { name: other?.person_name ?? '', title: other?.title ?? '' },
    })
  }
}

/**
 * "A thay mặt B": for a time that is known, in the same post, while B holds it or, after B, while nobody does. Nobody
 * stands in for themselves, or for one who only stands in.
 */
async function checkActing(
  db: Db,
  input: AppointmentInput,
  period: Period,
  check: FieldCheck,
): Promise<void> {
  check.refuseIf(period.to_on === null, 'toOn', 'error.required.actingTo')
  const stoodFor = await findAppointment(db, input.actingForId as string)
  const same = stoodFor?.role === input.role && stoodFor.unit_id === input.unitId
  check.refuseIf(!same, 'actingForId', 'error.acting_for_other_post')
  if (!stoodFor || !same) return
  check.refuseIf(stoodFor.acting_for_id !== null, 'actingForId', 'error.acting_for_acting')
  check.refuseIf(stoodFor.person_id === input.personId, 'actingForId', 'error.acting_for_oneself')
  check.refuseIf(period.from_on < stoodFor.from_on, 'fromOn', 'error.acting_before')
  const vacantFrom = stoodFor.to_on && addDays(stoodFor.to_on, 1)
  if (!vacantFrom || (period.to_on ?? endless) < vacantFrom) return
  const from_on = period.from_on > vacantFrom ? period.from_on : vacantFrom
  const [other] = await holdersOf(db, input, { from_on, to_on: period.to_on }, stoodFor.id)
  check.refuseIf(other !== undefined, 'toOn', {
    key: 'error.acting_post_taken',
    values: { name: other?.person_name ?? '' },
  })
}

async function checkDirector(
  db: Db,
  input: AppointmentInput,
  period: Period,
  check: FieldCheck,
  ownId: string | null,
): Promise<void> {
  const heads = await holdersOf(db, { ...input, role: 'leader' }, period, ownId)
  check.refuseIf(
    heads.some(held => held.is_head === 1),
    'isHead',
    'error.head_exists',
  )
}

/** Who holds the post itself, standing in for nobody, on some day of the period. */
async function holdersOf(
  db: Db,
  { unitId, role }: Pick<AppointmentInput, 'unitId' | 'role'>,
  period: Period,
  exceptId: string | null,
) {
  const posts = await listAppointments(db, { unitId })
  return posts.filter(
    post =>
      post.role === role &&
      post.acting_for_id === null &&
      post.id !== exceptId &&
      post.person_disabled_at === null &&
      meets(post, period),
  )
}

function meets(one: Period, other: Period): boolean {
  return one.from_on <= (other.to_on ?? endless) && other.from_on <= (one.to_on ?? endless)
}
