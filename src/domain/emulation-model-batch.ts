import { insertEmulationModels } from '../data/emulation-model.ts'
import type { Db } from '../data/schema.ts'
import { normaliseLine } from '../lib/fold.ts'
import { type ModelPlace, placeOf } from './emulation-model.ts'
import { checkModel, type ModelInput, refuseTwins, rowOf, twinKey } from './emulation-model-check.ts'
import { Invalid } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck, textLimits } from './field-check.ts'

/** Models of one kind, field and year that are registered in one go, one a line. */
export interface ModelsInput extends Pick<ModelInput, 'unitId' | 'year' | 'kind' | 'field'> {
  /** "name; registrant" a line; a tab or | parts them too, as tables are pasted. */
  lines: string
}

/** As many as one form takes. */
export const mostModelsAtOnce = 100

/** What the lines say, checked as if it were saved: all of it or nothing. @throws NotAllowed, Invalid with the line */
export async function readModels(
  db: Db,
  act: Act,
  input: ModelsInput,
): Promise<{ models: ModelInput[]; place: ModelPlace }> {
  const place = await placeOf(db, act, input.unitId)
  const models = modelsOf(input)
  const check = fieldCheck()
  // The heads are the same for all: they are checked with the first line, or alone.
  checkModel(check, { ...empty, ...input, name: '-', registrant: '-' })
  check.refuseIf(models.length === 0, 'lines', 'error.required.lines')
  const values = { count: models.length, max: mostModelsAtOnce }
  check.refuseIf(models.length > mostModelsAtOnce, 'lines', { key: 'error.too_many_models', values })
  const seen = new Set<string>()
  for (const [index, model] of models.entries()) {
    const line = { line: index + 1 }
    const isLong = model.name.length > textLimits.line || model.registrant.length > textLimits.line
    const isWhole = model.name !== '' && model.registrant !== ''
    check.refuseIf(!isWhole, 'lines', { key: 'error.model_line', values: line })
    check.refuseIf(isLong, 'lines', {
      key: 'error.model_line_long',
      values: { ...line, max: textLimits.line },
    })
    check.refuseIf(seen.has(twinKey(model)), 'lines', { key: 'error.model_line_twice', values: line })
    seen.add(twinKey(model))
  }
  check.done()
  await refuseTwins(db, input, models).catch(error => {
    throw error instanceof Invalid && error.fields.name ? new Invalid({ lines: error.fields.name }) : error
  })
  return { models, place }
}

/** Registers all the lines, or none; one event names them all. */
export async function registerModels(db: Db, act: Act, input: ModelsInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { models, place } = await readModels(trx, act, input)
    const rows = models.map(model => rowOf(act, model, place))
    await insertEmulationModels(trx, rows)
    const [first] = rows as [(typeof rows)[number]]
    const { unitId: unit_id, year, kind, field } = input
    await recordEvent(trx, act, {
      organisationId: place.organisationId,
      act: 'register_models',
      subjectType: 'emulation_model',
      subjectId: first.id,
      appointmentId: place.holding.id,
      payload: { unit_id, year, kind, field, model_ids: rows.map(row => row.id) },
    })
    return first.id
  })
}

function modelsOf({ lines, unitId, year, kind, field }: ModelsInput): ModelInput[] {
  return lines
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const cut = line.search(/[;|\t]/)
      const [name, registrant] = cut < 0 ? [line, ''] : [line.slice(0, cut), line.slice(cut + 1)]
      const named = {
        name: normaliseLine(name),
        registrant: normaliseLine(registrant.replaceAll(/[;|\t]/g, ' ')),
      }
      return { ...empty, unitId, year, kind, field, ...named }
    })
}

const empty = {
  situation: '',
  aim: '',
  content: '',
  beneficiaries: '',
  forces: '',
  resources: '',
  fromOn: null,
  toOn: null,
  evaluateOn: null,
  output: '',
  upkeep: '',
}
