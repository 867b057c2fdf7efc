import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Db, Row } from '../../data/schema.ts'
import { listWebhooks } from '../../data/webhook.ts'
import type { WebhookHost } from '../../lib/webhook-host.ts'
import type { FormPart } from '../../render/form.ts'
import type { ActButtonPart, ButtonPart, StatusPart, TablePart } from '../../render/parts.ts'
import { adminTabs, type NoticePart } from './admin.ts'
import { deliveryTable } from './webhook-delivery.ts'
import { type FormState, webhookForm } from './webhook-form.ts'

type Once = { text: string; label: string; value: string | null }

interface WebhookIndex {
  title: string
  tabs: ReturnType<typeof adminTabs>
  notices: NoticePart[]
  table: TablePart
  form: FormPart | null
}
interface WebhookShow {
  breadcrumb: { label: string; href?: string }[]
  title: string
  lead: string
  acts: (ButtonPart | ActButtonPart)[]
  notices: NoticePart[]
  once: Once | null
  deliveries: TablePart
  form: FormPart
}

declare module '../../render/views.ts' {
  interface Views {
    'webhook/index': WebhookIndex
    'webhook/show': WebhookShow
  }
}

/** The organisation's webhooks; where the settings allow no host, why nothing can be added. */
export async function webhookIndex(
  db: Db,
  request: FastifyRequest,
  hosts: readonly WebhookHost[],
  state: FormState = {},
) {
  const { t } = request
  const webhooks = await listWebhooks(db, organisationsOf(request))
  const off: NoticePart[] = hosts.length === 0 ? [{ text: t('page.webhooks.off') }] : []
  const data: WebhookIndex = {
    title: t('page.webhooks.title'),
    tabs: adminTabs(request, 'webhooks'),
    notices: [...off, ...failingNotices(request, webhooks)],
    table: webhookTable(request, webhooks),
    form:
      hosts.length === 0
        ? null
        : webhookForm(request, hosts, {
            action: '/admin/webhooks',
            submit: t('page.webhooks.add'),
            ...state,
          }),
  }
  return { view: 'webhook/index' as const, data, options: { title: data.title, nav: 'admin' as const } }
}

/** One webhook with what was sent to it; `once`: the secret that was just made. */
export async function webhookShow(
  db: Db,
  request: FastifyRequest,
  webhook: Row<'webhook'>,
  hosts: readonly WebhookHost[],
  state: FormState & { secret?: string | null } = {},
) {
  const { t } = request
  const path = `/admin/webhooks/${webhook.id}`
  const { secret } = state
  const title = hostOf(webhook.url)
  const data: WebhookShow = {
    breadcrumb: [
      { label: t('page.admin.title'), href: '/admin' },
      { label: t('page.webhooks.title'), href: '/admin/webhooks' },
      { label: title },
    ],
    title,
    lead: t(`webhook.state.${webhook.state as 'active'}`),
    acts: actsOn(request, webhook, path, hosts.length > 0),
    notices: [
      ...(hosts.length === 0 ? [{ text: t('page.webhooks.off') }] : []),
      ...failingNotices(request, [webhook]).map(({ text }) => ({ text })),
    ],
    once:
      secret === undefined
        ? null
        : {
            text: t(secret === null ? 'page.webhooks.secret_before' : 'page.webhooks.secret'),
            label: t('page.webhooks.secret_label'),
            value: secret,
          },
    deliveries: await deliveryTable(db, request, webhook.id),
    form: webhookForm(request, hosts, {
      action: path,
      submit: t('page.webhooks.save'),
      stored: webhook,
      ...state,
    }),
  }
  return { view: 'webhook/show' as const, data, options: { title, nav: 'admin' as const } }
}

/** Webhooks that the system paused, for the pages on which an administrator looks first. */
export async function webhookNotices(db: Db, request: FastifyRequest): Promise<NoticePart[]> {
  return failingNotices(request, await listWebhooks(db, organisationsOf(request)))
}

function failingNotices({ t }: FastifyRequest, webhooks: Row<'webhook'>[]): NoticePart[] {
  return webhooks
    .filter(webhook => webhook.state === 'failing')
    .map(({ id, url }) => ({
      text: t('page.webhooks.failing', { host: hostOf(url) }),
      act: { label: t('page.webhooks.look'), href: `/admin/webhooks/${id}`, kind: 'line' as const },
    }))
}

/** Of the person's own organisations alone: those below have administrators of their own. */
function organisationsOf({ actor }: FastifyRequest): string[] {
  return actor.holdings.filter(held => held.role === 'admin').map(held => held.organisation_id)
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url
}

function actsOn(
  { t }: FastifyRequest,
  webhook: Row<'webhook'>,
  path: string,
  on: boolean,
): (ButtonPart | ActButtonPart)[] {
  const act = (label: string, to: string, fields: Record<string, string> = {}): ActButtonPart => ({
    label,
    action: `${path}/${to}`,
    fields: { act_id: randomUUID(), ...fields },
    kind: 'line',
  })
  const isActive = webhook.state === 'active'
  return [
    ...(isActive && on ? [act(t('page.webhooks.try'), 'trial')] : []),
    isActive
      ? act(t('page.webhooks.pause'), 'state', { state: 'paused' })
      : { ...act(t('page.webhooks.resume'), 'state', { state: 'active' }), kind: 'solid' as const },
    act(t('page.webhooks.renew'), 'secret'),
    { ...act(t('page.webhooks.remove'), 'state', { state: 'removed' }), kind: 'text' as const },
  ]
}

const stateKinds = { active: 'done', paused: 'suspended', failing: 'late', removed: 'suspended' } as const

function webhookTable({ t }: FastifyRequest, webhooks: Row<'webhook'>[]): TablePart {
  const status = (state: Row<'webhook'>['state']): StatusPart => ({
    kind: stateKinds[state],
    word: t(`webhook.state.${state as 'active'}`),
  })
  return {
    id: 'webhooks',
    caption: t('page.webhooks.title'),
    columns: [
      { label: t('page.webhooks.column.url'), card: 'title' },
      { label: t('page.webhooks.column.events') },
      { label: t('page.webhooks.column.state'), kind: 'status' },
    ],
    rows: webhooks.map(webhook => ({
      id: webhook.id,
      late: webhook.state === 'failing',
      cells: [
        { text: hostOf(webhook.url), href: `/admin/webhooks/${webhook.id}` },
        webhook.events
          .split(' ')
          .map(name => t(`webhook.event.${name as 'task.issued'}`))
          .join('; '),
        { status: status(webhook.state) },
      ],
    })),
    empty: { icon: 'admin', fact: t('page.webhooks.none'), next: t('page.webhooks.none_next') },
  }
}
