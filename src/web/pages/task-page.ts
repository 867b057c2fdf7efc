import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Db } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import { findTaskPlace, listPostOptions } from '../../data/task-place.ts'
import { findTimeline, type Timeline } from '../../data/timeline.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { findWriter } from '../../domain/comment.ts'
import { taskLinker } from '../../domain/emulation-model-link.ts'
import { offeredActs } from '../../domain/offered-acts.ts'
import { maySeeSubtasks } from '../../domain/subtask-authority.ts'
import type {
  ActsPart,
  CoUnitPart,
  FactSheetPart,
  LinkPart,
  QuotePart,
  StatusPart,
  TimelineEntry,
} from '../../render/parts.ts'
import { rolesOf } from '../plugins/nav.ts'
import { helpersOf } from '../plugins/views.ts'
import { type ModelsLinked, modelsLinked } from './emulation-model-link.ts'
import { taskActBar, taskHint } from './task-acts.ts'
import { type EvidenceSections, laidEvidence } from './task-evidence.ts'
import { taskFacts } from './task-facts.ts'
import { subtaskPosts } from './task-hanging.ts'
import { taskPageHead } from './task-page-head.ts'
import { coUnitCards } from './task-parts.ts'
import { type QuestionPart, questionPart } from './task-question.ts'
import { type SubtasksPart, subtasksPart } from './task-subtasks.ts'
import { zaloText } from './task-zalo.ts'
import { timelineEntries } from './timeline.ts'
import { withoutSubtasks } from './timeline-hanging.ts'
import { wordsFor } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'task/page': TaskPageData
  }
}

export interface TaskPageData extends EvidenceSections {
  trail: (LinkPart | { label: string })[]
  quote: QuotePart
  title: string
  statuses: StatusPart[]
  meta: string
  successor: LinkPart | null
  /** The standing duty of which it is a cycle. */
  obligation: LinkPart | null
  facts: FactSheetPart
  acts: ActsPart | null
  hint: string | null
  question: QuestionPart | null
  subtasks: SubtasksPart | null
  zalo: string
  timeline: TimelineEntry[]
  parts: CoUnitPart[]
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
  const found = await findTimeline(db, task.id)
  const timeline = maySeeSubtasks(actor, facts) ? found : withoutSubtasks(found)
  const heads = await listPostOptions(db, occasion.today, { role: 'unit_head', unitId: task.lead_unit_id })
  const offers = offeredActs(actor, facts)
  const { evidence, sections } = await laidEvidence(db, { actor, task, offers }, h)
  const verdict = [...timeline.verdicts.values()].at(-1)
  const actId = randomUUID()
  const mayComment = (await findWriter(db, actor, facts)) !== undefined
  const bar = taskActBar(offers, facts, words, { actId, mayComment })
  const given = { actor, offers, actId, ...(await subtaskPosts(db, facts, occasion.today)) }
  return {
    ...taskPageHead(facts, place, words),
    facts: taskFacts(
      {
        facts,
        place,
        heads,
        verdict,
        evidence,
        suspensions: [...timeline.suspensions.values()],
        reopenings: [...timeline.reopenings.values()],
      },
      words,
    ),
    acts: bar.main || bar.others.length > 0 ? bar : null,
    hint: taskHint(offers, facts, words),
    question: questionPart(timeline, occasion.at, words),
    subtasks: subtasksPart(facts, given, words),
    zalo: zaloText(facts, place, publicUrl, words),
    timeline: timelineEntries(timeline, words, h),
    parts: coUnitCards(facts, { actor, offers, actId }, words),
    ...sections,
    reminded: remindedOf(timeline, facts, request),
    models: await modelsLinked(
      db,
      request,
      { taskId: task.id },
      { mayLink: taskLinker(actor, facts) !== undefined, words },
    ),
  }
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
