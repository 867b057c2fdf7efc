import type { FastifyRequest } from 'fastify'
import type { EmulationModelOfUnit } from '../../data/emulation-model.ts'
import { listModelSubjects } from '../../data/emulation-model-link.ts'
import { findPerson } from '../../data/person.ts'
import type { Db } from '../../data/schema.ts'
import { isUndecided, registrarOf } from '../../domain/emulation-model.ts'
import { modelParagraphs } from '../../domain/emulation-model-check.ts'
import { modelSteps } from '../../domain/emulation-model-verdict.ts'
import { formatDate } from '../../i18n/format.ts'
import type { AnswerPart, ButtonPart, LinkPart, StatusPart } from '../../render/parts.ts'
import { modelStepForms } from '../forms/emulation-model-step.ts'
import { modelStatus } from './emulation-model-list.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'emulation-model/show': EmulationModelShow
  }
}

export interface EmulationModelShow {
  trail: (LinkPart | { label: string })[]
  title: string
  lead: string
  status: StatusPart
  acts: ButtonPart[]
  about: AnswerPart[]
  course: AnswerPart[]
  links: LinkPart[]
}

/** One model: what was registered, what came of it, and what it is evidence of. */
export async function emulationModelShow(
  db: Db,
  request: FastifyRequest,
  model: EmulationModelOfUnit,
  words: Words,
): Promise<EmulationModelShow> {
  const { t } = words
  return {
    trail: modelTrail(t, model.name),
    title: model.name,
    lead: t('page.model.lead', {
      kind: t(`model.kind.${model.kind}`),
      registrant: model.registrant,
      unit: model.unit_name,
      year: model.year,
    }),
    status: modelStatus(model, words),
    acts: actsOf(request, model),
    about: aboutOf(model, words),
    course: await courseOf(db, model, words),
    links: await linksOf(db, request, model),
  }
}

export function modelTrail(t: Words['t'], last: string): (LinkPart | { label: string })[] {
  return [
    { label: t('nav.inspections'), href: '/inspections' },
    { label: t('page.models.title'), href: '/emulation-models' },
    { label: last },
  ]
}

function actsOf({ actor, t }: FastifyRequest, model: EmulationModelOfUnit): ButtonPart[] {
  const mayCorrect = isUndecided(model) && registrarOf(actor, model) !== undefined
  const steps = modelStepForms.filter(
    ({ step }) => modelSteps[step].from(model) && modelSteps[step].who(actor, model) !== undefined,
  )
  const acts: ButtonPart[] = [
    ...(mayCorrect
      ? [{ label: t('model.act.correct_model'), href: `/emulation-models/${model.id}/correction` }]
      : []),
    ...steps.map(({ path, titleKey }) => ({
      label: t(titleKey),
      href: `/emulation-models/${model.id}/${path}`,
    })),
  ]
  // The office's own step is the one that is waited for.
  return acts.map(act => ({ ...act, kind: /check$|decision$/.test(act.href ?? '') ? 'solid' : 'line' }))
}

function aboutOf(model: EmulationModelOfUnit, { t }: Words): AnswerPart[] {
  const period = [model.from_on, model.to_on]
    .map(day => (day ? formatDate(day) : t('ui.nothing')))
    .join(' – ')
  const rows = [
    { label: t('field.modelField'), value: t(`model.field.${model.field}`) },
    ...modelParagraphs.map(name => ({ label: t(`field.model.${name}`), value: model[name] })),
    { label: t('field.model.period'), value: model.from_on || model.to_on ? period : '' },
    { label: t('field.model.evaluateOn'), value: model.evaluate_on ? formatDate(model.evaluate_on) : '' },
  ]
  return rows.filter(row => row.value !== '')
}

async function courseOf(db: Db, model: EmulationModelOfUnit, { t }: Words): Promise<AnswerPart[]> {
  const by = (await findPerson(db, model.registered_by))?.name ?? ''
  const decided = model.state === 'recognised' || model.state === 'not_recognised'
  return [
    {
      label: t('model.state.registered'),
      value: t('page.model.registered', { date: formatDate(model.registered_on), name: by }),
    },
    ...(model.checked_on
      ? [
          {
            label: t('model.state.checked'),
            value: t('page.model.checked', {
              date: formatDate(model.checked_on),
              who: model.checked_by,
              finding: model.finding,
            }),
          },
        ]
      : []),
    ...(decided && model.decided_on
      ? [
          {
            label: t(`model.state.${model.state as 'recognised' | 'not_recognised'}`),
            value: [
              model.decision_no && t('page.model.decision', { number: model.decision_no }),
              t('page.model.decided', { date: formatDate(model.decided_on) }),
              model.reason,
            ]
              .filter(Boolean)
              .join('. '),
          },
        ]
      : []),
    ...(model.state === 'withdrawn' ? [{ label: t('model.state.withdrawn'), value: model.reason }] : []),
  ]
}

async function linksOf(
  db: Db,
  { actor, t }: FastifyRequest,
  model: EmulationModelOfUnit,
): Promise<LinkPart[]> {
  const { recommendations, tasks } = await listModelSubjects(db, actor, model.id)
  return [
    ...recommendations.map(one => ({
      label: t('page.model.link.recommendation', {
        ordinal: one.ordinal,
        date: formatDate(one.held_on),
        summary: one.summary,
      }),
      href: `/recommendations/${one.id}`,
    })),
    ...tasks.map(one => ({
      label: `${t('page.task.code', { code: one.code })} ${one.title}`,
      href: `/tasks/${one.id}`,
    })),
  ]
}
