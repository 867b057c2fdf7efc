import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { listEvidence, listPendingEvidence } from '../../data/evidence.ts'
import type { Db } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import { findTaskPlace, listPostOptions, type TaskPlace } from '../../data/task-place.ts'
import { findTimeline, type Timeline } from '../../data/timeline.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { taskLinker } from '../../domain/emulation-model-link.ts'
import { offeredActs } from '../../domain/offered-acts.ts'
import { formatDate } from '../../i18n/format.ts'
import type {
  ActsPart,
  CoUnitPart,
  EvidencePart,
  FactSheetPart,
  LinkPart,
  QuotePart,
  StatusPart,
  TimelineEntry,
} from '../../render/parts.ts'
import { rolesOf } from '../plugins/nav.ts'
import { helpersOf } from '../plugins/views.ts'
import { type ModelsLinked, modelsLinked } from './emulation-model-link.ts'
import { evidenceParts, type PendingEvidence, pendingEvidence } from './evidence.ts'
import { taskActBar, taskHint } from './task-acts.ts'
import { taskFacts } from './task-facts.ts'
import { coUnitCards } from './task-parts.ts'
import { stateStatus } from './task-status-part.ts'
import { zaloText } from './task-zalo.ts'
import { timelineEntries } from './timeline.ts'
import { type Words, wordsFor } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'task/page': TaskPageData
  }
}

export interface TaskPageData {
  trail: (LinkPart | { label: string })[]
  quote: QuotePart
  title: string
  statuses: StatusPart[]
  meta: string
  successor: LinkPart | null
  facts: FactSheetPart
  acts: ActsPart | null
  hint: string | null
  zalo: string
  timeline: TimelineEntry[]
  parts: CoUnitPart[]
  evidence: EvidencePart[]
  pending: PendingEvidence | null
  addEvidenceHref: string | null
  reminded: { text: string; link: LinkPart | null }
  models: ModelsLinked | null
}

/** Everything on the page of one task that the person may see. */
export async function taskPageData(
  db: Db,
  request: FastifyRequest,
  facts: TaskFacts,
  publicUrl: string,
): Promise<TaskPageData> {
  const { actor, occasion } = request
  const { task } = facts
  const words = wordsFor(request, await findCalendar(db))
  const h = helpersOf(request)
  const place = await findTaskPlace(db, task)
  const timeline = await findTimeline(db, task.id)
  const evidence = await listEvidence(db, task.id)
  const heads = await listPostOptions(db, occasion.today, { role: 'unit_head', unitId: task.lead_unit_id })
  const offers = offeredActs(actor, facts)
  const mayLay = offers.some(({ act }) => act === 'update' || act === 'update_co_unit')
  const pending = mayLay ? await listPendingEvidence(db, task.id, actor.person.id) : []
  const verdict = [...timeline.verdicts.values()].at(-1)
  const actId = randomUUID()
  const bar = taskActBar(offers, facts, words, actId)
  return {
    ...headOf(facts, place, words),
    facts: taskFacts({ facts, place, heads, verdict, evidence }, words),
    acts: bar.main || bar.others.length > 0 ? bar : null,
    hint: taskHint(offers, facts, words),
    zalo: zaloText(facts, place, publicUrl, words),
    timeline: timelineEntries(timeline, words, h),
    parts: coUnitCards(facts, { actor, offers, actId }, words),
    evidence: evidenceParts(evidence, h),
    pending: pending.length > 0 ? pendingEvidence(pending, h, { taskId: task.id, back: 'task' }) : null,
    addEvidenceHref: mayLay ? `/tasks/${task.id}/evidence?back=task` : null,
    reminded: remindedOf(timeline, facts, request),
    models: await modelsLinked(
      db,
      request,
      { taskId: task.id },
      { mayLink: taskLinker(actor, facts) !== undefined, words },
    ),
  }
}

function headOf(facts: TaskFacts, place: TaskPlace, words: Words) {
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
    ...(open && waiting.length > 0
      ? [
          {
            kind: 'waiting' as const,
            word: t('page.task.waiting', { units: waiting.map(part => part.unit_name).join(', ') }),
          },
        ]
      : []),
    ...(facts.pending_extension
      ? [{ kind: 'waiting' as const, word: t('page.task.waiting.extension') }]
      : []),
    ...(facts.pending_non_implementation
      ? [{ kind: 'waiting' as const, word: t('page.task.waiting.non_implementation') }]
      : []),
    ...(facts.pending_refusal ? [{ kind: 'waiting' as const, word: t('page.task.waiting.refusal') }] : []),
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

const sentStates: readonly string[] = ['sent', 'kept', 'unsure']

/** How often people were told, and the way into the ledger for who may read it. */
function remindedOf(
  timeline: Timeline,
  { task }: TaskFacts,
  { t, actor }: FastifyRequest,
): TaskPageData['reminded'] {
  const told = timeline.reminders.filter(row => sentStates.includes(row.state)).length
  const planned = timeline.reminders.filter(row => row.state === 'planned').length
  const reads = actor.holdings.some(held => rolesOf('ledger').includes(held.role))
  return {
    text: t('page.task.reminded', { told, planned }),
    link: reads ? { label: t('page.task.reminded.link'), href: `/ledger?task=${task.id}` } : null,
  }
}
