import { randomUUID } from 'node:crypto'
import type { Decision, WorkSection } from '../../domain/my-work.ts'
import { defaultTerms } from '../../domain/policy-terms.ts'
import { formatDate } from '../../i18n/format.ts'
import type { DecisionPart, StatusPart } from '../../render/parts.ts'
import { longDate, type Words } from './words.ts'
import { waitedWord, workingDaysWord } from './working-days-word.ts'

/** Solid where it is late, tonal this week, in line for the rest: one look down the page (TOKENS rule 5). */
export const buttonKinds: Record<WorkSection, 'solid' | 'tonal' | 'line'> = {
  late: 'solid',
  week: 'tonal',
  soon: 'line',
  verify: 'tonal',
  waiting: 'line',
}

export function toneOf(section: WorkSection): Pick<DecisionPart, 'tone'> {
  if (section === 'late') return { tone: 'late' }
  return section === 'waiting' ? { tone: 'wait' } : {}
}

const waitKinds: readonly string[] = [
  'verify',
  'decide_extension',
  'decide_suspension',
  'decide_refusal',
  'decide_non_implementation',
  'read_mention',
]

/** What is waited for until a day of its own. */
const datedWaits: readonly string[] = ['wait_part', 'wait_head', 'wait_update']

/** A deadline says how many days are left; what waits for an answer says how long it has waited. */
export function whenOf(
  { kind, dueOn, section }: Pick<Decision, 'kind' | 'dueOn' | 'section'>,
  words: Words,
): { status: StatusPart; date: string } {
  const { t, today, calendar } = words
  if (!dueOn) return { status: { kind: 'note', word: t('work.no_date') }, date: '' }
  if (kind === 'issue') {
    const date = t('work.planned', { date: formatDate(dueOn) })
    return { status: { kind: 'draft', word: t('state.draft') }, date }
  }
  if (waitKinds.includes(kind) || (section === 'waiting' && !datedWaits.includes(kind))) {
    return {
      status: { kind: 'waiting', word: waitedWord(dueOn, words) },
      date: t('work.since', { date: formatDate(dueOn) }),
    }
  }
  if (kind === 'accept_part') {
    return {
      status: { kind: 'reported', word: t('part.submitted') },
      date: t('work.since', { date: formatDate(dueOn) }),
    }
  }
  if (dueOn < today) {
    const days = calendar.workingDaysBetween(dueOn, today)
    const word = t(kind === 'wait_part' || kind === 'wait_update' ? 'status.late_promise' : 'status.late', {
      days,
    })
    return { status: { kind: 'late', word }, date: longDate(dueOn, words) }
  }
  const soon = calendar.workingDaysBetween(today, dueOn) <= (words.terms ?? defaultTerms).due_soon_days
  return {
    status: { kind: soon ? 'soon' : 'running', word: workingDaysWord(dueOn, words) },
    date: longDate(dueOn, words),
  }
}

/** What one press needs to be one act, and to come back to this list. */
export function pressed(task: { version: number }): Record<string, string | number> {
  return { act_id: randomUUID(), version: task.version, back: 'my_work' }
}
