import { updateCoUnit } from '../data/co-unit.ts'
import type { Row } from '../data/schema.ts'
import { sha256 } from '../lib/sha256.ts'
import { type CoUnitAct, moveCoUnit } from './co-unit.ts'
import { Conflict, Invalid } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import type { Effect, TaskContext } from './task-act.ts'

type PartState = Row<'co_unit'>['state']

/** States in which a part is still owed by its unit. */
export const owedStates: PartState[] = ['asked', 'received', 'returned']

export interface PlanCoUnitInput extends CoUnitAct {
  deliverable: string
  /** Null: the task's own deadline. */
  dueOn: string | null
}

/**
 * What a co-unit is to deliver and by when, set by the lead head or a leader once the task is given out. Never later
 * than the task's deadline (PRODUCT §2). @throws Invalid for fields, WrongState when the part is settled
 */
export async function planCoUnit(context: TaskContext, input: PlanCoUnitInput): Promise<Effect> {
  const { task, co_units } = context.facts
  const part = co_units.find(known => known.id === input.coUnitId)
  const dueOn = input.dueOn || null
  const moved = dueOn !== part?.due_on
  const check = fieldCheck()
  check.text('deliverable', input.deliverable, 'paragraph')
  check.date('dueOn', dueOn, false)
  check.refuseIf(moved && dueOn !== null && dueOn > (task.due_on ?? '9999'), 'dueOn', 'error.part_after_task')
  check.refuseIf(
    moved && dueOn !== null && dueOn < context.occasion.today,
    'dueOn',
    'error.date_before_today',
  )
  check.refuseIf(!moved && input.deliverable === part?.deliverable, 'deliverable', 'error.nothing_changed')
  check.done()
  return moveCoUnit(
    context,
    input,
    owedStates,
    { deliverable: input.deliverable, due_on: dueOn },
    {
      old_due_on: part?.due_on ?? null,
      new_due_on: dueOn,
      deliverable_sha256: sha256(input.deliverable),
    },
  )
}

/** The lead urges a co-unit (đôn đốc), once a working day and part, so that urging stays worth something. */
export async function nudgeCoUnit(context: TaskContext, input: CoUnitAct): Promise<Effect> {
  const { calendar, occasion, facts } = context
  const part = facts.co_units.find(known => known.id === input.coUnitId)
  const last = part?.nudged_on
  if (last && calendar.nextWorkingDay(last) === calendar.nextWorkingDay(occasion.today)) {
    throw new Invalid({ nudge: { key: 'error.nudged_today', values: { unit: part.unit_name } } })
  }
  return moveCoUnit(context, input, owedStates, { nudged_on: occasion.today }, {})
}

/**
 * What a new deadline of the task means for the parts still owed: one that was due with the task stays due with it;
 * after a suspension every date moves on by the working days that passed, as the task's does (act 10); any other date
 * stays, unless it would now be later than the task's. Returns what was moved, for the event.
 */
export async function moveOwedParts(
  context: TaskContext,
  from: string,
  to: string,
  resumed: boolean,
): Promise<{ co_unit_id: string; old_due_on: string; new_due_on: string }[]> {
  const days = context.calendar.workingDaysBetween(from, to)
  const moved: { co_unit_id: string; old_due_on: string; new_due_on: string }[] = []
  for (const part of context.facts.co_units) {
    if (!part.due_on || !owedStates.includes(part.state)) continue
    const shifted = resumed ? context.calendar.addWorkingDays(part.due_on, days) : part.due_on
    const wanted = part.due_on === from ? to : shifted
    const dueOn = wanted > to ? to : wanted
    if (dueOn === part.due_on) continue
    if (!(await updateCoUnit(context.db, part, { due_on: dueOn }))) throw new Conflict()
    moved.push({ co_unit_id: part.id, old_due_on: part.due_on, new_due_on: dueOn })
  }
  return moved
}
