import { randomBytes } from 'node:crypto'
import type { Actor, Holding } from '../data/actor.ts'
import type { Db, Row, RowChange } from '../data/schema.ts'
import { findWebhook, insertWebhook, listWebhooks, updateWebhook } from '../data/webhook.ts'
import { cancelDeliveries } from '../data/webhook-delivery.ts'
import { newId } from '../lib/id.ts'
import { type SealKey, sealText } from '../lib/sealed-text.ts'
import { findWebhookHost, type WebhookHost } from '../lib/webhook-host.ts'
import { Conflict, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf } from './office-authority.ts'
import { webhookEventNames } from './webhook-event.ts'

/** What verbs of webhooks need to know of the settings. */
export interface WebhookTerms {
  /** Whom WEBHOOK_HOSTS allows; empty: webhooks are off. */
  hosts: readonly WebhookHost[]
  /** Keys that secrets are sealed with, newest first. */
  keys: readonly SealKey[]
  /** The system's clock. */
  now: Date
}

export interface WebhookInput {
  url: string
  events: readonly string[]
}

const mostWebhooks = 20
const longestUrl = 500

/**
 * An administrator has their own organisation's events told to an address. `secret` is given this once, to check
 * signatures with; it is stored sealed. @throws Invalid, NotAllowed
 */
export async function createWebhook(
  db: Db,
  act: Act,
  input: WebhookInput,
  terms: WebhookTerms,
): Promise<Done & { secret: string | null }> {
  const secret = newSecret()
  const done = await actOnce(db, act, async trx => {
    const holding = adminOf(await actorOf(trx, act))
    const known = await listWebhooks(trx, [holding.organisation_id])
    const events = checkWebhook(input, terms, known.length)
    const id = newId()
    const at = terms.now.toISOString()
    await insertWebhook(trx, {
      id,
      organisation_id: holding.organisation_id,
      url: input.url,
      events: events.join(' '),
      secret: sealText(terms.keys, secret, id),
      state: 'active',
      failing_since: null,
      created_by: act.personId ?? '',
      created_at: at,
      version: 1,
    })
    await recordWebhook(
      trx,
      act,
      { id, organisation_id: holding.organisation_id },
      'create_webhook',
      holding.id,
      {
        events,
      },
    )
    return id
  })
  return { ...done, secret: done.repeated ? null : secret }
}

/** Another address or other events; what waits goes to the new one. @throws Invalid, Conflict */
export async function changeWebhook(
  db: Db,
  act: Act,
  change: { id: string; version: number; input: WebhookInput },
  terms: WebhookTerms,
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { webhook, holding } = await findOwn(trx, act, change.id)
    const events = checkWebhook(change.input, terms, 0)
    const columns = { url: change.input.url, events: events.join(' ') }
    await write(trx, { ...webhook, version: change.version }, columns)
    await recordWebhook(trx, act, webhook, 'change_webhook', holding.id, { events })
    return webhook.id
  })
}

/** A new secret in place of one that may be known; the old one signs nothing from then on. Given this once. */
export async function renewWebhookSecret(
  db: Db,
  act: Act,
  id: string,
  terms: WebhookTerms,
): Promise<Done & { secret: string | null }> {
  const secret = newSecret()
  const done = await actOnce(db, act, async trx => {
    const { webhook, holding } = await findOwn(trx, act, id)
    await write(trx, webhook, { secret: sealText(terms.keys, secret, webhook.id) })
    await recordWebhook(trx, act, webhook, 'renew_webhook_secret', holding.id, {})
    return webhook.id
  })
  return { ...done, secret: done.repeated ? null : secret }
}

/** Stops sending, goes on, or ends it for good: what happens meanwhile waits, and after removal is told no more. */
export async function setWebhookState(
  db: Db,
  act: Act,
  id: string,
  state: 'active' | 'paused' | 'removed',
  now: Date,
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { webhook, holding } = await findOwn(trx, act, id)
    if (webhook.state === state) throw new WrongState(webhook.state, 'set_webhook_state')
    await write(trx, webhook, { state, failing_since: null })
    if (state === 'removed') await cancelDeliveries(trx, webhook.id, now.toISOString())
    await recordWebhook(trx, act, webhook, 'set_webhook_state', holding.id, { from: webhook.state, state })
    return webhook.id
  })
}

/** The webhook, if it is of an organisation that the person administers themselves. */
export async function findWebhookFor(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ webhook: Row<'webhook'>; holding: Holding } | undefined> {
  const webhook = await findWebhook(db, id)
  const holding = actor.holdings.find(
    held => held.role === 'admin' && held.organisation_id === webhook?.organisation_id,
  )
  return webhook && holding && webhook.state !== 'removed' ? { webhook, holding } : undefined
}

/** The same for a verb. @throws NotFound */
export async function findOwn(db: Db, act: Act, id: string) {
  const found = await findWebhookFor(db, await actorOf(db, act), id)
  if (!found) throw new NotFound()
  return found
}

async function write(db: Db, webhook: Row<'webhook'>, change: RowChange<'webhook'>): Promise<void> {
  if (!(await updateWebhook(db, webhook, change))) throw new Conflict(webhook)
}

function adminOf(actor: Actor): Holding {
  const holding = actor.holdings.find(held => held.role === 'admin')
  if (!holding) throw new NotAllowed('refusal.page')
  return holding
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`
}

/** The events in the order of their table. */
function checkWebhook({ url, events }: WebhookInput, { hosts }: WebhookTerms, known: number): string[] {
  const check = fieldCheck()
  check.refuseIf(url === '', 'url', 'error.required.url')
  check.refuseIf(url.length > longestUrl, 'url', {
    key: 'error.too_long',
    values: { max: longestUrl, length: url.length },
  })
  check.refuseIf(!findWebhookHost(url, hosts), 'url', 'error.webhook_host')
  check.refuseIf(known >= mostWebhooks, 'url', { key: 'error.webhook_many', values: { most: mostWebhooks } })
  const chosen = webhookEventNames.filter(name => events.includes(name))
  check.refuseIf(
    chosen.length === 0 || chosen.length !== new Set(events).size,
    'events',
    'error.required.events',
  )
  check.done()
  return chosen
}

/** Addresses may hold a key of the other side, so that events hold none. */
export async function recordWebhook(
  db: Db,
  act: Act,
  webhook: Pick<Row<'webhook'>, 'id' | 'organisation_id'>,
  name: string,
  appointmentId: string | null,
  payload: Record<string, unknown>,
): Promise<void> {
  await recordEvent(db, act, {
    organisationId: webhook.organisation_id,
    act: name,
    subjectType: 'webhook',
    subjectId: webhook.id,
    appointmentId,
    payload,
  })
}
