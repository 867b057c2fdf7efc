import type {
  AttentionTask,
  listDisputedTasks,
  listProposedNonImplementations,
  listSecondExtensions,
} from '../../data/attention.ts'
import type { UnitWithoutHead } from '../../data/vacant-post.ts'
import { taskTiming } from '../../domain/task-status.ts'
import type { Calendar } from '../../domain/working-days.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { addDays } from '../../lib/plain-date.ts'
import type { LinkPart, StatusPart } from '../../render/parts.ts'
import { daysLeft } from './committee-piles.ts'
import { taskListHref } from './task-link.ts'

type Found<List extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<List>>[number]

export interface AttentionFound {
  late: AttentionTask[]
  /** From how many working days late a task stands on the committee's list (PRODUCT §4: 15); null: none does. */
  listDays: number | null
  lateOriginal: AttentionTask[]
  extensions: Found<typeof listSecondExtensions>[]
  proposals: Found<typeof listProposedNonImplementations>[]
  disputed: Found<typeof listDisputedTasks>[]
  vacant: UnitWithoutHead[]
  /** How often people were told of a late task. */
  reminded: Map<string, number>
}

export interface AttentionInput extends AttentionFound {
  t: Translate
  today: string
  calendar: Calendar
  /** Secretaries can fill an empty post at once. */
  mayAppoint: boolean
}

export interface AttentionRow {
  id: string
  status: StatusPart
  title: string
  meta: string
  link: LinkPart
}

/** Rows of one kind, so that one kind does not crowd out the others. */
const shownOfKind = 5

/** "Cần chú ý": what is late by most first, then what waits for a decision, then posts that nobody holds. */
export function committeeAttention(input: AttentionInput): AttentionRow[] {
  const late = input.late.toSorted((a, b) => daysLeft(a, input) - daysLeft(b, input))
  const first = <Row>(rows: Row[]) => rows.slice(0, shownOfKind)
  return [
    ...late.map(task => lateRow(task, input)),
    ...input.lateOriginal.map(task => lateOriginalRow(task, input)),
    ...first(input.extensions).map(task => extensionRow(task, input)),
    ...first(input.proposals).map(task => proposalRow(task, input)),
    ...first(input.disputed).map(task => disputedRow(task, input)),
    ...first(input.vacant).map(unit => vacantRow(unit, input)),
  ]
}

/** What waits and has no list of its own, beyond the rows shown. */
export function attentionLeftOut({ extensions, proposals, disputed, vacant }: AttentionFound): number {
  const all = [extensions, proposals, disputed, vacant]
  return all.reduce((sum, rows) => sum + Math.max(0, rows.length - shownOfKind), 0)
}

function lateRow(task: AttentionTask, input: AttentionInput): AttentionRow {
  const { t, reminded, listDays } = input
  const days = -daysLeft(task, input)
  const told = reminded.get(task.id) ?? 0
  const facts = [
    task.lead_unit_name,
    t('page.committee.attention.due', { date: formatDate(task.due_on ?? '') }),
    ...(listDays !== null && days >= listDays
      ? [t('page.committee.attention.late_15', { days: listDays })]
      : []),
    ...(task.state === 'reported' ? [t('page.committee.attention.reported')] : []),
    ...(told > 0 ? [t('page.committee.attention.reminded', { count: told })] : []),
  ]
  return rowOf(task, input, { kind: 'late', word: t('page.committee.attention.late', { days }) }, facts)
}

function lateOriginalRow(task: AttentionTask, input: AttentionInput): AttentionRow {
  const { t, today, calendar } = input
  const facts = [
    t('page.committee.attention.both_dates', {
      original: formatDate(task.original_due_on ?? ''),
      due: formatDate(task.due_on ?? ''),
    }),
    t('page.committee.attention.past_original', { days: taskTiming(task, today, calendar).daysPastOriginal }),
    task.lead_unit_name,
  ]
  return rowOf(
    task,
    input,
    { kind: 'late_original', word: t('page.committee.attention.late_original') },
    facts,
  )
}

function extensionRow(task: AttentionFound['extensions'][number], input: AttentionInput): AttentionRow {
  const { t } = input
  const word = t('page.committee.attention.extension', { ordinal: task.extension_count + 1 })
  const facts = [
    t('page.committee.attention.extension.asked', {
      date: formatDateShort(task.asked_on),
      due: formatDate(task.asked_due_on),
    }),
    task.lead_unit_name,
  ]
  return rowOf(task, input, { kind: 'waiting', word }, facts)
}

function proposalRow(task: AttentionFound['proposals'][number], input: AttentionInput): AttentionRow {
  const { t } = input
  const date = formatDateShort(task.proposed_on)
  const facts = [t('page.committee.attention.proposal.asked', { date }), task.lead_unit_name]
  return rowOf(task, input, { kind: 'waiting', word: t('page.committee.attention.proposal') }, facts)
}

function disputedRow(task: AttentionFound['disputed'][number], input: AttentionInput): AttentionRow {
  const { t } = input
  const facts = [
    t('page.committee.attention.disputed.by', {
      unit: task.refusing_name,
      date: formatDateShort(task.refused_on),
      proposed: task.proposed_name,
    }),
    t('page.committee.attention.disputed.apart'),
  ]
  return rowOf(task, input, { kind: 'waiting', word: t('page.committee.attention.disputed') }, facts)
}

function vacantRow(unit: UnitWithoutHead, { t, mayAppoint }: AttentionInput): AttentionRow {
  const since = unit.held_until
    ? t('page.committee.attention.vacant.since', { date: formatDate(addDays(unit.held_until, 1)) })
    : t('page.committee.attention.vacant.never')
  return {
    id: `vacant-${unit.id}`,
    status: { kind: 'waiting', word: t('page.committee.attention.vacant') },
    title: t('page.committee.attention.vacant.post', { unit: unit.name }),
    meta: `${since} · ${t('page.committee.attention.vacant.silent')}`,
    link: mayAppoint
      ? { label: t('page.committee.attention.vacant.appoint'), href: `/admin/appointments?unit=${unit.id}` }
      : {
          label: t('page.committee.attention.vacant.tasks'),
          href: taskListHref({ unit: unit.id, own: '1' }),
        },
  }
}

function rowOf(
  task: AttentionTask,
  { t }: AttentionInput,
  status: StatusPart,
  facts: string[],
): AttentionRow {
  return {
    id: `${status.kind}-${task.id}`,
    status,
    title: `${task.code} ${task.title}`,
    meta: facts.join(' · '),
    link: { label: t('page.committee.attention.task'), href: `/tasks/${task.id}` },
  }
}
