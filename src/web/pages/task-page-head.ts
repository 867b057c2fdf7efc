import type { TaskFacts } from '../../data/task.ts'
import type { TaskPlace } from '../../data/task-place.ts'
import { formatDate } from '../../i18n/format.ts'
import type { StatusPart } from '../../render/parts.ts'
import { sideStatuses } from './task-hanging.ts'
import { requestStatuses } from './task-requests.ts'
import { stateStatus } from './task-status-part.ts'
import type { Words } from './words.ts'

/** What stands on top of a task's page: where it is, the words it came from, its name and how it stands. */
export function taskPageHead(facts: TaskFacts, place: TaskPlace, words: Words) {
  const { t } = words
  const { task } = facts
  const { inspection, recommendation } = place
  const held = formatDate(inspection.held_on)
  const ordinal = recommendation.ordinal
  return {
    trail: [
      { label: t('nav.inspections'), href: '/inspections' },
      { label: t('page.task.trail.inspection', { date: held }), href: `/inspections/${inspection.id}` },
      {
        label: t('page.task.trail.recommendation', { ordinal }),
        href: `/recommendations/${recommendation.id}`,
      },
      { label: t('page.task.code', { code: task.code }) },
    ],
    quote: {
      text: recommendation.quote,
      caption: t('page.task.quote', {
        ordinal,
        count: place.recommendations,
        body: inspection.body,
        date: held,
      }),
      link: {
        label: t('page.task.quote.link'),
        href: `/inspections/${inspection.id}#span-${ordinal}`,
      },
    },
    title: task.title,
    statuses: statusesOf(facts, words),
    meta: metaOf(facts, words),
    obligation: task.obligation_id
      ? { label: t('page.task.obligation'), href: `/obligations/${task.obligation_id}` }
      : null,
    successor: place.successor
      ? {
          label: t('page.task.successor', { code: place.successor.code }),
          href: `/tasks/${place.successor.id}`,
        }
      : null,
  }
}

/** The state, and who it waits for. */
function statusesOf(facts: TaskFacts, words: Words): StatusPart[] {
  const { t } = words
  const waiting = facts.co_units.filter(part => part.state !== 'accepted' && part.state !== 'waived')
  const open = facts.task.state === 'in_progress' || facts.task.state === 'returned'
  return [
    stateStatus(facts.task, words),
    ...sideStatuses(facts, words),
    ...(open && waiting.length > 0
      ? [
          {
            kind: 'waiting' as const,
            word: t('page.task.waiting', { units: waiting.map(part => part.unit_name).join(', ') }),
          },
        ]
      : []),
    ...requestStatuses(facts, words),
  ]
}

function metaOf({ task }: TaskFacts, { t }: Words): string {
  const code = t('page.task.code', { code: task.code })
  if (!task.document_no) return code
  const document = task.document_on
    ? t('page.task.document.on', { number: task.document_no, date: formatDate(task.document_on) })
    : t('page.task.document', { number: task.document_no })
  return t('page.task.meta', { code, document })
}
