import type { FastifyRequest } from 'fastify'
import type { EmulationModelOfUnit } from '../../data/emulation-model.ts'
import type { Db } from '../../data/schema.ts'
import { listUnitChoices } from '../../data/task-choice.ts'
import type { ModelInput } from '../../domain/emulation-model-check.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FieldOption, FormPart } from '../../render/form.ts'
import type { LinkPart, TablePart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { modelGroups, severalFields, storedModel, withChoices } from '../forms/emulation-model.ts'
import type { ModelStepForm } from '../forms/emulation-model-step.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { modelTrail } from './emulation-model-page.ts'

declare module '../../render/views.ts' {
  interface Views {
    'emulation-model/form': EmulationModelFormPage
    'emulation-model/check': EmulationModelFormPage & { table: TablePart }
  }
}

interface EmulationModelFormPage {
  trail: (LinkPart | { label: string })[]
  title: string
  lead: string
  form: FormPart
}

export interface Again {
  sent?: Form | undefined
  failure?: Failure | undefined
}

/** The form of one registration, new or to be mended. */
export async function modelFormPage(
  db: Db,
  request: FastifyRequest,
  model: EmulationModelOfUnit | undefined,
  again: Again,
): Promise<FormPage> {
  const { t } = request
  const units = await unitsToRegister(db, request)
  const values = again.sent?.typed ?? (model ? storedModel(model) : firstValues(request, units))
  const groups = modelGroups.map(({ legendKey, fields }) => ({
    legendKey,
    fields: fill(withChoices(fields, units, t), values, again.failure?.errors),
  }))
  const title = t(model ? 'model.act.correct_model' : 'page.models.new')
  const href = model ? `/emulation-models/${model.id}` : '/emulation-models'
  return pageOf(request, title, t('page.models.new.lead'), {
    ...formBase(
      again,
      model?.version,
      groups.flatMap(group => group.fields),
    ),
    id: 'model-form',
    action: model ? `${href}/correction` : '/emulation-models/new',
    groups,
    submit: t(model ? 'page.models.save' : 'page.models.submit'),
    cancel: { label: t('page.models.cancel'), href },
  })
}

/** Several at once: the heads that all share, and a line for each. */
export async function severalFormPage(db: Db, request: FastifyRequest, again: Again): Promise<FormPage> {
  const { t } = request
  const units = await unitsToRegister(db, request)
  const values = again.sent?.typed ?? firstValues(request, units)
  const fields = fill(withChoices(severalFields, units, t), values, again.failure?.errors)
  return pageOf(request, t('page.models.several'), t('page.models.several.lead'), {
    ...formBase(again, undefined, fields),
    id: 'models-form',
    action: '/emulation-models/several',
    fields,
    submit: t('page.act.next'),
    cancel: { label: t('page.models.cancel'), href: '/emulation-models' },
  })
}

/** What the lines were read as, before anything is saved. */
export function severalCheckPage(
  request: FastifyRequest,
  models: readonly ModelInput[],
  sent: Form,
): FormPage {
  const { t } = request
  const [first] = models as [ModelInput]
  const kind = t(`model.kind.${first.kind as EmulationModelOfUnit['kind']}`)
  const title = t('page.models.several.check', { count: models.length, kind: kind.toLowerCase() })
  const table: TablePart = {
    id: 'models',
    caption: title,
    columns: [{ label: t('page.models.column.model'), card: 'title' }, { label: t('field.registrant') }],
    rows: models.map((model, index) => ({ id: `line-${index + 1}`, cells: [model.name, model.registrant] })),
  }
  // The button that goes back sends a step of its own.
  const typed = Object.entries(sent.typed).filter(([name]) => name !== 'step')
  const form: FormPart = {
    id: 'models-form',
    action: '/emulation-models/several',
    actId: actIdFor(sent),
    hidden: { ...Object.fromEntries(typed), confirmed: '1' },
    groups: [],
    submit: t('page.models.submit.several', { count: models.length }),
    others: [{ label: t('page.models.several.edit'), kind: 'text', name: 'step', value: 'edit' }],
  }
  const data = { trail: modelTrail(t, title), title, lead: t('page.models.several.check.lead'), form, table }
  return { view: 'emulation-model/check', data, options: { title, nav: 'inspections' } }
}

/** The form of what follows a registration. */
export function stepFormPage(
  request: FastifyRequest,
  model: EmulationModelOfUnit,
  step: ModelStepForm,
  again: Again,
): FormPage {
  const { t, occasion } = request
  const options = (name: string) =>
    step.choices?.[name]?.map(({ value, key }): FieldOption => ({ value, label: t(key) }))
  const fields = fill(
    step.fields.map(field => ({
      ...field,
      ...(options(field.name) ? { options: options(field.name) ?? [] } : {}),
    })),
    again.sent?.typed ?? { checkedOn: formatDate(occasion.today), decidedOn: formatDate(occasion.today) },
    again.failure?.errors,
  )
  const href = `/emulation-models/${model.id}`
  const lead = `${model.name}, ${model.registrant}. ${t(step.leadKey)}`
  return pageOf(request, t(step.titleKey), lead, {
    ...formBase(again, model.version, fields),
    id: 'model-step-form',
    action: `${href}/${step.path}`,
    fields,
    submit: t(step.titleKey),
    cancel: { label: t('page.models.cancel'), href },
  })
}

function formBase({ sent, failure }: Again, version: number | undefined, fields: readonly FieldDescriptor[]) {
  const stored = version === undefined ? {} : { version: sent && !failure?.conflict ? sent.version : version }
  const errors = [...(failure?.summary ?? []), ...strayErrors(fields, failure?.errors ?? {})]
  return { actId: actIdFor(sent), errors, ...stored }
}

function pageOf({ t }: FastifyRequest, title: string, lead: string, form: FormPart): FormPage {
  const data = { trail: modelTrail(t, title), title, lead, form }
  return { view: 'emulation-model/form', data, options: { title, nav: 'inspections' } }
}

/** Units for which the person may register: their own, or all of the organisation for a secretary. */
async function unitsToRegister(db: Db, { actor }: FastifyRequest): Promise<FieldOption[]> {
  const paths = actor.holdings.filter(held => held.role === 'unit_head').map(held => held.unit_path)
  const isSecretary = actor.holdings.some(held => held.role === 'secretary')
  const units = await listUnitChoices(db, actor)
  return units
    .filter(unit => isSecretary || paths.some(path => unit.path.startsWith(path)))
    .map(({ id, name }) => ({ value: id, label: name }))
}

function firstValues({ occasion }: FastifyRequest, units: FieldOption[]): Record<string, string> {
  const [only] = units
  return { year: occasion.today.slice(0, 4), unitId: units.length === 1 && only ? only.value : '' }
}
