import { updateCoUnit } from '../data/co-unit.ts'
import { attachEvidence } from '../data/evidence.ts'
import type { Row, RowChange } from '../data/schema.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict, NotFound, WrongState } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { type Effect, personOf, type TaskContext } from './task-act.ts'
import { writeUpdate } from './task-update.ts'

type CoUnit = Row<'co_unit'>

export interface CoUnitAct {
  coUnitId: string
}

/** The head of a co-unit takes note of its part. */
export async function receiveCoUnit(context: TaskContext, input: CoUnitAct): Promise<Effect> {
  return moveCoUnit(context, input, ['asked'], { state: 'received', updated_on: context.occasion.today }, {})
}

export interface UpdateCoUnitInput extends CoUnitAct {
  text: string
  percent: number
}

/** A word on the co-unit's own part; it resets the freshness of the task. */
export async function updateCoUnitPart(context: TaskContext, input: UpdateCoUnitInput): Promise<Effect> {
  return sayOfPart(context, input, { percent: input.percent }, ['asked', 'received', 'returned'])
}

/** The co-unit hands its part to the lead. */
export async function submitCoUnit(
  context: TaskContext,
  input: CoUnitAct & { text: string },
): Promise<Effect> {
  const change = { state: 'submitted' as const, percent: 100, submitted_on: context.occasion.today }
  return sayOfPart(context, { ...input, percent: 100 }, change, ['asked', 'received', 'returned'])
}

async function sayOfPart(
  context: TaskContext,
  input: UpdateCoUnitInput,
  change: RowChange<'co_unit'>,
  from: CoUnit['state'][],
): Promise<Effect> {
  const check = fieldCheck()
  check.text('text', input.text, 'account')
  check.refuseIf(
    !Number.isInteger(input.percent) || input.percent < 0 || input.percent > 100,
    'percent',
    'error.percent',
  )
  check.done()
  const { today } = context.occasion
  const state = change.state ?? 'received'
  const effect = await moveCoUnit(context, input, from, { ...change, state, updated_on: today }, {})
  const { text, percent, coUnitId } = input
  const id = await writeUpdate(context, { kind: 'co_unit', text, percent, co_unit_id: coUnitId })
  const evidence = await attachEvidence(context.db, context.facts.task.id, personOf(context), id)
  return {
    ...effect,
    change: { updated_on: today, next_look_on: today },
    record: { ...effect.record, update_id: id, text_sha256: sha256(text), evidence },
  }
}

/** The lead accepts a co-unit's part. */
export async function acceptCoUnit(context: TaskContext, input: CoUnitAct): Promise<Effect> {
  const change = { state: 'accepted' as const, percent: 100, decided_on: context.occasion.today, note: '' }
  return moveCoUnit(context, input, ['submitted'], change, {})
}

/** The lead asks for more. */
export async function returnCoUnit(
  context: TaskContext,
  input: CoUnitAct & { reason: string },
): Promise<Effect> {
  return decideWithReason(context, input, 'returned', ['submitted'])
}

/** The lead does without a part, and says why. */
export async function waiveCoUnit(
  context: TaskContext,
  input: CoUnitAct & { reason: string },
): Promise<Effect> {
  return decideWithReason(context, input, 'waived', ['asked', 'received', 'submitted', 'returned'])
}

async function decideWithReason(
  context: TaskContext,
  input: CoUnitAct & { reason: string },
  state: 'returned' | 'waived',
  from: CoUnit['state'][],
): Promise<Effect> {
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  check.done()
  const change = { state, note: input.reason, decided_on: context.occasion.today }
  const effect = await moveCoUnit(context, input, from, change, { reason_sha256: sha256(input.reason) })
  return { ...effect, text: input.reason }
}

/** Moves one part from where it was read, and says so in the event's record. */
export async function moveCoUnit(
  context: TaskContext,
  { coUnitId }: CoUnitAct,
  from: CoUnit['state'][],
  change: RowChange<'co_unit'>,
  record: Record<string, unknown>,
): Promise<Effect> {
  const part = context.facts.co_units.find(known => known.id === coUnitId)
  if (!part) throw new NotFound()
  if (!from.includes(part.state)) throw new WrongState(part.state, 'co_unit')
  if (!(await updateCoUnit(context.db, part, change))) throw new Conflict()
  return {
    change: { next_look_on: context.occasion.today },
    record: {
      co_unit_id: part.id,
      unit_id: part.unit_id,
      from: part.state,
      to: change.state ?? part.state,
      ...record,
    },
    subject: { type: 'co_unit', id: part.id },
  }
}
