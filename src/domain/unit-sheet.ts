import type { Actor, Holding } from '../data/actor.ts'
import type { Db } from '../data/schema.ts'
import { findUnit } from '../data/unit.ts'
import { insertUnitSheet, listTasksForSheet } from '../data/unit-sheet.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'
import { Invalid, NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { actorOf } from './office-authority.ts'
import type { SheetTask } from './unit-sheet-row.ts'

/** Tasks of one sheet: what comes back is taken over in one transaction (DECISIONS 9). */
export const mostSheetTasks = 100

/** The organisations whose secretary the person is. */
export function sheetOrganisations(actor: Actor): string[] {
  return [...new Set(secretaries(actor).flatMap(held => held.organisation_ids))]
}

function secretaries(actor: Actor): Holding[] {
  return actor.holdings.filter(held => held.role === 'secretary')
}

/**
 * Makes out a sheet for a unit that does not sign in: its open tasks as they stand, the first due first, 100 at most.
 * Throws `Invalid` on `unitId` where it has none.
 */
export async function makeUnitSheet(db: Db, act: Act, { unitId }: { unitId: string }): Promise<Done> {
  return actOnce(db, act, async trx => {
    const [holding, organisationIds] = sheetReach(await actorOf(trx, act))
    const unit = await findUnit(trx, unitId)
    if (!unit) throw new NotFound()
    const tasks = await listTasksForSheet(trx, { unitId, organisationIds }, mostSheetTasks)
    if (tasks.length === 0) throw new Invalid({ unitId: 'error.unit_sheet.none' })
    const rows: SheetTask[] = tasks.map(({ id, code, title, version, percent, blocker }) => {
      return { id, code, title, version, percent, blocker }
    })
    const id = newId()
    await insertUnitSheet(trx, {
      id,
      organisation_id: holding.organisation_id,
      unit_id: unit.id,
      person_id: act.personId ?? '',
      rows: canonicalJson(rows),
      made_on: act.occasion.today,
      created_at: act.occasion.at,
    })
    await recordEvent(trx, act, {
      organisationId: holding.organisation_id,
      act: 'make_unit_sheet',
      subjectType: 'unit_sheet',
      subjectId: id,
      appointmentId: holding.id,
      payload: { unit_id: unit.id, tasks: rows.map(row => ({ id: row.id, version: row.version })) },
    })
    return id
  })
}

/** The secretary's appointment and the organisations it reaches. Throws `NotAllowed`. */
export function sheetReach(actor: Actor): [Holding, string[]] {
  const [holding] = secretaries(actor)
  if (!holding) throw new NotAllowed('refusal.role.unit_sheet')
  return [holding, sheetOrganisations(actor)]
}
