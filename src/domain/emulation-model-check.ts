import { type EmulationModel, listSameEmulationModels } from '../data/emulation-model.ts'
import type { Db, NewRow, Row } from '../data/schema.ts'
import { fold } from '../lib/fold.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { Invalid } from './errors.ts'
import type { Act } from './event.ts'
import type { FieldCheck } from './field-check.ts'

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

/** What is told of a model in paragraphs, in the order of the form. */
export const modelParagraphs = [
  'situation',
  'aim',
  'content',
  'beneficiaries',
  'forces',
  'resources',
  'output',
  'upkeep',
] as const

/** What is asked of every registration; the long answers may come later. */
export function checkModel(check: FieldCheck, input: ModelInput): void {
  const { year, kind, field, fromOn, toOn } = input
  check.text('name', input.name, 'line')
  check.text('registrant', input.registrant, 'line')
  check.refuseIf(!Number.isInteger(year) || year < 2000 || year > 2100, 'year', 'error.model_year')
  check.refuseIf(!modelKinds.some(one => one === kind), 'modelKind', 'error.required.modelKind')
  check.refuseIf(!modelFields.some(one => one === field), 'modelField', 'error.required.modelField')
  for (const name of modelParagraphs) check.text(name, input[name], 'paragraph', false)
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

/** The row of a registration that is made now. */
export function rowOf(
  act: Act,
  input: ModelInput,
  place: { organisationId: string },
): Row<'emulation_model'> {
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

export function columnsOf(input: ModelInput) {
  return {
    unit_id: input.unitId,
    year: input.year,
    kind: input.kind as EmulationModel['kind'],
    field: input.field as EmulationModel['field'],
    name: input.name,
    registrant: input.registrant,
    ...(Object.fromEntries(modelParagraphs.map(name => [name, input[name]])) as Record<
      (typeof modelParagraphs)[number],
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
  const words = [model.name, model.registrant, ...modelParagraphs.map(name => model[name])]
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
