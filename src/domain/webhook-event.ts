import type { Db, Row } from '../data/schema.ts'
import { listWebhooks } from '../data/webhook.ts'
import { insertDelivery } from '../data/webhook-delivery.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'

/** What a webhook can be told of: groups that a person chooses from, each with the acts it stands for. */
export const webhookEvents = {
  'task.issued': ['issue', 'issue_cycle'],
  'task.received': ['receive'],
  'task.refused': ['refuse'],
  'task.updated': ['update', 'update_co_unit', 'submit_co_unit'],
  'task.reported': ['report', 'take_back'],
  'task.decided': ['verify', 'return', 'decide_non_implementation', 'reopen'],
  'task.deadline': ['request_extension', 'decide_extension', 'suspend', 'resume'],
  'task.reassigned': ['reassign', 'assign_officer'],
  'task.withdrawn': ['withdraw'],
  'obligation.missed': ['miss_cycle'],
  'recommendation.added': ['create_inspection', 'add_recommendations'],
  'recommendation.decided': ['close_recommendation', 'reopen_recommendation'],
} as const satisfies Record<string, readonly string[]>
export type WebhookEvent = keyof typeof webhookEvents
export const webhookEventNames = Object.keys(webhookEvents) as WebhookEvent[]

/** A trial, sent by a press of the button. */
export const trialEvent = 'ping'

const nameOfAct = new Map<string, WebhookEvent>(
  webhookEventNames.flatMap(name => webhookEvents[name].map((act): [string, WebhookEvent] => [act, name])),
)

/**
 * Writes what webhooks of the event's own organisation are to be told, in the transaction that dispatches it: once a
 * webhook, also when an event is dispatched again.
 */
export async function writeDeliveries(db: Db, event: Row<'event'>, at: string): Promise<void> {
  const name = nameOfAct.get(event.act)
  if (!name) return
  for (const webhook of await listWebhooks(db, [event.organisation_id])) {
    if (!webhook.events.split(' ').includes(name)) continue
    await insertDelivery(db, newDelivery(webhook.id, at, { name, event }))
  }
}

/** A delivery to be sent at once; without an event it is a trial. */
export function newDelivery(
  webhookId: string,
  at: string,
  of: { name: WebhookEvent | typeof trialEvent; event?: Row<'event'> },
) {
  return {
    id: newId(),
    webhook_id: webhookId,
    event_id: of.event?.id ?? null,
    event_name: of.name,
    seq: of.event?.seq ?? 0,
    body: canonicalJson(of.event ? toldOf(of.event) : {}),
    state: 'planned' as const,
    attempts: 0,
    next_try_at: at,
    claimed_by: null,
    claimed_at: null,
    created_at: at,
    settled_at: null,
  }
}

/** Of a task's image what leaves the office: ids, codes, dates and states (RELIABILITY P1); no hash of a text either. */
const taskFields = [
  'id',
  'code',
  'state',
  'inspection_id',
  'recommendation_id',
  'lead_unit_id',
  'issued_on',
  'received_on',
  'due_on',
  'original_due_on',
  'reported_on',
  'completed_on',
  'percent',
  'version',
] as const

function toldOf(event: Row<'event'>): Record<string, unknown> {
  const { after, outcome } = JSON.parse(event.payload) as {
    after?: Record<string, unknown>
    outcome?: unknown
  }
  const isTask = event.task_id !== null && after !== undefined
  const task = isTask ? Object.fromEntries(taskFields.map(field => [field, after[field] ?? null])) : null
  const isOutcome = !isTask && typeof (after?.outcome ?? outcome) === 'string'
  return {
    event: {
      id: event.id,
      seq: event.seq,
      act: event.act,
      occurred_at: event.occurred_at,
      occurred_on: event.occurred_on,
    },
    organisation_id: event.organisation_id,
    subject: { type: event.subject_type, id: event.subject_id },
    ...(task ? { task } : {}),
    ...(isOutcome ? { outcome: after?.outcome ?? outcome } : {}),
  }
}
