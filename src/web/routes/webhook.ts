import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findDelivery } from '../../data/webhook-delivery.ts'
import { NotFound } from '../../domain/errors.ts'
import {
  changeWebhook,
  createWebhook,
  findWebhookFor,
  renewWebhookSecret,
  setWebhookState,
  type WebhookTerms,
} from '../../domain/webhook.ts'
import { resendDelivery, tryWebhook } from '../../domain/webhook-delivery.ts'
import { isId } from '../../lib/id.ts'
import { sealKeys, webhookLabel } from '../../lib/sealed-text.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { webhookIndex, webhookShow } from '../pages/webhook.ts'
import { webhookFields } from '../pages/webhook-form.ts'
import type { AppParts } from '../parts.ts'

interface ById {
  Params: { id: string; deliveryId?: string }
}

const stateFields: FieldDescriptor[] = [{ name: 'state', kind: 'hidden' }]

/** Which other systems are told of the organisation's events: its administrator's alone (PRODUCT §1). */
export async function webhookRoutes(
  app: FastifyInstance,
  { database, config, now }: AppParts,
): Promise<void> {
  const { reader, writer } = database
  const open = { config: { policy: ['admin'] as const } }
  const post = (fields: readonly FieldDescriptor[]) => ({ ...open, schema: { body: bodySchema(fields) } })
  const hosts = config.webhookHosts
  const keys = sealKeys(config.secrets, webhookLabel)
  const terms = (): WebhookTerms => ({ hosts, keys, now: now() })

  app.get('/admin/webhooks', open, async (request, reply) =>
    show(reply, await webhookIndex(reader, request, hosts)),
  )

  /** The secret is shown once, in the answer itself, and stands in no URL and no cookie. */
  app.post('/admin/webhooks', post(webhookFields), async (request, reply) => {
    const sent = readForm(webhookFields, request.body)
    return answerForm(request, reply, {
      act: () => createWebhook(writer, actOf(request, sent), inputOf(sent), terms()),
      ask: async ({ subjectId, secret }) => pageOf(request, subjectId, { secret }),
      done: () => ({ to: '/admin/webhooks' }),
      again: failure => webhookIndex(reader, request, hosts, { sent, failure }),
    })
  })

  app.get<ById>('/admin/webhooks/:id', open, async (request, reply) =>
    show(reply, await pageOf(request, request.params.id)),
  )

  app.post<ById>('/admin/webhooks/:id', post(webhookFields), async (request, reply) => {
    const { id } = await known(request, request.params.id)
    const sent = readForm(webhookFields, request.body)
    const change = { id, version: sent.version, input: inputOf(sent) }
    return answerForm(request, reply, {
      act: () => changeWebhook(writer, actOf(request, sent), change, terms()),
      done: () => ({ to: `/admin/webhooks/${id}`, flash: { key: 'flash.webhook_saved' } }),
      again: failure => pageOf(request, id, { sent, failure }),
    })
  })

  app.post<ById>('/admin/webhooks/:id/secret', post([]), async (request, reply) => {
    const { id } = await known(request, request.params.id)
    const act = actOf(request, readForm([], request.body))
    const { secret } = await renewWebhookSecret(writer, act, id, terms())
    return show(reply, await pageOf(request, id, { secret }))
  })

  app.post<ById>('/admin/webhooks/:id/state', post(stateFields), async (request, reply) => {
    const { id } = await known(request, request.params.id)
    const sent = readForm(stateFields, request.body)
    const state = (['active', 'paused', 'removed'] as const).find(one => one === sent.line('state'))
    if (!state) throw new NotFound()
    return answerForm(request, reply, {
      act: () => setWebhookState(writer, actOf(request, sent), id, state, now()),
      done: () => ({
        to: state === 'removed' ? '/admin/webhooks' : `/admin/webhooks/${id}`,
        flash: { key: 'flash.webhook_state' },
      }),
      again: failure => pageOf(request, id, { failure }),
    })
  })

  app.post<ById>('/admin/webhooks/:id/trial', post([]), async (request, reply) => {
    const { id } = await known(request, request.params.id)
    return answerForm(request, reply, {
      act: () => tryWebhook(writer, actOf(request, readForm([], request.body)), id, now()),
      done: () => ({ to: `/admin/webhooks/${id}`, flash: { key: 'flash.webhook_trial' } }),
      again: failure => pageOf(request, id, { failure }),
    })
  })

  app.post<ById>('/admin/webhooks/:id/deliveries/:deliveryId/resend', post([]), async (request, reply) => {
    const { id } = await known(request, request.params.id)
    const { deliveryId = '' } = request.params
    const delivery = isId(deliveryId) ? await findDelivery(reader, deliveryId) : undefined
    if (delivery?.webhook_id !== id) throw new NotFound()
    return answerForm(request, reply, {
      act: () => resendDelivery(writer, actOf(request, readForm([], request.body)), deliveryId, now()),
      done: () => ({ to: `/admin/webhooks/${id}`, flash: { key: 'flash.webhook_resent' } }),
      again: failure => pageOf(request, id, { failure }),
    })
  })

  async function known({ actor }: FastifyRequest, id: string) {
    // Of the writer, so that what has just been made is found.
    const found = isId(id) ? await findWebhookFor(writer, actor, id) : undefined
    if (!found) throw new NotFound()
    return found.webhook
  }

  async function pageOf(
    request: FastifyRequest,
    id: string,
    state: Parameters<typeof webhookShow>[4] = {},
  ): Promise<FormPage & { view: 'webhook/show' }> {
    return webhookShow(writer, request, await known(request, id), hosts, state)
  }
}

function inputOf(sent: Form) {
  return { url: sent.line('url'), events: sent.list('events') }
}

function show(reply: FastifyReply, { view, data, options }: FormPage): FastifyReply {
  return reply.page(view, data, options)
}
