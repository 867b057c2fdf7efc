import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type EmulationModelOfUnit, findEmulationModelFor } from '../../data/emulation-model.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { correctModel, isUndecided, registerModel, registrarOf } from '../../domain/emulation-model.ts'
import { readModels, registerModels } from '../../domain/emulation-model-batch.ts'
import { modelSteps } from '../../domain/emulation-model-verdict.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import {
  modelFormFields,
  modelInput,
  modelsInput,
  severalFields,
  severalSteps,
} from '../forms/emulation-model.ts'
import { modelStepForms } from '../forms/emulation-model-step.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import {
  modelFormPage,
  severalCheckPage,
  severalFormPage,
  stepFormPage,
} from '../pages/emulation-model-form.ts'
import { emulationModelIndex } from '../pages/emulation-model-list.ts'
import { emulationModelShow } from '../pages/emulation-model-page.ts'
import { type ModelQuery, modelQuerySchema, readModelQuery } from '../pages/emulation-model-query.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

interface ById {
  Params: { id: string }
}

const registrars = { policy: ['secretary', 'unit_head'] } as const
const notNow = { key: 'flash.act.not_now', kind: 'problem' } as const

/** The register of "Dân vận khéo" models (DOMAIN §2.2). */
export async function emulationModelRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database
  const readers = { config: { policy: rolesOf('inspections') } }

  app.get<{ Querystring: ModelQuery }>(
    '/emulation-models',
    { ...readers, schema: { querystring: modelQuerySchema } },
    async (request, reply) => {
      const words = wordsFor(request, await findCalendar(reader))
      const data = await emulationModelIndex(reader, request, readModelQuery(request.query), words)
      return reply.page('emulation-model/index', data, {
        title: request.t('page.models.title'),
        nav: 'inspections',
      })
    },
  )

  app.get('/emulation-models/new', { config: registrars }, async (request, reply) =>
    show(reply, await modelFormPage(reader, request, undefined, {})),
  )

  app.post(
    '/emulation-models/new',
    { config: registrars, schema: { body: bodySchema(modelFormFields) } },
    (request, reply) => {
      const sent = readForm(modelFormFields, request.body)
      return answerForm(request, reply, {
        act: () => registerModel(writer, actOf(request, sent), modelInput(sent)),
        done: ({ subjectId }) => ({
          to: `/emulation-models/${subjectId}`,
          flash: { key: 'flash.model.registered' },
        }),
        again: failure => modelFormPage(reader, request, undefined, { sent, failure }),
      })
    },
  )

  app.get('/emulation-models/several', { config: registrars }, async (request, reply) =>
    show(reply, await severalFormPage(reader, request, {})),
  )

  const severalBody = [...severalFields, ...severalSteps]
  app.post(
    '/emulation-models/several',
    { config: registrars, schema: { body: bodySchema(severalBody) } },
    async (request, reply) => {
      const sent = readForm(severalBody, request.body)
      if (sent.line('step') === 'edit') return show(reply, await severalFormPage(reader, request, { sent }))
      const act = actOf(request, sent)
      const input = modelsInput(sent)
      const asks = sent.line('confirmed') !== '1'
      return answerForm(request, reply, {
        act: async () => {
          const { models } = asks ? await readModels(reader, act, input) : { models: [] }
          if (!asks) await registerModels(writer, act, input)
          return models
        },
        ask: async models => (asks ? severalCheckPage(request, models, sent) : undefined),
        done: () => ({
          to: `/emulation-models?year=${input.year}`,
          flash: { key: 'flash.model.registered_all' },
        }),
        again: failure => severalFormPage(reader, request, { sent, failure }),
      })
    },
  )

  app.get<ById>('/emulation-models/:id', readers, async (request, reply) => {
    const model = await known(request)
    const data = await emulationModelShow(
      reader,
      request,
      model,
      wordsFor(request, await findCalendar(reader)),
    )
    return reply.page('emulation-model/show', data, { title: model.name, nav: 'inspections' })
  })

  app.get<ById>('/emulation-models/:id/correction', { config: registrars }, async (request, reply) => {
    const model = await known(request)
    if (!registrarOf(request.actor, model)) throw new NotAllowed('refusal.role.correct_model')
    if (!isUndecided(model)) return reply.seeOther(`/emulation-models/${model.id}`, notNow)
    return show(reply, await modelFormPage(reader, request, model, {}))
  })

  app.post<ById>(
    '/emulation-models/:id/correction',
    { config: registrars, schema: { body: bodySchema(modelFormFields) } },
    async (request, reply) => {
      const { id } = await known(request)
      const sent = readForm(modelFormFields, request.body)
      const { version } = sent
      return answerForm(request, reply, {
        act: () => correctModel(writer, actOf(request, sent), { id, version, input: modelInput(sent) }),
        done: () => ({ to: `/emulation-models/${id}`, flash: { key: 'flash.model.saved' } }),
        again: async failure => modelFormPage(reader, request, await known(request), { sent, failure }),
      })
    },
  )

  for (const step of modelStepForms) {
    const url = `/emulation-models/:id/${step.path}`
    const policy = step.step === 'withdraw_model' ? registrars : ({ policy: ['leader', 'verifier'] } as const)

    app.get<ById>(url, { config: policy }, async (request, reply) => {
      const model = await known(request)
      const rule = modelSteps[step.step]
      if (!rule.who(request.actor, model)) throw new NotAllowed(`refusal.role.${step.step}`)
      if (!rule.from(model)) return reply.seeOther(`/emulation-models/${model.id}`, notNow)
      return show(reply, stepFormPage(request, model, step, {}))
    })

    app.post<ById>(
      url,
      { config: policy, schema: { body: bodySchema(step.fields) } },
      async (request, reply) => {
        const { id } = await known(request)
        const sent = readForm(step.fields, request.body)
        return answerForm(request, reply, {
          act: () => step.run(writer, actOf(request, sent), id, sent),
          done: () => ({ to: `/emulation-models/${id}`, flash: { key: `flash.model.${step.step}` } }),
          again: async failure => stepFormPage(request, await known(request), step, { sent, failure }),
        })
      },
    )
  }

  async function known({ params, actor }: FastifyRequest<ById>): Promise<EmulationModelOfUnit> {
    const model = isId(params.id) ? await findEmulationModelFor(reader, actor, params.id) : undefined
    if (!model) throw new NotFound()
    return model
  }
}

function show(reply: FastifyReply, { view, data, options }: FormPage): FastifyReply {
  return reply.page(view, data, options)
}
