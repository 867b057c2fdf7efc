import type { FastifyRequest } from 'fastify'
import {
  countEmulationModels,
  type EmulationModelOfUnit,
  listEmulationModels,
  listEmulationModelYears,
} from '../../data/emulation-model.ts'
import type { Db } from '../../data/schema.ts'
import { mostModelsLinked } from '../../domain/emulation-model-link.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { LinkPart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { kindCounts } from './emulation-model-list.ts'
import { modelListHref } from './emulation-model-query.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'emulation-model/link': ModelLinkPage
    'emulation-model/linked': ModelsLinked
  }
}

interface ModelLinkPage {
  trail: (LinkPart | { label: string })[]
  title: string
  lead: string
  years: { label: string; items: (LinkPart & { current: boolean })[] }
  form: FormPart | null
}

/** What a page says of the models it points to; `null` where there are none and none can be linked. */
export interface ModelsLinked {
  text: string
  links: LinkPart[]
}

export const linkFields: FieldDescriptor[] = [
  { name: 'models', kind: 'checks', labelKey: 'field.models' },
  { name: 'shown', kind: 'hidden' },
  { name: 'year', kind: 'hidden' },
]

/** A recommendation or a task to which models are linked. */
export interface LinkSubject {
  href: string
  label: string
  trail: (LinkPart | { label: string })[]
  filter: { recommendationId: string } | { taskId: string }
}

/** Boxes for the models of one year, those that are linked ticked. */
export async function modelLinkPage(
  db: Db,
  request: FastifyRequest,
  subject: LinkSubject,
  state: { year: number; sent?: Form; failure?: Failure },
): Promise<FormPage> {
  const { actor, t } = request
  const { year, sent, failure } = state
  const years = [...new Set([year, ...(await listEmulationModelYears(db, actor))])].sort((a, b) => b - a)
  const known = await listEmulationModels(db, actor, { filter: { year }, limit: mostModelsLinked })
  const linked = await listEmulationModels(db, actor, {
    filter: { year, ...subject.filter },
    limit: mostModelsLinked,
  })
  const ticked = linked.rows.map(row => row.id)
  const rows = known.rows.filter(row => row.state !== 'withdrawn' || ticked.includes(row.id))
  const title = t('page.models.link')
  const form = rows.length > 0 ? formOf(request, subject, { rows, ticked, year, sent, failure }) : null
  const items = years.map(one => ({
    label: String(one),
    href: `${subject.href}/models?year=${one}`,
    current: one === year,
  }))
  const data = {
    trail: [...subject.trail, { label: title }],
    title,
    lead: t('page.models.link.lead', { subject: subject.label }),
    years: { label: t('field.modelYear'), items },
    form,
  }
  return { view: 'emulation-model/link', data, options: { title, nav: 'inspections' } }
}

interface LinkState {
  rows: EmulationModelOfUnit[]
  ticked: string[]
  year: number
  sent: Form | undefined
  failure: Failure | undefined
}

function formOf({ t }: FastifyRequest, subject: LinkSubject, state: LinkState): FormPart {
  const { rows, ticked, year, sent, failure } = state
  const options = rows.map(row => ({
    value: row.id,
    label: row.name,
    hint: t('page.models.link.option', {
      kind: t(`model.kind.${row.kind}`),
      registrant: row.registrant,
      unit: row.unit_name,
      state: t(`model.state.${row.state}`),
    }),
  }))
  const [models] = linkFields as [FieldDescriptor]
  const value = sent ? sent.list('models') : ticked
  const fields = fill([{ ...models, options, required: true }], { models: value }, failure?.errors)
  return {
    id: 'model-link-form',
    action: `${subject.href}/models`,
    actId: actIdFor(sent),
    fields,
    // What was ticked when the page was made: only what this person changes is changed.
    hidden: { shown: ticked.join(' '), year },
    submit: t('page.models.save'),
    cancel: { label: t('page.models.cancel'), href: subject.href },
    errors: [...(failure?.summary ?? []), ...strayErrors(fields, failure?.errors ?? {})],
  }
}

/** How many models of each kind a recommendation or task points to, with the way to them. */
export async function modelsLinked(
  db: Db,
  request: FastifyRequest,
  subject: { recommendationId: string } | { taskId: string },
  { mayLink, words }: { mayLink: boolean; words: Words },
): Promise<ModelsLinked | null> {
  const { actor, t } = request
  const counts = await countEmulationModels(db, actor, subject)
  const total = counts.collective + counts.individual + counts.authority
  if (total === 0 && !mayLink) return null
  const isTask = 'taskId' in subject
  const choice = isTask ? { task: subject.taskId } : { recommendation: subject.recommendationId }
  const path = isTask ? `/tasks/${subject.taskId}` : `/recommendations/${subject.recommendationId}`
  return {
    text: total === 0 ? t('page.models.linked.none') : kindCounts(counts, words),
    links: [
      ...(total > 0 ? [{ label: t('page.models.linked.open'), href: modelListHref(choice) }] : []),
      ...(mayLink ? [{ label: t('page.models.link'), href: `${path}/models` }] : []),
    ],
  }
}
