import type { DateRow } from '../../data/calendar-date.ts'
import type { DatedTask } from '../../data/calendar-row.ts'
import { formatDate } from '../../i18n/format.ts'
import type { StatusPart } from '../../render/parts.ts'
import { dueStatus, stateStatus } from './task-status-part.ts'
import type { Words } from './words.ts'

export interface DatePart {
  id: string
  status: StatusPart
  title: string
  href: string
  meta: string
  late: boolean
}

export interface Dated {
  dates: DateRow[]
  tasks: Map<string, DatedTask>
  details: Map<string, string>
}

/** One date as a row: what falls due, of which task, and how it stands. */
export function datePart(date: DateRow, { tasks, details }: Dated, words: Words): DatePart {
  const { t } = words
  const detail = details.get(date.subject_id) ?? ''
  const task = date.task_id ? tasks.get(date.task_id) : undefined
  const kind = t(kindKey(date, task))
  const late = date.late === 1
  const id = `${date.kind}-${date.subject_id}`
  if (!task) {
    const href = `/handovers/${date.subject_id}`
    return { id, status: { kind: 'planned', word: kind }, title: detail, href, meta: '', late }
  }
  const both = task.original_due_on !== null && task.due_on !== null && task.original_due_on !== task.due_on
  const other =
    date.kind === 'original'
      ? t('page.dates.now_due', { date: formatDate(task.due_on ?? date.day) })
      : date.kind === 'due' && both
        ? t('page.dates.first_due', { date: formatDate(task.original_due_on ?? date.day) })
        : ''
  return {
    id,
    status: statusOf(date, task, words),
    title: `${task.code} ${task.title}`,
    href: `/tasks/${task.id}`,
    meta: [kind, detail, task.lead_unit_name, other].filter(text => text !== '').join(' · '),
    late,
  }
}

/** The deadline of a cycle is when its report is sent. */
export function kindKey(date: DateRow, task: DatedTask | undefined) {
  if (date.kind === 'due' && task?.obligation_id) return 'date_kind.cycle' as const
  return `date_kind.${date.kind}` as const
}

function statusOf(date: DateRow, task: DatedTask, words: Words): StatusPart {
  const { t, calendar, today } = words
  const due = date.kind === 'due' ? dueStatus(task, words) : null
  if (due) return due
  if (date.late === 1 && task.state !== 'reported') {
    return { kind: 'late', word: t('status.late', { days: calendar.workingDaysBetween(date.day, today) }) }
  }
  return stateStatus(task, words)
}
