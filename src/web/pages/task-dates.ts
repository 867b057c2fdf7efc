import type { Row } from '../../data/schema.ts'
import { resumeForecast } from '../../domain/suspension-forecast.ts'
import { type StatusFacts, taskTiming } from '../../domain/task-status.ts'
import { formatDate } from '../../i18n/format.ts'
import { type Words, weekdayInside } from './words.ts'

/** When the pause ends by itself and what the deadline will be then; nothing where the task is not suspended. */
export function resumeLines(
  task: Row<'task'>,
  suspension: Row<'suspension'> | undefined,
  words: Words,
): string[] {
  if (task.state !== 'suspended' || !suspension) return []
  const { t, calendar } = words
  const { on, dueOn } = resumeForecast(task, suspension, calendar)
  const said = (day: string) => ({ weekday: weekdayInside(day, words), date: formatDate(day) })
  return [t('page.task.resumes', said(on)), ...(dueOn ? [t('page.task.resumes.due', said(dueOn))] : [])]
}

/** The closures that were taken back, the last one first: they stay in the record. */
export function reopenedLines(reopenings: Iterable<Row<'reopening'>>, { t }: Words): string[] {
  return [...reopenings].toReversed().map(one => {
    const date = formatDate(one.decided_on)
    if (one.completed_on) return t('page.task.reopened', { date, completed: formatDate(one.completed_on) })
    return t('page.task.reopened.not_implemented', { date, number: one.decision_no || '–' })
  })
}

/** The first deadline where another is in force, with how far the task is past it; null where there is but one. */
export function originalDate(
  task: StatusFacts,
  { today, calendar }: Words,
): { date: string; days: number } | null {
  const { original_due_on: original, state } = task
  if (!original || original === task.due_on) return null
  const counted = !['suspended', 'withdrawn', 'not_implemented', 'draft'].includes(state)
  return { date: original, days: counted ? taskTiming(task, today, calendar).daysPastOriginal : 0 }
}
