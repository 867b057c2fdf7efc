import type { Actor, Holding } from '../data/actor.ts'
import {
  type EmulationModel,
  type EmulationModelOfUnit,
  findEmulationModelFor,
  insertEmulationModels,
  updateEmulationModel,
} from '../data/emulation-model.ts'
import type { Db } from '../data/schema.ts'
import { findOrganisationOf, findUnit } from '../data/unit.ts'
import { holdingOver } from './authority.ts'
import {
  checkModel,
  columnsOf,
  imageOfModel,
  type ModelInput,
  refuseTwins,
  rowOf,
} from './emulation-model-check.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf } from './office-authority.ts'

/** A unit's head registers for the unit, a secretary for any. @throws NotAllowed, Invalid */
export async function registerModel(db: Db, act: Act, input: ModelInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const place = await placeOf(trx, act, input.unitId)
    const check = fieldCheck()
    checkModel(check, input)
    check.done()
    await refuseTwins(trx, input, [input])
    const row = rowOf(act, input, place)
    await insertEmulationModels(trx, [row])
    await recordEvent(trx, act, {
      organisationId: place.organisationId,
      act: 'register_model',
      subjectType: 'emulation_model',
      subjectId: row.id,
      appointmentId: place.holding.id,
      payload: imageOfModel(row),
    })
    return row.id
  })
}

/** Mends a registration until it is decided on; the event holds the hash of what it says now. */
export async function correctModel(
  db: Db,
  act: Act,
  change: { id: string; version: number; input: ModelInput },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { model, actor } = await modelFor(trx, act, change.id)
    const holding = registrarOf(actor, model)
    if (!holding) throw new NotAllowed('refusal.role.correct_model')
    if (!isUndecided(model)) throw new WrongState(model.state, 'correct_model')
    const place = await placeOf(trx, act, change.input.unitId)
    if (place.organisationId !== model.organisation_id) throw new Invalid({ unitId: 'error.required.unitId' })
    const check = fieldCheck()
    checkModel(check, change.input)
    check.done()
    await refuseTwins(trx, change.input, [change.input], model.id)
    const columns = columnsOf(change.input)
    if (!(await updateEmulationModel(trx, { ...model, version: change.version }, columns)))
      throw new Conflict(model)
    await recordModelEvent(trx, act, { ...model, ...columns }, holding, 'correct_model', {})
    return model.id
  })
}

/** The model as the person of the act may see it. @throws NotFound */
export async function modelFor(
  db: Db,
  act: Act,
  id: string,
): Promise<{ model: EmulationModelOfUnit; actor: Actor }> {
  const actor = await actorOf(db, act)
  const model = await findEmulationModelFor(db, actor, id)
  if (!model) throw new NotFound()
  return { model, actor }
}

/** By which post the person registers, mends and withdraws models of the unit. */
export function registrarOf(
  actor: Actor,
  { organisation_id, unit_path }: Pick<EmulationModelOfUnit, 'organisation_id' | 'unit_path'>,
): Holding | undefined {
  const head = actor.holdings.find(held => held.role === 'unit_head' && unit_path.startsWith(held.unit_path))
  return head ?? holdingOver(actor, 'secretary', organisation_id)
}

export function isUndecided({ state }: Pick<EmulationModel, 'state'>): boolean {
  return state === 'registered' || state === 'checked'
}

/** One event of a model: ids, codes, dates and hashes (DECISIONS 5). */
export async function recordModelEvent(
  db: Db,
  act: Act,
  model: EmulationModel,
  holding: Holding,
  name: string,
  record: Record<string, unknown>,
): Promise<void> {
  await recordEvent(db, act, {
    organisationId: model.organisation_id,
    act: name,
    subjectType: 'emulation_model',
    subjectId: model.id,
    appointmentId: holding.id,
    payload: { ...imageOfModel(model), ...record },
  })
}

export interface ModelPlace {
  organisationId: string
  unitId: string
  holding: Holding
}

/** The unit for which is registered, and by which post. @throws Invalid, NotAllowed */
export async function placeOf(db: Db, act: Act, unitId: string): Promise<ModelPlace> {
  const actor = await actorOf(db, act)
  const unit = unitId ? await findUnit(db, unitId) : undefined
  if (!actor.holdings.some(held => held.role === 'unit_head' || held.role === 'secretary'))
    throw new NotAllowed('refusal.role.register_model')
  if (!unit) throw new Invalid({ unitId: 'error.required.unitId' })
  const organisationId = await findOrganisationOf(db, unit.path)
  const holding = registrarOf(actor, { organisation_id: organisationId, unit_path: unit.path })
  if (!holding) throw new NotAllowed('refusal.role.register_model')
  return { organisationId, unitId: unit.id, holding }
}
