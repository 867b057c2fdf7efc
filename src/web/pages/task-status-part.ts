import type { TaskState } from '../../data/schema-task.ts'
import { type StatusFacts, taskTiming } from '../../domain/task-status.ts'
import type { StatusPart } from '../../render/parts.ts'
import type { Words } from './words.ts'
import { workingDaysWord } from './working-days-word.ts'

/** The state in words, with its percent while at work: "Đang thực hiện, 70%". */
export function stateStatus(task: { state: TaskState; percent: number }, { t }: Words): StatusPart {
  const atWork = task.state === 'in_progress' || task.state === 'returned'
  const word = t(`state.${task.state}`)
  return {
    kind: task.state,
    word: atWork && task.percent > 0 ? t('status.percent', { word, percent: task.percent }) : word,
  }
}

/** What time says of the task: late, soon, days left, or how it ended; null where it says nothing. */
export function dueStatus(task: StatusFacts, words: Words): StatusPart | null {
  const { t, today, calendar, terms } = words
  const timing = taskTiming(task, today, calendar, terms)
  if (task.state === 'suspended' || timing.class === null || timing.daysLeft === null) return null
  if (timing.class === 'done_late')
    return { kind: 'late_original', word: t('status.done_late', { days: -timing.daysLeft }) }
  if (timing.class === 'done_on_time') return { kind: 'done', word: t('class.done_on_time') }
  if (timing.late) return { kind: 'late', word: t('status.late', { days: -timing.daysLeft }) }
  if (task.state === 'reported') return { kind: 'waiting', word: t('status.reported_in_time') }
  const word = workingDaysWord(task.due_on ?? today, words)
  return { kind: timing.dueSoon ? 'soon' : 'running', word }
}

/** One status for a list: time where it presses, else the state; the other of the two as the second line. */
export function listStatus(
  task: StatusFacts & { percent: number },
  words: Words,
): { status: StatusPart; sub: string | undefined } {
  const state = stateStatus(task, words)
  const due = dueStatus(task, words)
  const pressing = due?.kind === 'late' || due?.kind === 'soon'
  if (due && pressing) return { status: due, sub: state.word }
  return { status: state, sub: due?.word }
}
