import type { AttentionTask } from '../../data/attention.ts'
import type { Figures } from '../../domain/figures.ts'
import { taskTiming } from '../../domain/task-status.ts'
import type { Calendar } from '../../domain/working-days.ts'
import { formatDateShort, formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { PilePart } from '../../render/parts.ts'
import { type Before, changeWords } from './committee-change.ts'
import { type TaskLink, taskListHref } from './task-link.ts'

export interface PilesInput {
  t: Translate
  locale: Locale
  today: string
  calendar: Calendar
  figures: Figures
  /** The figures of the day compared with. */
  before: Before | null
  /** What every list behind a number is narrowed to. */
  link: TaskLink
  /** The first tasks of each pile; none for a day gone by, whose lists stand behind the numbers. */
  done: AttentionTask[]
  inTime: AttentionTask[]
  /** The latest first. */
  late: AttentionTask[]
}

const shownRows = 3

/** Done, in time, late: a figure each, with the tasks one would ask of first. */
export function committeePiles(input: PilesInput): PilePart[] {
  return [donePile(input), inTimePile(input), latePile(input)]
}

function donePile(input: PilesInput): PilePart {
  const { t, figures, link } = input
  const href = taskListHref({ ...link, class: 'done' })
  return {
    status: { kind: 'done', word: t('page.committee.pile.done') },
    ...figureOf(input, 'done', href),
    note: t('page.committee.pile.done.note', { on_time: figures.done_on_time, late: figures.done_late }),
    rows: input.done.slice(0, shownRows).map(task => {
      const late = -Math.min(0, daysLeft(task, input))
      const date = formatDateShort(task.completed_on ?? '')
      return rowOf(task, late > 0 ? t('page.committee.pile.done.late', { date, days: late }) : date)
    }),
  }
}

function inTimePile(input: PilesInput): PilePart {
  const { t, figures, link } = input
  const href = taskListHref({ ...link, class: 'running_in_time' })
  return {
    status: { kind: 'running', word: t('page.committee.pile.running') },
    ...figureOf(input, 'running_in_time', href),
    note: t('page.committee.pile.running.note', { count: figures.due_soon }),
    rows: input.inTime.slice(0, shownRows).map(task => {
      const date = formatDateShort(task.due_on ?? '')
      if (task.state === 'reported') return rowOf(task, t('page.committee.pile.running.reported', { date }))
      return rowOf(task, t('page.committee.pile.running.left', { date, days: daysLeft(task, input) }))
    }),
  }
}

/** Red is for late alone: without late tasks the pile is plain and says a kind word. */
function latePile(input: PilesInput): PilePart {
  const { t, figures, link, late } = input
  const href = taskListHref({ ...link, class: 'running_late' })
  const most = Math.max(0, ...late.map(task => -daysLeft(task, input)))
  const none = figures.running_late === 0
  return {
    status: { kind: none ? 'done' : 'late', word: t('page.committee.pile.late') },
    ...figureOf(input, 'running_late', href),
    note: none
      ? t('page.committee.pile.late.none')
      : late.length > 0
        ? t('page.committee.pile.late.note', { days: most })
        : '',
    rows: late.slice(0, shownRows).map(task =>
      rowOf(
        task,
        t('page.committee.pile.late.by', {
          date: formatDateShort(task.due_on ?? ''),
          days: -daysLeft(task, input),
        }),
      ),
    ),
  }
}

function figureOf(
  { t, locale, figures, before, ...rows }: PilesInput,
  name: 'done' | 'running_in_time' | 'running_late',
  href: string,
): Pick<PilePart, 'figure' | 'href' | 'change' | 'all'> {
  const count = figures[name]
  const change = before ? changeWords(count, before.figures[name], before.day, { t, locale }) : ''
  const all = { label: t('page.committee.pile.all', { count }), href }
  const listed =
    rows[{ done: 'done', running_in_time: 'inTime', running_late: 'late' }[name] as 'late'].length > 0
  return {
    figure: formatNumber(count, locale),
    href,
    ...(change ? { change } : {}),
    ...(count > shownRows || (count > 0 && !listed) ? { all } : {}),
  }
}

function rowOf(task: AttentionTask, aside: string): PilePart['rows'][number] {
  return { text: `${task.code} ${task.title}`, href: `/tasks/${task.id}`, aside }
}

/** Working days to the deadline from the day the task is judged by; negative when late. */
export function daysLeft(
  task: AttentionTask,
  { today, calendar }: Pick<PilesInput, 'today' | 'calendar'>,
): number {
  return taskTiming(task, today, calendar).daysLeft ?? 0
}
