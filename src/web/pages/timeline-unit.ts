import type { TaskActName } from '../../domain/task-transitions.ts'
import {
  dateOf,
  type Look,
  ofPart,
  postOf,
  reasoned,
  said,
  textOf,
  unitOf,
  updateOf,
} from './timeline-input.ts'

/** What units do, told as an icon, a sentence without its subject, and the words that were given. */
export const unitLooks = {
  receive: input => {
    const { t } = input.words
    const officer = postOf(input, input.payload.record.officer_id)
    const how = t(input.payload.channel === 'mail' ? 'event.receive.by_mail' : 'event.receive')
    return { icon: 'done', text: officer ? t('event.receive.officer', { how, officer }) : how }
  },
  refuse: input => {
    const refusal = input.timeline.refusals.get(textOf(input.payload.record.refusal_id))
    const unit = unitOf(input, input.payload.record.proposed_unit_id)
    return { icon: 'returned', text: input.words.t('event.refuse', { unit }), body: [refusal?.reason] }
  },
  update: input => {
    const update = updateOf(input)
    const { t } = input.words
    return {
      icon: 'edit',
      text: t('event.update', { percent: update?.percent ?? 0 }),
      body: [update?.text, update?.blocker && t('event.blocker', { text: update.blocker })],
      updateId: update?.id ?? '',
    }
  },
  draft_report: said('draft', 'draft_report', { quiet: true }),
  report: input => {
    const update = updateOf(input)
    const { record } = input.payload
    const values = { round: Number(record.round ?? 1), date: dateOf(record.claimed_on) }
    return {
      icon: 'send',
      text: input.words.t('event.report', values),
      body: [update?.text],
      updateId: update?.id ?? '',
    }
  },
  take_back: reasoned('returned', 'take_back'),
  assign_officer: input => {
    const officer = postOf(input, input.payload.record.new_officer_id)
    const { t } = input.words
    return {
      icon: 'people',
      text: officer ? t('event.assign_officer', { officer }) : t('event.assign_officer.none'),
    }
  },
  request_extension: input => {
    const { t } = input.words
    const row = input.timeline.extensions.get(input.event.subject_id)
    const values = { from: dateOf(row?.old_due_on), to: dateOf(row?.asked_due_on) }
    return {
      icon: 'extend',
      text: t(row?.asked_late === 1 ? 'event.request_extension.late' : 'event.request_extension', values),
      body: [
        row && t('event.request_extension.reason', { text: row.reason }),
        row && t('event.request_extension.done', { text: row.done_so_far }),
        row && t('event.request_extension.plan', { text: row.plan }),
      ],
    }
  },
  withdraw_extension: input => ({
    icon: 'returned',
    text: input.words.t('event.withdraw_extension'),
    body: [input.timeline.extensions.get(input.event.subject_id)?.decision_note],
  }),
  receive_co_unit: ofPart('people', 'receive_co_unit'),
  update_co_unit: ofPart('people', 'update_co_unit'),
  submit_co_unit: ofPart('people', 'submit_co_unit'),
  accept_co_unit: ofPart('people', 'accept_co_unit'),
  return_co_unit: ofPart('people', 'return_co_unit'),
  waive_co_unit: ofPart('people', 'waive_co_unit'),
} satisfies Partial<Record<TaskActName, Look>>
