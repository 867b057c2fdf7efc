import type { EmulationModelOfUnit } from '../../data/emulation-model.ts'
import type { ModelsInput } from '../../domain/emulation-model-batch.ts'
import { type ModelInput, modelFields, modelKinds } from '../../domain/emulation-model-check.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import type { Form } from './form.ts'

export const headFields = [
  { name: 'modelKind', kind: 'radio', labelKey: 'field.modelKind', required: true },
  { name: 'modelField', kind: 'select', labelKey: 'field.modelField', emptyKey: 'ui.choose', required: true },
  { name: 'unitId', kind: 'select', labelKey: 'field.modelUnit', emptyKey: 'ui.choose', required: true },
  {
    name: 'year',
    kind: 'number',
    labelKey: 'field.modelYear',
    required: true,
    inputmode: 'numeric',
    width: 's',
  },
] as const satisfies FieldDescriptor[]

const nameFields = [
  { name: 'name', kind: 'line', labelKey: 'field.modelName', hintKey: 'hint.modelName', required: true },
  {
    name: 'registrant',
    kind: 'line',
    labelKey: 'field.registrant',
    hintKey: 'hint.registrant',
    required: true,
  },
] as const satisfies FieldDescriptor[]

const long = (name: string, hintKey?: string): FieldDescriptor => ({
  name,
  kind: 'text',
  labelKey: `field.model.${name}`,
  rows: 3,
  ...(hintKey ? { hintKey } : {}),
})

const wayFields: FieldDescriptor[] = [
  long('situation'),
  long('aim', 'hint.model.aim'),
  long('content'),
  long('beneficiaries'),
  long('forces', 'hint.model.forces'),
  long('resources'),
]
const timeFields: FieldDescriptor[] = [
  { name: 'fromOn', kind: 'date', labelKey: 'field.model.fromOn' },
  { name: 'toOn', kind: 'date', labelKey: 'field.model.toOn' },
  { name: 'evaluateOn', kind: 'date', labelKey: 'field.model.evaluateOn' },
]
const endFields: FieldDescriptor[] = [long('output', 'hint.model.output'), long('upkeep')]

/** One registration, in the order of the registers' own forms (DOMAIN §2.2). */
export const modelGroups = [
  { legendKey: 'page.model.group.who', fields: [...headFields, ...nameFields] },
  { legendKey: 'page.model.group.way', fields: wayFields },
  { legendKey: 'page.model.group.time', fields: timeFields },
  { legendKey: 'page.model.group.end', fields: endFields },
] as const satisfies { legendKey: string; fields: readonly FieldDescriptor[] }[]

export const modelFormFields: FieldDescriptor[] = modelGroups.flatMap<FieldDescriptor>(group => group.fields)

export const severalFields: FieldDescriptor[] = [
  ...headFields,
  {
    name: 'lines',
    kind: 'text',
    labelKey: 'field.modelLines',
    hintKey: 'hint.modelLines',
    required: true,
    rows: 12,
  },
]
/** `edit` goes back from the page that asks to confirm. */
export const severalSteps: FieldDescriptor[] = [
  { name: 'confirmed', kind: 'hidden' },
  { name: 'step', kind: 'hidden' },
]

export function modelInput(form: Form): ModelInput {
  return {
    ...headInput(form),
    name: form.line('name'),
    registrant: form.line('registrant'),
    situation: form.text('situation'),
    aim: form.text('aim'),
    content: form.text('content'),
    beneficiaries: form.text('beneficiaries'),
    forces: form.text('forces'),
    resources: form.text('resources'),
    fromOn: form.date('fromOn'),
    toOn: form.date('toOn'),
    evaluateOn: form.date('evaluateOn'),
    output: form.text('output'),
    upkeep: form.text('upkeep'),
  }
}

export function modelsInput(form: Form): ModelsInput {
  return { ...headInput(form), lines: form.text('lines') }
}

function headInput(form: Form) {
  return {
    unitId: form.id('unitId') ?? '',
    year: form.number('year'),
    kind: form.line('modelKind'),
    field: form.line('modelField'),
  }
}

/** The fields with the choices that only the request can tell. */
export function withChoices(
  fields: readonly FieldDescriptor[],
  units: FieldOption[],
  t: Translate,
): FieldDescriptor[] {
  const options: Record<string, FieldOption[]> = {
    modelKind: modelKinds.map(value => ({ value, label: t(`model.kind.${value}`) })),
    modelField: modelFields.map(value => ({ value, label: t(`model.field.${value}`) })),
    unitId: units,
  }
  return fields.map(field => (options[field.name] ? { ...field, options: options[field.name] ?? [] } : field))
}

export function storedModel(model: EmulationModelOfUnit): Record<string, string | number> {
  const date = (day: string | null) => (day ? formatDate(day) : '')
  return {
    modelKind: model.kind,
    modelField: model.field,
    unitId: model.unit_id,
    year: model.year,
    name: model.name,
    registrant: model.registrant,
    situation: model.situation,
    aim: model.aim,
    content: model.content,
    beneficiaries: model.beneficiaries,
    forces: model.forces,
    resources: model.resources,
    fromOn: date(model.from_on),
    toOn: date(model.to_on),
    evaluateOn: date(model.evaluate_on),
    output: model.output,
    upkeep: model.upkeep,
  }
}
