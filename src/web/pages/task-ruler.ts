import type { Row } from '../../data/schema.ts'
import { formatDateShort } from '../../i18n/format.ts'
import { addDays, daysBetween, type PlainDate } from '../../lib/plain-date.ts'
import type { RulerPart } from '../../render/parts.ts'
import type { Words } from './words.ts'

/** Longer stretches would give cells too thin to count. */
const mostDays = 130

type Task = Pick<
  Row<'task'>,
  'id' | 'state' | 'issued_on' | 'due_on' | 'original_due_on' | 'reported_on' | 'completed_on'
>

/**
 * A cell for every working day after the day of issue up to the later deadline, or to today where that is past: done
 * ones within the original deadline, done ones past it, and those left. Null for drafts and very long stretches.
 */
export function taskRuler(task: Task, words: Words): RulerPart | null {
  const { issued_on: issued, due_on: due } = task
  if (!issued || !due) return null
  const original = task.original_due_on ?? due
  const standsAt = task.completed_on ?? task.reported_on ?? words.today
  const end = [due, original, standsAt].toSorted().at(-1) as PlainDate
  if (daysBetween(issued, end) > mostDays * 2) return null
  const days = workingDaysAfter(issued, end, words)
  if (days.length === 0 || days.length > mostDays) return null
  return {
    id: `ruler-${task.id}`,
    label: labelOf(task, original, words),
    days: days.map((day, n) => ({
      tone: toneOf(day, original, standsAt),
      gap: n > 0 && daysBetween(days[n - 1]!, day) > 1,
    })),
    marks: marksOf(task, { days, issued, due, original, standsAt }, words),
  }
}

function workingDaysAfter(from: PlainDate, to: PlainDate, { calendar }: Words): PlainDate[] {
  const days: PlainDate[] = []
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (calendar.isWorkingDay(day)) days.push(day)
  }
  return days
}

function toneOf(day: PlainDate, original: PlainDate, standsAt: PlainDate): 'within' | 'over' | 'left' {
  if (day > standsAt) return 'left'
  return day <= original ? 'within' : 'over'
}

interface Stretch {
  days: PlainDate[]
  issued: PlainDate
  due: PlainDate
  original: PlainDate
  standsAt: PlainDate
}

function marksOf(
  task: Task,
  { days, issued, due, original, standsAt }: Stretch,
  { t }: Words,
): RulerPart['marks'] {
  const at = (date: PlainDate) => days.filter(day => day <= date).length
  const closed = task.completed_on ?? task.reported_on
  const stands = closed
    ? t('page.task.ruler.reported', { date: formatDateShort(closed) })
    : t('page.task.ruler.today')
  const marks: RulerPart['marks'] = [
    { at: 0, label: t('page.task.ruler.issued', { date: formatDateShort(issued) }), side: 'above' },
    { at: at(standsAt), label: stands, side: 'above', strong: true },
    {
      at: at(due),
      label: t('page.task.ruler.due', { date: formatDateShort(due) }),
      side: 'below',
      strong: true,
    },
  ]
  if (original !== due) {
    const label = t('page.task.ruler.original', { date: formatDateShort(original) })
    marks.splice(2, 0, { at: at(original), label, side: 'below' })
  }
  // Two labels on one spot would lie over each other: today's stands for the day of issue too.
  return at(standsAt) < days.length / 5 ? marks.filter(mark => mark.at !== 0 || mark.strong) : marks
}

function labelOf(task: Task, original: PlainDate, { t, today, calendar }: Words): string {
  const due = task.due_on as PlainDate
  const values = {
    issued: formatDateShort(task.issued_on as PlainDate),
    original: formatDateShort(original),
    due: formatDateShort(due),
    left: Math.max(0, calendar.workingDaysBetween(today, due)),
  }
  return t(original === due ? 'page.task.ruler.label' : 'page.task.ruler.label_moved', values)
}
