import type { FastifyRequest } from 'fastify'
import type { Row } from '../../data/schema.ts'
import { webhookEventNames } from '../../domain/webhook-event.ts'
import type { WebhookHost } from '../../lib/webhook-host.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import { actIdFor, type Failure } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'

export const webhookFields = [
  { name: 'url', kind: 'line', labelKey: 'field.url', required: true, spellcheck: false, inputmode: 'url' },
  { name: 'events', kind: 'checks', labelKey: 'field.events', required: true },
] as const satisfies FieldDescriptor[]

export interface FormState {
  sent?: Form
  failure?: Failure
}

/** The address and the events to choose from. */
export function webhookForm(
  { t }: FastifyRequest,
  hosts: readonly WebhookHost[],
  {
    sent,
    failure,
    action,
    submit,
    stored,
  }: FormState & { action: string; submit: string; stored?: Row<'webhook'> },
): FormPart {
  const errors = failure?.errors ?? {}
  const kept = stored ? { url: stored.url, events: stored.events.split(' ') } : {}
  const fields = fill<FieldDescriptor>(webhookFields, sent?.typed ?? kept, errors)
  const options = webhookEventNames.map(value => ({ value, label: t(`webhook.event.${value}`) }))
  const named = hosts.map(
    host =>
      `${host.protocol === 'http:' ? 'http://' : ''}${host.hostname}${host.port ? `:${host.port}` : ''}`,
  )
  return {
    id: 'webhook-form',
    action,
    actId: actIdFor(failure ? sent : undefined),
    ...(stored ? { version: stored.version } : {}),
    fields: fields.map(field =>
      field.name === 'events'
        ? { ...field, options }
        : { ...field, hintKey: 'hint.webhookUrl', hintValues: { hosts: named.join(', ') || '–' } },
    ),
    errors: [...(failure?.summary ?? []), ...strayErrors(webhookFields, errors)],
    submit,
  }
}
