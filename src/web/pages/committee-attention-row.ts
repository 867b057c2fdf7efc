import type { AttentionTask } from '../../data/attention.ts'
import type { UnitWithoutHead } from '../../data/vacant-post.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import { addDays } from '../../lib/plain-date.ts'
import type { StatusPart } from '../../render/parts.ts'
import type { AttentionFound, AttentionInput, AttentionRow } from './committee-attention.ts'
import { taskListHref } from './task-link.ts'

export function disputedRow(task: AttentionFound['disputed'][number], input: AttentionInput): AttentionRow {
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

export function vacantRow(unit: UnitWithoutHead, { t, mayAppoint }: AttentionInput): AttentionRow {
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

export function rowOf(
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
