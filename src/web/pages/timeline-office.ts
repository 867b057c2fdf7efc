import type { TaskActName } from '../../domain/task-transitions.ts'
import { dateOf, documentOf, type Look, reasoned, said, textOf, unitOf, verdictOf } from './timeline-input.ts'

/** What the office, its leaders and the committee do; decisions stand out. */
export const officeLooks = {
  create_task: said('draft', 'create_task', { quiet: true }),
  prepare: said('edit', 'prepare', { quiet: true }),
  issue: input => ({
    icon: 'flag',
    key: true,
    text: input.words.t('event.issue', { due: dateOf(input.payload.record.due_on) }),
    body: [documentOf(input)],
  }),
  verify: input => ({
    icon: 'done',
    key: true,
    text: input.words.t('event.verify', { date: dateOf(input.payload.record.completed_on) }),
    body: [verdictOf(input)?.note],
  }),
  return: input => {
    const { record } = input.payload
    const { t } = input.words
    const verdict = verdictOf(input)
    const moved = record.old_due_on !== record.new_due_on
    return {
      icon: 'returned',
      key: true,
      text: t('event.return', { date: dateOf(record.supplement_due_on) }),
      body: [
        verdict?.note,
        verdict?.missing && t('event.return.missing', { text: verdict.missing }),
        moved && t('event.return.moved', { due: dateOf(record.new_due_on) }),
      ],
    }
  },
  suspend: input => {
    const { t } = input.words
    const row = input.timeline.suspensions.get(textOf(input.payload.record.suspension_id))
    const values = { ground: t(`ground.${row?.ground ?? 'other'}`), date: dateOf(row?.review_on) }
    const document = row && t('event.document', { number: row.document_no })
    return { icon: 'pause', key: true, text: t('event.suspend', values), body: [document, row?.note] }
  },
  resume: input => ({
    icon: 'running',
    key: true,
    text: input.words.t('event.resume', { due: dateOf(input.payload.record.new_due_on) }),
    body: [input.timeline.reasons.get(input.event.id)],
  }),
  propose_non_implementation: input => ({
    icon: 'none',
    key: true,
    text: input.words.t('event.propose_non_implementation'),
    body: [
      input.timeline.nonImplementations.get(textOf(input.payload.record.non_implementation_id))?.explanation,
    ],
  }),
  decide_non_implementation: input => {
    const { t } = input.words
    const row = input.timeline.nonImplementations.get(textOf(input.payload.record.non_implementation_id))
    const verdict = input.payload.record.verdict === 'accepted' ? 'accepted' : 'refused'
    const number = row?.decision_no
    return {
      icon: 'none',
      key: true,
      text: t(`event.decide_non_implementation.${verdict}`),
      body: [number && t('event.document', { number }), row?.decision_note],
    }
  },
  withdraw: reasoned('dash', 'withdraw', { key: true }),
  reassign: input => {
    const from = unitOf(input, input.payload.record.old_unit_id)
    const to = unitOf(input, input.payload.record.new_unit_id)
    const text = input.words.t('event.reassign', { from, to })
    return { icon: 'swap', key: true, text, body: [input.timeline.reasons.get(input.event.id)] }
  },
  correct: input => {
    const nth = input.timeline.events
      .filter(one => one.act === 'correct')
      .findIndex(one => one.id === input.event.id)
    const before = input.timeline.corrections[nth]
    const { t } = input.words
    return {
      icon: 'edit',
      key: true,
      text: t('event.correct'),
      body: [
        before?.reason,
        before && t('event.correct.title', { text: before.title }),
        before && t('event.correct.criterion', { text: before.criterion }),
      ],
    }
  },
  decide_extension: input => {
    const row = input.timeline.extensions.get(input.event.subject_id)
    const { record } = input.payload
    const verdict = record.verdict === 'granted' ? 'granted' : record.verdict === 'redo' ? 'redo' : 'refused'
    const values = { from: dateOf(record.old_due_on), to: dateOf(record.new_due_on) }
    const text = input.words.t(`event.decide_extension.${verdict}`, values)
    return { icon: 'extend', key: true, text, body: [row?.decision_note] }
  },
} satisfies Partial<Record<TaskActName | 'create_task', Look>>
