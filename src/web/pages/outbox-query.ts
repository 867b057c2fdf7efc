import { type Static, Type } from 'typebox'
import type { OutboxCursor, OutboxRow } from '../../data/outbox.ts'
import type { MessageState } from '../../data/schema-record.ts'
import { isId } from '../../lib/id.ts'
import { isPlainDate } from '../../lib/plain-date.ts'

const word = Type.Optional(Type.String({ maxLength: 100 }))

export const outboxQuerySchema = Type.Object(
  { state: word, after: word, before: word },
  { additionalProperties: true },
)
export type OutboxQuery = Static<typeof outboxQuerySchema>

/** What the tabs show: a message in a worker's hand is still one that waits. */
export const outboxTabs = {
  all: undefined,
  waiting: ['planned', 'sending'],
  sent: ['sent'],
  kept: ['kept'],
  unsure: ['unsure'],
  bounced: ['bounced'],
  failed: ['failed'],
  cancelled: ['cancelled'],
} as const satisfies Record<string, MessageState[] | undefined>
export type OutboxTab = keyof typeof outboxTabs

export interface OutboxChoice {
  tab: OutboxTab
  cursor: OutboxCursor | undefined
}

export function readOutboxQuery(query: OutboxQuery): OutboxChoice {
  const tab = (Object.keys(outboxTabs) as OutboxTab[]).find(one => one === query.state)
  return { tab: tab ?? 'all', cursor: cursorOf(query.after, false) ?? cursorOf(query.before, true) }
}

/** The same list from another place on; `path` is the outbox or the administration's view of it. */
export function outboxHref(path: string, tab: OutboxTab, place?: { row: OutboxRow; newer: boolean }): string {
  const query = new URLSearchParams()
  if (tab !== 'all') query.set('state', tab)
  if (place) query.set(place.newer ? 'before' : 'after', `${place.row.for_on}~${place.row.id}`)
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

function cursorOf(text: string | undefined, newer: boolean): OutboxCursor | undefined {
  const [day = '', id = ''] = (text ?? '').split('~')
  return isPlainDate(day) && isId(id) ? { day, id, newer } : undefined
}
