import type { Decision } from '../../domain/my-work.ts'
import { stripDays } from '../../domain/my-work.ts'
import { defaultTerms } from '../../domain/policy-terms.ts'
import { formatDateShort } from '../../i18n/format.ts'
import { addDays, type PlainDate, weekday } from '../../lib/plain-date.ts'
import type { StatusPart, StripCell } from '../../render/parts.ts'
import type { Words } from './words.ts'

/** More would not fit a cell; the rows below have them all. */
const shownItems = 2

/** What is late, then ten working days with what is due on each; phones show the first five. */
export function dayStrip(decisions: readonly Decision[], words: Words): StripCell[] {
  const { today } = words
  const dated = decisions.filter(one => one.dueOn !== null && (one.section === 'late' || isAhead(one)))
  const days = stripDaysOf(words)
  const late = dated.filter(one => one.section === 'late')
  const cells = days.map((day, n): StripCell => {
    const before = n === 0 ? addDays(today, -1) : days[n - 1]!
    // What falls due on a day off stands on the working day after it.
    const due = dated.filter(one => one.section !== 'late' && one.dueOn! > before && one.dueOn! <= day)
    return {
      label: labelOf(day, words),
      date: formatDateShort(day),
      today: day === today,
      later: n >= 5 || weekOf(day) !== weekOf(days[0]!),
      items: itemsOf(due, words),
    }
  })
  if (late.length === 0) return cells
  const oldest = late.map(one => one.dueOn!).sort()[0]!
  const cell = {
    label: words.t('work.strip.late'),
    date: formatDateShort(oldest),
    late: true,
    items: itemsOf(late, words),
  }
  return [cell, ...cells]
}

function isAhead({ section, kind }: Decision): boolean {
  return (section === 'week' || section === 'soon') && datedKinds.includes(kind)
}

/** Kinds whose date is a deadline; the others carry the day since which they wait. */
const datedKinds: readonly string[] = [
  'receive',
  'supplement',
  'send_draft',
  'report',
  'update',
  'draft_report',
  'receive_part',
  'submit_part',
  'supplement_part',
  'do_subtask',
  'answer_update',
]

function stripDaysOf({ calendar, today }: Words): PlainDate[] {
  const first = calendar.nextWorkingDay(today)
  return Array.from({ length: stripDays }, (_, n) => calendar.addWorkingDays(first, n))
}

function labelOf(day: PlainDate, { t, today }: Words): string {
  return day === today ? t('work.strip.today') : t(`weekday.${weekday(day)}`)
}

function weekOf(day: PlainDate): PlainDate {
  return addDays(day, 1 - weekday(day))
}

/** Whatever hangs on a task leads to it. */
function placeOf(decision: Decision): { id: string; code: string } {
  if ('hanging' in decision) return { id: decision.hanging.task_id, code: decision.hanging.code }
  return 'part' in decision ? decision.part : decision.task
}

function itemsOf(
  decisions: readonly Decision[],
  { t, today, calendar, terms = defaultTerms }: Words,
): StripCell['items'] {
  const shown = decisions.slice(0, shownItems).map(one => {
    const task = placeOf(one)
    const soon = calendar.workingDaysBetween(today, one.dueOn!) <= terms.due_soon_days
    const kind: StatusPart['kind'] = one.section === 'late' ? 'late' : soon ? 'soon' : 'running'
    return { status: { kind, word: t('page.task.code', { code: task.code }) }, href: `/tasks/${task.id}` }
  })
  const more = decisions.length - shown.length
  if (more <= 0) return shown
  return [
    ...shown,
    { status: { kind: 'note', word: t('work.strip.more', { count: more }) }, href: '/tasks?mine=1' },
  ]
}
