import { type Static, Type } from 'typebox'
import type {
  EmulationModel,
  EmulationModelCursor,
  EmulationModelFilter,
} from '../../data/emulation-model.ts'
import { modelFields, modelKinds } from '../../domain/emulation-model-check.ts'
import { normaliseLine } from '../../lib/fold.ts'
import { isId } from '../../lib/id.ts'

export const modelStates = ['registered', 'checked', 'recognised', 'not_recognised', 'withdrawn'] as const

const word = Type.Optional(Type.String({ maxLength: 200 }))

export const modelQuerySchema = Type.Object(
  {
    q: word,
    year: word,
    kind: word,
    field: word,
    state: word,
    unit: word,
    recommendation: word,
    task: word,
    after: word,
    before: word,
  },
  { additionalProperties: true },
)
export type ModelQuery = Static<typeof modelQuerySchema>

/** What was asked of the register, as far as it makes sense. */
export interface ModelChoice {
  q: string
  year: string
  kind: string
  field: string
  state: string
  unit: string
  recommendation: string
  task: string
  cursor: EmulationModelCursor | undefined
}

export function readModelQuery(query: ModelQuery): ModelChoice {
  const oneOf = (all: readonly string[], value = '') => (all.includes(value) ? value : '')
  const id = (value: string | undefined) => (isId(value) ? (value as string) : '')
  return {
    q: normaliseLine(query.q ?? ''),
    year: /^\d{4}$/.test(query.year ?? '') ? (query.year as string) : '',
    kind: oneOf(modelKinds, query.kind),
    field: oneOf(modelFields, query.field),
    state: oneOf(modelStates, query.state),
    unit: id(query.unit),
    recommendation: id(query.recommendation),
    task: id(query.task),
    cursor: cursorOf(query.after, false) ?? cursorOf(query.before, true),
  }
}

export function modelFilterOf(choice: ModelChoice): EmulationModelFilter {
  return {
    year: choice.year === '' ? undefined : Number(choice.year),
    kind: (choice.kind || undefined) as EmulationModel['kind'] | undefined,
    field: (choice.field || undefined) as EmulationModel['field'] | undefined,
    state: (choice.state || undefined) as EmulationModel['state'] | undefined,
    unitId: choice.unit || undefined,
    words: choice.q,
    recommendationId: choice.recommendation || undefined,
    taskId: choice.task || undefined,
  }
}

/** The same register from another place on, or with another choice. */
export function modelListHref(
  choice: Partial<ModelChoice>,
  place?: { row: Pick<EmulationModel, 'id' | 'year'>; newer: boolean },
): string {
  const query = new URLSearchParams()
  for (const name of ['q', 'year', 'kind', 'field', 'state', 'unit', 'recommendation', 'task'] as const) {
    if (choice[name]) query.set(name, choice[name])
  }
  if (place) query.set(place.newer ? 'before' : 'after', `${place.row.year}~${place.row.id}`)
  const text = query.toString()
  return text === '' ? '/emulation-models' : `/emulation-models?${text}`
}

function cursorOf(text: string | undefined, newer: boolean): EmulationModelCursor | undefined {
  const [year = '', id = ''] = (text ?? '').split('~')
  return /^\d{4}$/.test(year) && isId(id) ? { year: Number(year), id, newer } : undefined
}
