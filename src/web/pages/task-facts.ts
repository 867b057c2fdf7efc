import type { EvidenceRow } from '../../data/evidence.ts'
import type { Row } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import type { PostName, TaskPlace } from '../../data/task-place.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import { addDays, weekday as dayOfWeek } from '../../lib/plain-date.ts'
import type { FactSheetPart } from '../../render/parts.ts'
import { originalDate, reopenedLines, resumeLines } from './task-dates.ts'
import { taskRuler } from './task-ruler.ts'
import { dueStatus } from './task-status-part.ts'
import { longDate, type Words, weekdayInside } from './words.ts'

export interface FactsInput {
  facts: TaskFacts
  place: TaskPlace
  heads: PostName[]
  /** The last verdict, where the task was returned. */
  verdict: Row<'verdict'> | undefined
  evidence: readonly EvidenceRow[]
  /** The pauses and reopenings of the task, the last one last. */
  suspensions: readonly Row<'suspension'>[]
  reopenings: readonly Row<'reopening'>[]
}

/** What is owed, by whom and by when, with both dates where they differ and the days off in between named. */
export function taskFacts(input: FactsInput, words: Words): FactSheetPart {
  const { task } = input.facts
  const ruler = taskRuler(task, words)
  return {
    id: 'facts',
    owed: owedOf(input, words),
    peopleLabel: words.t('page.task.people'),
    people: peopleOf(input, words),
    due: dueOf(input, words),
    ...(ruler ? { ruler } : {}),
  }
}

function owedOf(input: FactsInput, { t }: Words): FactSheetPart['owed'] {
  const { task } = input.facts
  const missing = missingOf(input, t)
  return [
    { label: t('page.task.owed'), text: task.criterion },
    ...(missing.length > 0 ? [{ label: t('page.task.missing'), text: missing.join('; ') }] : []),
    ...(task.blocker ? [{ label: t('page.task.blocker'), text: task.blocker }] : []),
  ]
}

function missingOf({ facts, verdict, evidence }: FactsInput, t: Words['t']): string[] {
  const { state } = facts.task
  if (state !== 'in_progress' && state !== 'returned') return []
  const parts = facts.co_units.filter(part => part.state !== 'accepted' && part.state !== 'waived')
  return [
    ...(state === 'returned' && verdict?.missing ? [verdict.missing] : []),
    ...parts.map(part => t('page.task.missing.part', { unit: part.unit_name })),
    ...(evidence.length === 0 ? [t('page.task.missing.evidence')] : []),
  ]
}

function peopleOf({ facts, place, heads }: FactsInput, { t }: Words): FactSheetPart['people'] {
  const { task } = facts
  const post = (id: string | null) => (id ? place.posts.get(id) : undefined)
  const named = (label: string, holder: PostName | undefined, titled = true) =>
    holder ? [{ label, name: holder.person_name, ...(titled ? { sub: holder.title } : {}) }] : []
  const assigner = post(task.assigner_id)
  return [
    {
      label: t('page.task.lead'),
      name: leadOf(facts, place, t),
      sub: heads.length > 0 ? heads.map(held => holderOf(held, t)).join('; ') : t('page.task.no_head'),
    },
    ...named(t('page.task.officer'), post(task.officer_id), false),
    ...(facts.co_units.length > 0
      ? [{ label: t('page.task.co_units'), name: facts.co_units.map(part => part.unit_name).join(', ') }]
      : []),
    ...named(t('page.task.assigner'), assigner),
    ...named(t('page.task.verifier'), post(task.verifier_id)),
  ]
}

/** The lead unit, with the name it was given the task under where that was another. */
function leadOf(facts: TaskFacts, { lead_unit_then: former }: TaskPlace, t: Words['t']): string {
  const name = facts.lead_unit_name
  return former && former !== name ? t('page.task.lead.then', { name, former }) : name
}

function holderOf({ person_name: name, title, acting_for: other }: PostName, t: Words['t']): string {
  return other ? t('page.task.holder.acting', { name, title, other }) : t('page.task.holder', { name, title })
}

function dueOf(input: FactsInput, words: Words): FactSheetPart['due'] {
  const { t } = words
  const { task } = input.facts
  const status = dueStatus(task, words)
  return {
    label: t(task.state === 'draft' ? 'page.task.due.planned' : 'page.task.due'),
    date: longDate(task.due_on, words),
    ...(status ? { status } : {}),
    lines: [
      ...endLines(task, t),
      ...resumeLines(task, input.suspensions.at(-1), words),
      ...reopenedLines(input.reopenings, words),
      ...originalLines(task, words),
      ...supplementLines(task, words),
      ...dayOffLines(task, words),
    ],
  }
}

function endLines(task: Row<'task'>, t: Words['t']): string[] {
  if (task.completed_on) return [t('page.task.completed_on', { date: formatDate(task.completed_on) })]
  if (task.reported_on) return [t('page.task.reported_on', { date: formatDate(task.reported_on) })]
  const { frozen_days: days } = task
  if (days === null) return []
  return [days < 0 ? t('page.task.frozen.late', { days: -days }) : t('page.task.frozen', { days })]
}

function originalLines(task: Row<'task'>, words: Words): string[] {
  const { t } = words
  const original = originalDate(task, words)
  if (!original) return []
  const weekday = weekdayInside(original.date, words)
  return [
    t('page.task.original', { weekday, date: formatDate(original.date) }),
    ...(original.days > 0 ? [t('page.task.past_original', { days: original.days })] : []),
  ]
}

function supplementLines(task: Row<'task'>, words: Words): string[] {
  if (task.state !== 'returned' || !task.supplement_due_on) return []
  return [words.t('page.task.supplement', { date: longDate(task.supplement_due_on, words) })]
}

/** Further ahead the days off say nothing yet. */
const namedAhead = 120

/** The named days off between now and the deadline, and a word when the deadline itself is one. */
function dayOffLines(task: Row<'task'>, { t, today, calendar }: Words): string[] {
  const due = task.due_on
  const open = task.closed_on === null && task.state !== 'reported'
  if (!due || !open || due < today) return []
  const lines = calendar.isWorkingDay(due) ? [] : [t('page.task.due_off')]
  const until = addDays(today, namedAhead) < due ? addDays(today, namedAhead) : due
  const off: string[] = []
  for (let day = today; day <= until; day = addDays(day, 1)) {
    const name = calendar.nameOf(day)
    if (name && dayOfWeek(day) <= 5) off.push(t('page.task.day_off', { date: formatDateShort(day), name }))
  }
  return off.length > 0 ? [...lines, t('page.task.days_off', { days: shortened(off).join('; ') })] : lines
}

/** Tết has five of them: the first and the last of a long row say enough. */
function shortened(off: string[]): string[] {
  return off.length <= 4 ? off : [...off.slice(0, 3), '…', off.at(-1) as string]
}
