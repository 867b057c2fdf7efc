import { listHoldings } from '../data/actor.ts'
import type { Db, Row } from '../data/schema.ts'
import { findTaskRow } from '../data/task.ts'
import { findOrganisationOf, findUnit } from '../data/unit.ts'
import { mostTogether } from './assignment.ts'
import { holdingOver } from './authority.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf } from './office-authority.ts'
import { perform } from './perform.ts'
import type { OnBehalf } from './task-act.ts'

export interface UnitTransfer {
  fromUnitId: string
  toUnitId: string
  /** Open tasks that the unit leads, at most a hundred. */
  taskIds: string[]
  reason: string
  /** The leader who signed, where a secretary records it (DECISIONS 22). */
  onBehalf?: OnBehalf
}

/**
 * Moves open tasks of a unit to another one, each by act 14 of PRODUCT §3, all or nothing and once per form; each head
 * gets one mail of all. Throws `Invalid` with the fields, `Conflict` where a task is no longer the unit's or closed.
 */
export async function transferTasks(db: Db, act: Act, input: UnitTransfer): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const unit = await findUnit(trx, input.fromUnitId)
    if (!unit) throw new NotFound()
    const organisationId = await findOrganisationOf(trx, unit.path)
    const leader = holdingOver(actor, 'leader', organisationId)
    const holding = leader ?? holdingOver(actor, 'secretary', organisationId)
    if (!holding) throw new NotAllowed('refusal.role.reassign')
    checkChosen(input.taskIds)
    const tasks: { id: string; deadline_version: number }[] = []
    const signed = !leader && input.onBehalf ? { onBehalf: input.onBehalf } : {}
    for (const taskId of input.taskIds) {
      const task = await stillWith(trx, taskId, row => row.lead_unit_id === unit.id)
      const { reason, toUnitId: leadUnitId } = input
      const one = { ...act, ...signed, actId: null, taskId, together: true as const }
      await named(task, () => perform(trx, { ...one, act: 'reassign', input: { reason, leadUnitId } }))
      tasks.push({ id: taskId, deadline_version: task.deadline_version + 1 })
    }
    await recordEvent(trx, act, {
      organisationId,
      act: 'reassign_together',
      subjectType: 'unit',
      subjectId: unit.id,
      appointmentId: holding.id,
      onBehalfOfId: signed.onBehalf?.leaderId ?? null,
      payload: { from_unit_id: unit.id, to_unit_id: input.toUnitId, tasks },
    })
    return unit.id
  })
}

export interface OfficerTransfer {
  fromOfficerId: string
  /** Another officer of the unit; null: the tasks go back to the head. */
  toOfficerId: string | null
  taskIds: string[]
}

/** The head gives open tasks of one officer to another (act 14, the head's half), all or nothing and once per form. */
export async function transferOfficerTasks(db: Db, act: Act, input: OfficerTransfer): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    checkChosen(input.taskIds)
    const check = fieldCheck()
    check.refuseIf(input.toOfficerId === input.fromOfficerId, 'officerId', 'error.same_officer')
    const [officer] = input.toOfficerId
      ? await listHoldings(trx, act.occasion.today, { ids: [input.toOfficerId] })
      : []
    check.refuseIf(
      input.toOfficerId !== null && officer?.role !== 'officer',
      'officerId',
      'error.not_an_officer',
    )
    check.done()
    const held = actor.holdings.find(one => one.role === 'unit_head')
    if (!held) throw new NotAllowed('refusal.role.assign_officer')
    for (const taskId of input.taskIds) {
      const task = await stillWith(trx, taskId, row => row.officer_id === input.fromOfficerId)
      const one = { ...act, actId: null, taskId, together: true as const }
      await named(task, () =>
        perform(trx, { ...one, act: 'assign_officer', input: { officerId: input.toOfficerId } }),
      )
    }
    await recordEvent(trx, act, {
      organisationId: held.organisation_id,
      act: 'assign_officer_together',
      subjectType: 'appointment',
      subjectId: input.fromOfficerId,
      appointmentId: held.id,
      payload: { to_officer_id: input.toOfficerId, task_ids: input.taskIds },
    })
    return input.fromOfficerId
  })
}

function checkChosen({ length: count }: readonly string[]): void {
  if (count === 0) throw new Invalid({ taskIds: 'error.required.taskIds' })
  if (count <= mostTogether) return
  throw new Invalid({ taskIds: { key: 'error.too_many_together', values: { max: mostTogether, count } } })
}

async function stillWith(db: Db, id: string, isTheirs: (task: Row<'task'>) => boolean): Promise<Row<'task'>> {
  const task = await findTaskRow(db, id)
  if (!task) throw new NotFound()
  if (!isTheirs(task)) throw new Conflict(task)
  return task
}

/** What one task alone refuses is said with its number; what all share stays at its field. */
async function named(task: Row<'task'>, verb: () => Promise<unknown>): Promise<void> {
  try {
    await verb()
  } catch (error) {
    // Closed, or taken back, since the page was shown.
    if (error instanceof WrongState) throw new Conflict(task)
    if (error instanceof Invalid && error.fields.leadUnitId === 'error.lead_is_co_unit') {
      const key = { key: 'error.transfer_to_co_unit', values: { code: task.code } }
      throw new Invalid({ ...error.fields, leadUnitId: key })
    }
    throw error
  }
}
