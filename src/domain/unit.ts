import { listHoldings } from '../data/actor.ts'
import type { Db, Row, RowChange } from '../data/schema.ts'
import { findOrganisationOf, findUnit, insertUnit, updateUnit } from '../data/unit.ts'
import { writeUnitPeriods } from '../data/unit-period.ts'
import { fold } from '../lib/fold.ts'
import { newId } from '../lib/id.ts'
import { sortKey } from '../lib/sort-key.ts'
import { Conflict, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'

export interface UnitInput {
  name: string
  shortName: string
  parentId: string
  isOrganisation: boolean
  /** The leader in charge, an appointment; null: the director. */
  leaderAppointmentId: string | null
  validFrom: string | null
  validTo: string | null
}

const roles = ['secretary', 'admin'] as const

/** A secretary or administrator adds a unit below another. */
export async function createUnit(db: Db, act: Act, input: UnitInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const parent = input.parentId ? await findUnit(trx, input.parentId) : undefined
    await checkUnit(trx, act, input, parent)
    const organisationId = await findOrganisationOf(trx, (parent as Row<'unit'>).path)
    const holding = officeHolding(await actorOf(trx, act), [...roles], organisationId, 'unit')
    const id = newId()
    const columns = unitColumns(input)
    const path = `${parent?.path}${id}/`
    await insertUnit(trx, {
      id,
      parent_id: input.parentId,
      path,
      ...columns,
      is_organisation: input.isOrganisation ? 1 : 0,
      created_at: act.occasion.at,
      version: 1,
    })
    const after = { id, path, leader_appointment_id: columns.leader_appointment_id }
    await writeUnitPeriods(trx, act.occasion.today, [after])
    await recordEvent(trx, act, {
      organisationId,
      act: 'create_unit',
      subjectType: 'unit',
      subjectId: id,
      appointmentId: holding.id,
      payload: {
        parent_id: input.parentId,
        leader_appointment_id: input.leaderAppointmentId,
        after: [after],
      },
    })
    return id
  })
}

/** Changes what a unit is called, its leader in charge and its validity; its place in the tree stays. */
export async function changeUnit(
  db: Db,
  act: Act,
  change: { id: string; version: number; input: UnitInput },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const unit = await findUnit(trx, change.id)
    if (!unit) throw new NotFound()
    const organisationId = await findOrganisationOf(trx, unit.path)
    const holding = officeHolding(await actorOf(trx, act), [...roles], organisationId, 'unit')
    const input = { ...change.input, parentId: unit.parent_id ?? unit.id }
    await checkUnit(trx, act, input, unit)
    const columns = unitColumns(input)
    if (!(await updateUnit(trx, { ...unit, version: change.version }, columns))) throw new Conflict(unit)
    const after = { id: unit.id, path: unit.path, leader_appointment_id: columns.leader_appointment_id }
    await writeUnitPeriods(trx, act.occasion.today, [after])
    await recordEvent(trx, act, {
      organisationId,
      act: 'change_unit',
      subjectType: 'unit',
      subjectId: unit.id,
      appointmentId: holding.id,
      payload: {
        leader_appointment_id: input.leaderAppointmentId,
        valid_from: input.validFrom,
        valid_to: input.validTo,
        after: [after],
      },
    })
    return unit.id
  })
}

function unitColumns(input: UnitInput) {
  return {
    name: input.name,
    short_name: input.shortName,
    folded: fold(`${input.name} ${input.shortName}`),
    sort_key: sortKey(input.name),
    leader_appointment_id: input.leaderAppointmentId || null,
    valid_from: input.validFrom || null,
    valid_to: input.validTo || null,
  } satisfies RowChange<'unit'>
}

async function checkUnit(db: Db, act: Act, input: UnitInput, parent: Row<'unit'> | undefined): Promise<void> {
  const check = fieldCheck()
  check.text('name', input.name, 'line')
  check.text('shortName', input.shortName, 'code', false)
  check.refuseIf(!parent, 'parentId', 'error.required.parentId')
  check.date('validFrom', input.validFrom, false)
  check.date('validTo', input.validTo, false)
  const reversed = input.validFrom && input.validTo && input.validTo < input.validFrom
  check.refuseIf(Boolean(reversed), 'validTo', 'error.to_before_from')
  if (input.leaderAppointmentId) {
    const [leader] = await listHoldings(db, act.occasion.today, { ids: [input.leaderAppointmentId] })
    check.refuseIf(leader?.role !== 'leader', 'leaderAppointmentId', 'error.not_a_leader')
  }
  check.done()
}
