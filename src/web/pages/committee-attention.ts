import type {
  AttentionTask,
  listDisputedTasks,
  listProposedNonImplementations,
  listSecondExtensions,
  listUndecidedRequests,
} from '../../data/attention.ts'
import type { RepeatedPlace } from '../../data/attention-list.ts'
import type { MissedTwice } from '../../data/obligation-count.ts'
import type { OpenPart } from '../../data/open-part.ts'
import type { UnitWithoutHead } from '../../data/vacant-post.ts'
import { lateSide } from '../../domain/late-side.ts'
import { taskTiming } from '../../domain/task-status.ts'
import type { Calendar } from '../../domain/working-days.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { LinkPart, StatusPart } from '../../render/parts.ts'
import { disputedRow, rowOf, vacantRow } from './committee-attention-row.ts'
import { repeatedRow, undecidedRow, unverifiedRow } from './committee-attention-wait.ts'
import { daysLeft } from './committee-piles.ts'
import { sideWords } from './side-words.ts'
import { isExtendedOften } from './task-requests.ts'

type Found<List extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<List>>[number]

export interface AttentionFound {
  late: AttentionTask[]
  /** From how many working days late a task stands on the committee's list (PRODUCT §4: 15); null: none does. */
  listDays: number | null
  lateOriginal: AttentionTask[]
  extensions: Found<typeof listSecondExtensions>[]
  proposals: Found<typeof listProposedNonImplementations>[]
  disputed: Found<typeof listDisputedTasks>[]
  undecided: Found<typeof listUndecidedRequests>[]
  unverified: AttentionTask[]
  missedTwice: MissedTwice[]
  repeated: RepeatedPlace[]
  vacant: UnitWithoutHead[]
  /** The parts of co-units that late tasks wait for. */
  openParts: Map<string, OpenPart[]>
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
    ...first(input.missedTwice).map(duty => missedRow(duty, input)),
    ...first(input.extensions).map(task => extensionRow(task, input)),
    ...first(input.proposals).map(task => proposalRow(task, input)),
    ...first(input.disputed).map(task => disputedRow(task, input)),
    ...first(input.undecided).map(task => undecidedRow(task, input)),
    ...first(input.unverified).map(task => unverifiedRow(task, input)),
    ...first(input.repeated).map(row => repeatedRow(row, input)),
    ...first(input.vacant).map(unit => vacantRow(unit, input)),
  ]
}

/** What waits and has no list of its own, beyond the rows shown. */
export function attentionLeftOut(found: AttentionFound): number {
  const { missedTwice, extensions, proposals, disputed, undecided, unverified, repeated, vacant } = found
  const all = [missedTwice, extensions, proposals, disputed, undecided, unverified, repeated, vacant]
  return all.reduce((sum, rows) => sum + Math.max(0, rows.length - shownOfKind), 0)
}

export function lateRow(task: AttentionTask, input: AttentionInput): AttentionRow {
  const { t, reminded, listDays, today } = input
  const parts = input.openParts.get(task.id) ?? []
  const days = -daysLeft(task, input)
  const told = reminded.get(task.id) ?? 0
  const facts = [
    task.lead_unit_name,
    ...lateDates(task, input),
    ...(listDays !== null && days >= listDays
      ? [t('page.committee.attention.late_15', { days: listDays })]
      : []),
    ...(task.state === 'reported' ? [t('page.committee.attention.reported')] : []),
    ...(parts.length > 0 ? sideWords(lateSide(task, parts, today), t) : []),
    ...(told > 0 ? [t('page.committee.attention.reminded', { count: told })] : []),
  ]
  return rowOf(task, input, { kind: 'late', word: t('page.committee.attention.late', { days }) }, facts)
}

/** A late task whose deadline was moved is late against both dates (PRODUCT §3). */
function lateDates(task: AttentionTask, { t, today, calendar }: AttentionInput): string[] {
  const due = formatDate(task.due_on ?? '')
  if (!task.original_due_on || task.original_due_on === task.due_on)
    return [t('page.committee.attention.due', { date: due })]
  const original = formatDate(task.original_due_on)
  const { daysPastOriginal: days } = taskTiming(task, today, calendar)
  return [
    t('page.committee.attention.both_dates', { original, due }),
    ...(days > 0 ? [t('page.committee.attention.past_original', { days })] : []),
  ]
}

export function lateOriginalRow(task: AttentionTask, input: AttentionInput): AttentionRow {
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

/** PRODUCT §3: two misses in a row go on the committee's list. */
export function missedRow(duty: MissedTwice, { t }: AttentionInput): AttentionRow {
  return {
    id: `missed-${duty.id}`,
    status: { kind: 'late', word: t('page.committee.attention.missed', { count: duty.in_a_row }) },
    title: duty.title,
    meta: [
      duty.lead_unit_name,
      t('page.committee.attention.missed.last', { date: formatDate(duty.last_missed_on) }),
    ].join(' · '),
    link: { label: t('page.committee.attention.missed.open'), href: `/obligations/${duty.id}` },
  }
}

export function extensionRow(
  task: AttentionFound['extensions'][number],
  input: AttentionInput,
): AttentionRow {
  const { t } = input
  const word = t('page.committee.attention.extension', { ordinal: task.extension_count + 1 })
  const facts = [
    t(
      task.asked_late === 1
        ? 'page.committee.attention.extension.asked_late'
        : 'page.committee.attention.extension.asked',
      { date: formatDateShort(task.asked_on), due: formatDate(task.asked_due_on) },
    ),
    ...(isExtendedOften({ task, pending_extension: task })
      ? [t('page.committee.attention.extension.often')]
      : []),
    ...lateDates(task, input),
    task.lead_unit_name,
  ]
  return rowOf(task, input, { kind: 'waiting', word }, facts)
}

export function proposalRow(task: AttentionFound['proposals'][number], input: AttentionInput): AttentionRow {
  const { t } = input
  const date = formatDateShort(task.proposed_on)
  const facts = [t('page.committee.attention.proposal.asked', { date }), task.lead_unit_name]
  return rowOf(task, input, { kind: 'waiting', word: t('page.committee.attention.proposal') }, facts)
}
