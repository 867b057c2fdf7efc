import { formatDate, formatDateShort } from '../../i18n/format.ts'
import type { AttentionFound, AttentionInput, AttentionRow } from './committee-attention.ts'
import { rowOf } from './committee-attention-row.ts'
import { excerpt } from './conclusion-text.ts'

/** A request that a leader has left waiting longer than the office's ladder allows. */
export function undecidedRow(task: AttentionFound['undecided'][number], input: AttentionInput): AttentionRow {
  const { t, today, calendar } = input
  const asked = task.extension_on ?? task.suspension_on ?? task.from_on
  const word = t(
    task.suspension_on
      ? 'page.committee.attention.undecided.suspension'
      : 'page.committee.attention.undecided.extension',
  )
  const days = calendar.workingDaysBetween(asked, today)
  const facts = [
    t('page.committee.attention.undecided.since', { date: formatDateShort(asked), days }),
    task.lead_unit_name,
  ]
  return rowOf(task, input, { kind: 'waiting', word }, facts)
}

/** Reported and not verified: the unit has done its part and waits. */
export function unverifiedRow(
  task: AttentionFound['unverified'][number],
  input: AttentionInput,
): AttentionRow {
  const { t, today, calendar } = input
  const reported = task.reported_on ?? today
  const days = calendar.workingDaysBetween(reported, today)
  const facts = [
    t('page.committee.attention.unverified.since', { date: formatDateShort(reported) }),
    task.lead_unit_name,
  ]
  const word = t('page.committee.attention.unverified', { days })
  return { ...rowOf(task, input, { kind: 'waiting', word }, facts), id: `unverified-${task.id}` }
}

/** What an earlier inspection had asked for already. */
export function repeatedRow(row: AttentionFound['repeated'][number], { t }: AttentionInput): AttentionRow {
  return {
    id: `repeated-${row.subject_id}`,
    status: { kind: 'waiting', word: t('page.committee.attention.repeated') },
    title: t('page.committee.attention.repeated.title', {
      ordinal: row.ordinal,
      text: excerpt(row.summary || row.quote, 120),
    }),
    meta: t('page.committee.attention.repeated.of', {
      ordinal: row.earlier_ordinal,
      earlier: formatDate(row.earlier_held_on),
      date: formatDate(row.held_on),
    }),
    link: {
      label: t('page.committee.attention.repeated.open'),
      href: `/recommendations/${row.subject_id}`,
    },
  }
}
