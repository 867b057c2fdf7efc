import type { Db } from '../data/schema.ts'
import { findDelivery, insertDelivery, moveDelivery } from '../data/webhook-delivery.ts'
import { NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { findOwn, recordWebhook } from './webhook.ts'
import { newDelivery, trialEvent } from './webhook-event.ts'

/** *Gửi thử*: a delivery that tells of nothing, sent as all others are. */
export async function tryWebhook(db: Db, act: Act, id: string, now: Date): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { webhook, holding } = await findOwn(trx, act, id)
    if (webhook.state !== 'active') throw new WrongState(webhook.state, 'try_webhook')
    const delivery = newDelivery(webhook.id, now.toISOString(), { name: trialEvent })
    await insertDelivery(trx, delivery)
    await recordWebhook(trx, act, webhook, 'try_webhook', holding.id, { delivery_id: delivery.id })
    return delivery.id
  })
}

/** *Gửi lại*: a dead delivery is tried anew, as the same one. @throws WrongState for what is not dead */
export async function resendDelivery(db: Db, act: Act, id: string, now: Date): Promise<Done> {
  return actOnce(db, act, async trx => {
    const delivery = await findDelivery(trx, id)
    if (!delivery) throw new NotFound()
    const { webhook, holding } = await findOwn(trx, act, delivery.webhook_id)
    const change = {
      state: 'planned' as const,
      attempts: 0,
      next_try_at: now.toISOString(),
      settled_at: null,
    }
    if (!(await moveDelivery(trx, id, { state: 'dead' }, change)))
      throw new WrongState(delivery.state, 'resend_delivery')
    await recordWebhook(trx, act, webhook, 'resend_delivery', holding.id, { delivery_id: id })
    return id
  })
}
