import type { Timeline } from '../../data/timeline.ts'
import type { TaskActName } from '../../domain/task-transitions.ts'
import { tookWord } from './task-question.ts'
import { dateOf, type EventInput, type Look, ofPart, postOf, textOf } from './timeline-input.ts'

/** What hangs on a task: parts as they are planned and urged, work given on, questions, comments. */
export const hangingLooks = {
  plan_co_unit: input => {
    const { record } = input.payload
    const moved = record.old_due_on !== record.new_due_on
    const { t } = input.words
    const look = ofPart('people', 'plan_co_unit')(input)
    const due = record.new_due_on ? dateOf(record.new_due_on) : t('event.plan_co_unit.with_task')
    return { ...look, body: [moved && t('event.plan_co_unit.due', { due })] }
  },
  nudge_co_unit: ofPart('ledger', 'nudge_co_unit'),
  give_subtask: input => ofSubtask(input, 'give_subtask'),
  change_subtask: input => ofSubtask(input, 'change_subtask'),
  update_subtask: input => ofSubtask(input, 'update_subtask'),
  complete_subtask: input => ofSubtask(input, 'complete_subtask'),
  cancel_subtask: input => ofSubtask(input, 'cancel_subtask'),
  ask_update: input => {
    const request = input.timeline.requests.get(input.event.subject_id)
    const { t } = input.words
    const until = request?.answer_by && t('event.ask_update.by', { date: dateOf(request.answer_by) })
    return { icon: 'help', key: true, text: t('event.ask_update'), body: [request?.question, until] }
  },
  comment: input => {
    const { t } = input.words
    const comment = input.timeline.comments.get(input.event.subject_id)
    const names = (input.payload.record.mentioned as string[] | undefined) ?? []
    const people = names.map(id => postOf(input, id)).filter(Boolean)
    return {
      icon: 'comment',
      text: t('event.comment'),
      body: [comment?.text, people.length > 0 && t('event.comment.mentions', { people: people.join(', ') })],
    }
  },
} satisfies Partial<Record<TaskActName | 'comment', Look>>

function ofSubtask(input: EventInput, act: Extract<TaskActName, `${string}_subtask`>): ReturnType<Look> {
  const { record } = input.payload
  const { t } = input.words
  const subtask = input.timeline.subtasks.get(input.event.subject_id)
  const officer = postOf(input, record.new_officer_id)
  const given = officer && t('event.subtask.given', { officer, due: dateOf(record.new_due_on) })
  return {
    icon: act === 'complete_subtask' ? 'done' : 'people',
    text: t(`event.${act}`, {
      title: subtask?.title ?? t('ui.nothing'),
      percent: Number(record.percent ?? 0),
    }),
    body: [given, input.timeline.reasons.get(input.event.id)],
  }
}

/** "Trả lời câu hỏi … sau 2 ngày làm việc", where this word of the unit answered one. */
export function answeredLine(input: EventInput): string | null {
  const { payload, timeline, words, event } = input
  const request = timeline.requests.get(textOf(payload.record.update_request_id))
  if (request?.state !== 'answered' || event.act === 'ask_update') return null
  const took = tookWord(request, request.answered_at ?? event.occurred_at, words)
  return words.t('event.answered', { date: dateOf(request.asked_on), took })
}

/** Dates of parts that followed the task's. */
export function movedPartsLine({ payload, words }: EventInput): string | null {
  const moved = payload.record.moved_parts as unknown[] | undefined
  return moved && moved.length > 0 ? words.t('event.moved_parts', { count: moved.length }) : null
}

/** The same without how the unit divided its work, for those whom that does not concern. */
export function withoutSubtasks(timeline: Timeline): Timeline {
  return {
    ...timeline,
    events: timeline.events.filter(event => !event.act.endsWith('_subtask')),
    reminders: timeline.reminders.filter(row => !row.rung.startsWith('subtask_')),
  }
}
