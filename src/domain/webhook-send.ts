import { createHmac } from 'node:crypto'
import { inTransaction } from '../data/database.ts'
import type { Db, Row, RowChange } from '../data/schema.ts'
import { findWebhook, updateWebhook, updateWebhookFailing } from '../data/webhook.ts'
import { findDueDelivery, insertAttemptOf, moveDelivery } from '../data/webhook-delivery.ts'
import { newId } from '../lib/id.ts'
import { openSealedText, type SealKey } from '../lib/sealed-text.ts'
import { recordEvent } from './event.ts'
import { retryMinutes } from './message-outcome.ts'
import type { Occasion } from './occasion.ts'

const pauseAfterHours = 24

export interface ClaimedDelivery {
  id: string
  webhookId: string
  worker: string
  url: string
  /** Exactly the bytes that are signed. */
  body: string
  headers: Record<string, string>
  attempts: number
}

export interface PostOutcome {
  /** Null where there was no answer. */
  status: number | null
  ms: number
  /** A code such as `timeout` or `refused_host`; '' where there was an answer. */
  error: string
}

interface Sender {
  worker: string
  now: Date
  keys: readonly SealKey[]
  publicUrl: string
}

/**
 * Takes the webhook's next delivery into this worker's hand, signed for this moment; null when nothing is due. Of two
 * workers one gets it. A delivery keeps its id at every attempt, so that the receiver can tell repeats.
 */
export async function claimDelivery(
  db: Db,
  webhookId: string,
  sender: Sender,
): Promise<ClaimedDelivery | null> {
  return inTransaction(db, async trx => {
    const webhook = await findWebhook(trx, webhookId)
    const at = sender.now.toISOString()
    const due = webhook?.state === 'active' ? await findDueDelivery(trx, webhookId, at) : undefined
    if (!webhook || !due) return null
    const attempts = due.attempts + 1
    const claim = { state: 'sending' as const, claimed_by: sender.worker, claimed_at: at, attempts }
    if (!(await moveDelivery(trx, due.id, { state: 'planned' }, claim))) return null
    const body = bodyOf(due, sender.publicUrl)
    const secret = openSealedText(sender.keys, webhook.secret, webhook.id)
    return {
      id: due.id,
      webhookId,
      worker: sender.worker,
      // Without its secret nothing can be signed, and so nothing is sent: said in the log as such.
      url: secret === null ? '' : webhook.url,
      body,
      headers: headersOf(due, body, secret ?? '', sender.now),
      attempts,
    }
  })
}

function bodyOf({ id, event_name, created_at, body }: Row<'webhook_delivery'>, publicUrl: string): string {
  const told = JSON.parse(body) as { task?: { id: string }; subject?: { type: string; id: string } }
  const path = told.task ? `/tasks/${told.task.id}` : told.subject && placeOf(told.subject)
  return JSON.stringify({
    delivery_id: id,
    type: event_name,
    created_at,
    ...told,
    ...(path ? { url: `${publicUrl}${path}` } : {}),
  })
}

function placeOf({ type, id }: { type: string; id: string }): string | undefined {
  if (type === 'recommendation') return `/recommendations/${id}`
  return type === 'inspection' ? `/inspections/${id}` : undefined
}

function headersOf(
  { id, event_id, event_name }: Row<'webhook_delivery'>,
  body: string,
  secret: string,
  now: Date,
): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'dondoc-webhook/1',
    'x-dondoc-delivery': id,
    'x-dondoc-event': event_name,
    ...(event_id ? { 'x-dondoc-event-id': event_id } : {}),
    'x-dondoc-signature': signatureOf(secret, Math.floor(now.getTime() / 1000), body),
  }
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 of `<seconds>.<body>`, so that an old call sent again is known by its age. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

/**
 * Records what became of an attempt: delivered on any 2xx, else tried again after 1, 5, 30 minutes, 2 and 12 hours, and
 * dead after that. A webhook to which nothing has come through for a day is paused, for an administrator to look at.
 * False when the delivery is no longer in this worker's hand.
 */
export async function settleDelivery(
  db: Db,
  claimed: ClaimedDelivery,
  outcome: PostOutcome,
  { occasion, now }: { occasion: Occasion; now: Date },
): Promise<boolean> {
  const arrived = outcome.status !== null && outcome.status >= 200 && outcome.status < 300
  return inTransaction(db, async trx => {
    const from = { state: 'sending' as const, claimedBy: claimed.worker }
    if (!(await moveDelivery(trx, claimed.id, from, settlementOf(claimed, arrived, now)))) return false
    const at = now.toISOString()
    await insertAttemptOf(trx, { id: newId(), webhook_delivery_id: claimed.id, at, ...outcome })
    await updateWebhookFailing(trx, claimed.webhookId, arrived ? null : at)
    if (!arrived) await pauseAfterDay(trx, claimed.webhookId, occasion, now)
    return true
  })
}

function settlementOf(
  { attempts }: ClaimedDelivery,
  arrived: boolean,
  now: Date,
): RowChange<'webhook_delivery'> {
  const free = { claimed_by: null, claimed_at: null }
  if (arrived) return { ...free, state: 'delivered', settled_at: now.toISOString() }
  const minutes = retryMinutes[attempts - 1]
  if (minutes === undefined) return { ...free, state: 'dead', settled_at: now.toISOString() }
  const jitter = 1 + (Math.random() - 0.5) * 0.4
  return {
    ...free,
    state: 'planned',
    next_try_at: new Date(now.getTime() + minutes * 60_000 * jitter).toISOString(),
  }
}

async function pauseAfterDay(db: Db, webhookId: string, occasion: Occasion, now: Date): Promise<void> {
  const webhook = await findWebhook(db, webhookId)
  const limit = new Date(now.getTime() - pauseAfterHours * 3_600_000).toISOString()
  if (webhook?.state !== 'active' || webhook.failing_since === null || webhook.failing_since > limit) return
  if (!(await updateWebhook(db, webhook, { state: 'failing' }))) return
  await recordEvent(
    db,
    { personId: null, actId: null, occasion },
    {
      organisationId: webhook.organisation_id,
      act: 'pause_webhook',
      subjectType: 'webhook',
      subjectId: webhook.id,
      payload: { failing_since: webhook.failing_since },
    },
  )
}
