import type { Timeline, TimelineEvent } from '../../data/timeline.ts'
import type { TaskActName } from '../../domain/task-transitions.ts'
import { formatDate } from '../../i18n/format.ts'
import type { TimelineEntry } from '../../render/parts.ts'
import type { Words } from './words.ts'

/** What an event's payload holds: the task afterwards, and what the act recorded. */
export interface EventRecord {
  after: Record<string, string | number | null>
  record: Record<string, unknown>
  channel: string
  behalf?: { document_no: string; document_on: string; file_id: string }
}

export type EventLook = Pick<TimelineEntry, 'icon' | 'text'> & {
  key?: boolean
  quiet?: boolean
  /** Paragraphs of what was said. */
  body?: (string | false | null | undefined)[]
  /** The update or report whose evidence stands with it. */
  updateId?: string
}

export interface EventInput {
  event: TimelineEvent
  payload: EventRecord
  timeline: Timeline
  words: Words
}

export type Look = (input: EventInput) => EventLook

export function said(
  icon: string,
  act: 'create_task' | 'prepare' | 'draft_report',
  more: Partial<EventLook>,
): Look {
  return ({ words }) => ({ icon, text: words.t(`event.${act}`), ...more })
}

export function reasoned(icon: string, act: 'take_back' | 'withdraw', more: Partial<EventLook> = {}): Look {
  return ({ event, timeline, words }) => ({
    icon,
    text: words.t(`event.${act}`),
    body: [timeline.reasons.get(event.id)],
    ...more,
  })
}

type PartAct = Extract<TaskActName, `${string}_co_unit`>

export function ofPart(icon: string, act: PartAct): Look {
  return input => {
    const update = updateOf(input)
    return {
      icon,
      text: input.words.t(`event.${act}`, { unit: unitOf(input, input.payload.record.unit_id) }),
      body: [update?.text, input.timeline.reasons.get(input.event.id)],
      updateId: update?.id ?? '',
    }
  }
}

export function documentOf({ payload, words }: EventInput): string | null {
  const { document_no: number, document_on: on } = payload.record
  if (!number) return null
  return on
    ? words.t('event.document.on', { number: textOf(number), date: dateOf(on) })
    : words.t('event.document', { number: textOf(number) })
}

export function updateOf({ timeline, payload }: EventInput) {
  return timeline.updates.get(textOf(payload.record.update_id))
}

export function verdictOf({ timeline, payload }: EventInput) {
  return timeline.verdicts.get(textOf(payload.record.verdict_id))
}

export function postOf({ timeline }: EventInput, id: unknown): string | undefined {
  return timeline.posts.get(textOf(id))?.person_name
}

/** A unit by the name it had on the day of the event. */
export function unitOf({ event, timeline, words }: EventInput, id: unknown): string {
  return timeline.unitNames(textOf(id), event.occurred_on)?.name ?? words.t('ui.nothing')
}

export function dateOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? formatDate(value) : '–'
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
