import { findUnit } from '../data/unit.ts'
import type { FieldCheck } from './field-check.ts'
import type { TaskContext } from './task-act.ts'
import { isUnitOpen } from './unit-closing.ts'

/** Refuses the field unless it names a unit that is there today, of the task's organisation or below it. */
export async function checkUnit(
  { db, facts, occasion }: TaskContext,
  field: 'leadUnitId' | 'proposedUnitId',
  unitId: string,
  check: FieldCheck,
): Promise<void> {
  const unit = unitId ? await findUnit(db, unitId) : undefined
  const organisation = await findUnit(db, facts.task.organisation_id)
  check.refuseIf(!unit, field, `error.required.${field}`)
  check.refuseIf(!unit?.path.startsWith(organisation?.path ?? '/'), field, 'error.unknown_unit')
  check.refuseIf(unit !== undefined && !isUnitOpen(unit, occasion.today), field, 'error.unit_closed')
}
