import { insertAppointment, listAppointmentsOf, updateAppointment } from '../data/appointment.ts'
import type { Db, Row } from '../data/schema.ts'
import type { Role } from '../data/schema-office.ts'
import { findOrganisationOf, findUnit, listUnits, updateUnit } from '../data/unit.ts'
import { newId } from '../lib/id.ts'
import { addDays, isPlainDate } from '../lib/plain-date.ts'
import { Conflict, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'

/** What becomes of the posts of a closed unit: they stay, end, or end while all but the head's go on in the successor. */
export const postChoices = ['keep', 'end', 'move'] as const

export interface ClosingInput {
  /** The unit's last day. */
  closedOn: string | null
  /** The unit that takes over; null where none does. */
  successorId: string | null
  posts: string
}

/** The posts of a unit's own work; whoever keeps the office's books stays until somebody ends that by hand. */
const unitRoles: readonly Role[] = ['unit_head', 'officer', 'verifier']

/** Whether tasks can be given to the unit on the day. */
export function isUnitOpen(unit: Pick<Row<'unit'>, 'valid_from' | 'valid_to'>, day: string): boolean {
  return (
    (unit.valid_from === null || unit.valid_from <= day) && (unit.valid_to === null || unit.valid_to >= day)
  )
}

/**
 * Closes a unit after its last day (merger, dissolution), with the unit that takes over. Its tasks stay with it until
 * they are transferred (`transferTasks`). Throws `Invalid`, or `Conflict` when it was changed meanwhile.
 */
export async function closeUnit(
  db: Db,
  act: Act,
  change: { id: string; version: number; input: ClosingInput },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const unit = await findUnit(trx, change.id)
    if (!unit) throw new NotFound()
    const organisationId = await findOrganisationOf(trx, unit.path)
    const holding = officeHolding(await actorOf(trx, act), ['secretary', 'admin'], organisationId, 'unit')
    const { input } = change
    await checkClosing(trx, act, unit, input)
    const closing = { valid_to: input.closedOn, successor_id: input.successorId || null }
    if (!(await updateUnit(trx, { ...unit, version: change.version }, closing))) throw new Conflict(unit)
    const posts = input.posts === 'keep' ? [] : await endPosts(trx, act, unit, input)
    await recordEvent(trx, act, {
      organisationId,
      act: 'close_unit',
      subjectType: 'unit',
      subjectId: unit.id,
      appointmentId: holding.id,
      payload: {
        ...closing,
        ended: posts.map(post => post.ended),
        moved: posts.flatMap(post => post.moved ?? []),
      },
    })
    return unit.id
  })
}

async function checkClosing(db: Db, act: Act, unit: Row<'unit'>, input: ClosingInput): Promise<void> {
  const check = fieldCheck()
  const { today } = act.occasion
  check.date('closedOn', input.closedOn)
  check.refuseIf(unit.parent_id === null, 'closedOn', 'error.root_stays')
  check.refuseIf(unit.valid_to !== null && unit.valid_to < today, 'closedOn', 'error.unit_closed')
  check.refuseIf(
    unit.valid_from !== null && (input.closedOn ?? '') < unit.valid_from,
    'closedOn',
    'error.to_before_from',
  )
  check.refuseIf(!postChoices.some(known => known === input.posts), 'posts', 'error.required.posts')
  check.refuseIf(input.posts === 'move' && !input.successorId, 'successorId', 'error.required.successor')
  if (isPlainDate(input.closedOn)) {
    const day = addDays(input.closedOn as string, 1)
    const successor = input.successorId ? await findUnit(db, input.successorId) : undefined
    const fits = successor && !successor.path.startsWith(unit.path) && isUnitOpen(successor, day)
    check.refuseIf(Boolean(input.successorId) && !fits, 'successorId', 'error.not_a_unit_successor')
    const below = (await listUnits(db, day)).some(one => one.id !== unit.id && one.path.startsWith(unit.path))
    check.refuseIf(below, 'closedOn', 'error.units_below')
  }
  check.done()
}

/** Ends the posts that would outlast the unit; of `move`, all but the head's begin in the successor the day after. */
async function endPosts(db: Db, act: Act, unit: Row<'unit'>, { closedOn, successorId, posts }: ClosingInput) {
  const last = closedOn as string
  const done: { ended: string; moved?: string }[] = []
  for (const post of await listAppointmentsOf(db, unit.id)) {
    const outlasts = post.from_on <= last && (post.to_on === null || post.to_on > last)
    if (!outlasts || !unitRoles.includes(post.role) || post.person_id === act.personId) continue
    if (!(await updateAppointment(db, post, { to_on: last }))) throw new Conflict(post)
    if (posts !== 'move' || post.role === 'unit_head') {
      done.push({ ended: post.id })
      continue
    }
    const id = newId()
    const next = {
      ...post,
      id,
      unit_id: successorId as string,
      from_on: addDays(last, 1),
      acting_for_id: null,
    }
    await insertAppointment(db, { ...next, created_at: act.occasion.at, version: 1 })
    done.push({ ended: post.id, moved: id })
  }
  return done
}
