import type { Actor, Holding } from '../data/actor.ts'
import {
  type EmulationModel,
  type EmulationModelOfUnit,
  findEmulationModelFor,
  insertEmulationModels,
  listSameEmulationModels,
  updateEmulationModel,
} from '../data/emulation-model.ts'
import type { Db, NewRow, Row } from '../data/schema.ts'
import { findOrganisationOf, findUnit } from '../data/unit.ts'
import { fold } from '../lib/fold.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { holdingOver } from './authority.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { type FieldCheck, fieldCheck } from './field-check.ts'
import { actorOf } from './office-authority.ts'

export const modelKinds = ['collective', 'individual', 'authority'] as const
export const modelFields = ['economy', 'society', 'defence', 'politics'] as const

/** What a registration of DOMAIN §2.2 says. */
export interface ModelInput {
  unitId: string
  year: number
  kind: string
  field: string
  name: string
  registrant: string
  situation: string
  aim: string
  content: string
  beneficiaries: string
  forces: string
  resources: string
  fromOn: string | null
  toOn: string | null
  evaluateOn: string | null
  output: string
  upkeep: string
}

const paragraphs = [
  'situation',
  'aim',
  'content',
  'beneficiaries',
  'forces',
  'resources',
  'output',
  'upkeep',
] as const

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

/** What is asked of every registration; the long answers may come later. */
export function checkModel(check: FieldCheck, input: ModelInput): void {
  const { year, kind, field, fromOn, toOn } = input
  check.text('name', input.name, 'line')
  check.text('registrant', input.registrant, 'line')
  check.refuseIf(!Number.isInteger(year) || year < 2000 || year > 2100, 'year', 'error.model_year')
  check.refuseIf(!modelKinds.some(one => one === kind), 'modelKind', 'error.required.modelKind')
  check.refuseIf(!modelFields.some(one => one === field), 'modelField', 'error.required.modelField')
  for (const name of paragraphs) check.text(name, input[name], 'paragraph', false)
  check.date('fromOn', fromOn, false)
  check.date('toOn', toOn, false)
  check.date('evaluateOn', input.evaluateOn, false)
  check.refuseIf(Boolean(fromOn && toOn && toOn < fromOn), 'toOn', 'error.to_before_from')
}

/** The same registrant's model of that name is in the register already. @throws Invalid */
export async function refuseTwins(
  db: Db,
  like: Pick<ModelInput, 'unitId' | 'year' | 'kind'>,
  models: Pick<ModelInput, 'name' | 'registrant'>[],
  besidesId?: string,
): Promise<void> {
  const kind = like.kind as EmulationModel['kind']
  const known = await listSameEmulationModels(db, { unit_id: like.unitId, year: like.year, kind })
  const taken = new Set(known.filter(one => one.id !== besidesId).map(twinKey))
  const twin = models.find(model => taken.has(twinKey(model)))
  if (twin) throw new Invalid({ name: { key: 'error.model_twin', values: { name: twin.name } } })
}

export function twinKey({ name, registrant }: Pick<ModelInput, 'name' | 'registrant'>): string {
  return `${fold(name)}\n${fold(registrant)}`
}

export function rowOf(act: Act, input: ModelInput, place: ModelPlace): Row<'emulation_model'> {
  return {
    id: newId(),
    organisation_id: place.organisationId,
    ...columnsOf(input),
    state: 'registered',
    checked_on: null,
    checked_by: '',
    finding: '',
    decision_no: '',
    decided_on: null,
    reason: '',
    registered_on: act.occasion.today,
    registered_by: act.personId ?? '',
    created_at: act.occasion.at,
    version: 1,
  }
}

function columnsOf(input: ModelInput) {
  return {
    unit_id: input.unitId,
    year: input.year,
    kind: input.kind as EmulationModel['kind'],
    field: input.field as EmulationModel['field'],
    name: input.name,
    registrant: input.registrant,
    ...(Object.fromEntries(paragraphs.map(name => [name, input[name]])) as Record<
      (typeof paragraphs)[number],
      string
    >),
    from_on: input.fromOn || null,
    to_on: input.toOn || null,
    evaluate_on: input.evaluateOn || null,
    folded: fold(`${input.name} ${input.registrant}`),
  }
}

export function imageOfModel(model: NewRow<'emulation_model'>): Record<string, unknown> {
  const { id, unit_id, year, kind, field, state, from_on, to_on, evaluate_on } = model
  const words = [model.name, model.registrant, ...paragraphs.map(name => model[name])]
  return {
    id,
    unit_id,
    year,
    kind,
    field,
    state,
    from_on,
    to_on,
    evaluate_on,
    words_sha256: sha256(words.join('\n')),
  }
}
