import type { TaskActName } from '../../domain/task-transitions.ts'
import { dateOf, type EventInput, type Look, textOf } from './timeline-input.ts'

/** What is asked and decided about a pause, and the opening of what was closed. */
export const laterLooks = {
  request_suspension: input => {
    const { t } = input.words
    const row = requestOf(input)
    const values = { ground: t(`ground.${row?.ground ?? 'other'}`), date: dateOf(row?.review_on) }
    const document = row && t('event.document', { number: row.document_no })
    return { icon: 'pause', text: t('event.request_suspension', values), body: [document, row?.note] }
  },
  withdraw_suspension_request: input => ({
    icon: 'returned',
    text: input.words.t('event.withdraw_suspension_request'),
    body: [requestOf(input)?.decision_note],
  }),
  decide_suspension_request: input => {
    const { t } = input.words
    const { record } = input.payload
    const note = requestOf(input)?.decision_note
    if (record.verdict !== 'granted')
      return { icon: 'pause', key: true, text: t('event.decide_suspension_request.refused'), body: [note] }
    const row = input.timeline.suspensions.get(textOf(record.suspension_id))
    const text = t('event.decide_suspension_request.granted', { date: dateOf(row?.review_on) })
    const document = row && t('event.document', { number: row.document_no })
    return { icon: 'pause', key: true, text, body: [document, note] }
  },
  reopen: input => {
    const { t } = input.words
    const { record } = input.payload
    const row = input.timeline.reopenings.get(textOf(record.reopening_id))
    const number = textOf(record.decision_no)
    const closure = record.completed_on
      ? t('event.reopen.verified', { date: dateOf(record.completed_on) })
      : t('event.reopen.not_implemented', { date: dateOf(record.closed_on), number: number || '–' })
    return {
      icon: 'running',
      key: true,
      text: t('event.reopen', { due: dateOf(record.new_due_on) }),
      body: [row?.reason, closure],
    }
  },
} satisfies Partial<Record<TaskActName, Look>>

function requestOf({ timeline, payload }: EventInput) {
  return timeline.suspensionRequests.get(textOf(payload.record.suspension_request_id))
}

/** What the act left without anything to decide: it was closed with it. */
export function mootSentences({ payload, words }: EventInput): string[] {
  const moot = (payload.record.moot ?? []) as { type: MootType }[]
  return moot.map(({ type }) => words.t(`event.moot.${type}`))
}

type MootType = 'extension' | 'suspension_request' | 'non_implementation'
