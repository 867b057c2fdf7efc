import type { FastifyRequest } from 'fastify'
import { type Actor, findActor, listHoldings } from '../../data/actor.ts'
import type { MeetingOfCommittee } from '../../data/meeting.ts'
import type { MeetingItem } from '../../data/meeting-item.ts'
import { findRecommendationFor, type RecommendationOfInspection } from '../../data/recommendation.ts'
import type { Db } from '../../data/schema.ts'
import { findTaskFor, type TaskFacts } from '../../data/task.ts'
import { committeeOver } from '../../domain/authority.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { type Decision, type RoomAct, roomActs } from '../../domain/meeting-decision.ts'
import { keeperOf } from '../../domain/meeting-record.ts'
import { offeredAuthority } from '../../domain/offered-acts.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Form } from '../forms/form.ts'
import { decisionOf, recommendationActs } from '../forms/recommendation-act.ts'
import type { StandingPage } from '../forms/standing-act.ts'
import type { TaskForm, TaskFormPage } from '../forms/task-act.ts'
import { taskForms } from '../forms/task-acts.ts'
import type { AppParts } from '../parts.ts'
import { wordsFor } from './words.ts'

/** The forms of acts on a task that the room has; a verdict is one form of two acts. */
export const roomTaskForms: readonly TaskForm[] = taskForms.filter(form =>
  (roomActs as readonly string[]).includes(form.act),
)
export const roomRecommendationActs = recommendationActs.filter(
  act => act.name === 'close_recommendation' || act.name === 'reopen_recommendation',
)

/** What stands beside an item: its task or recommendation as the reader may see it. */
export interface RoomSubject {
  facts: TaskFacts | undefined
  recommendation: RecommendationOfInspection | undefined
  page: TaskFormPage | undefined
}

export async function findRoomSubject(
  parts: AppParts,
  request: FastifyRequest,
  item: MeetingItem,
): Promise<RoomSubject> {
  const db = parts.database.reader
  const { actor } = request
  const facts = item.task_id ? await findTaskFor(db, actor, item.task_id) : undefined
  const recommendation = item.recommendation_id
    ? await findRecommendationFor(db, actor, item.recommendation_id)
    : undefined
  const words = wordsFor(request, await findCalendar(db))
  const page = facts && { request, parts, facts, part: undefined, subtask: undefined, words }
  return { facts, recommendation, page }
}

/** How the person who is signed in may decide here. */
export interface RoomRight {
  /** `decide`: by the person's own act; `prepare`: the keeper types what the chair confirms. */
  mode: 'decide' | 'prepare'
  acts: RoomAct[]
}

/**
 * The acts that are open on the item, by the person's own right; where they have none and keep the meeting, those of
 * its chair, to be prepared. Rights are those of the table and of DECISIONS 21 and 22, no wider.
 */
export async function findRoomRight(
  db: Db,
  { actor, occasion }: FastifyRequest,
  meeting: MeetingOfCommittee,
  subject: RoomSubject,
): Promise<RoomRight | null> {
  const own = actsOf(actor, subject)
  if (own.length > 0) return { mode: 'decide', acts: own }
  if (!keeperOf(actor, meeting)) return null
  const [post] = await listHoldings(db, occasion.today, { ids: [meeting.chair_id] })
  const chair = post && (await findActor(db, post.person_id, occasion.today))
  const acts = chair ? actsOf(chair, subject) : []
  return acts.length > 0 ? { mode: 'prepare', acts } : null
}

function actsOf(actor: Actor, { facts, recommendation }: RoomSubject): RoomAct[] {
  const onTask = facts
    ? roomTaskForms.filter(form => {
        const authority = offeredAuthority(actor, facts, form.act)
        return authority && !authority.onBehalf
      })
    : []
  const decides =
    recommendation && committeeOver(actor, recommendation.organisation_id, recommendation.committee_id)
  const onRecommendation = decides ? roomRecommendationActs.filter(act => act.open(recommendation)) : []
  return [...onTask.map(form => form.act), ...onRecommendation.map(act => act.name)] as RoomAct[]
}

/** The fields of the act as its own page has them, with what the task or recommendation knows of them. */
export async function roomFields(
  db: Db,
  request: FastifyRequest,
  subject: RoomSubject,
  name: RoomAct,
): Promise<FieldDescriptor[]> {
  const form = roomTaskForms.find(one => one.act === name)
  if (form && subject.page) return withKnown(form.fields, await form.known?.(subject.page))
  const act = roomRecommendationActs.find(one => one.name === name)
  if (!act || !subject.recommendation) return []
  const { recommendation } = subject
  const words = wordsFor(request, await findCalendar(db))
  const shown = { id: recommendation.id, version: recommendation.version, trail: [], about: [], href: '' }
  const page: StandingPage<RecommendationOfInspection> = {
    request,
    db,
    words,
    subject: recommendation,
    shown,
  }
  return withKnown(act.fields, await act.known?.(page))
}

function withKnown(
  fields: readonly FieldDescriptor[],
  known: Record<string, Partial<FieldDescriptor>> = {},
): FieldDescriptor[] {
  return fields.map(field => ({ ...field, ...known[field.name] }))
}

/** What was typed, as the act's own verb takes it. @throws Invalid */
export function readDecision(name: RoomAct, form: Form, page: TaskFormPage | undefined): Decision {
  const taskForm = roomTaskForms.find(one => one.act === name)
  if (taskForm && page) {
    const { act, input } = taskForm.read(form, page)
    return { act: act as RoomAct, input: input as unknown as Record<string, unknown> }
  }
  const input = { ...decisionOf(form) } as Record<string, unknown>
  if (name === 'close_recommendation')
    Object.assign(input, { outcome: form.line('outcome'), successorId: form.id('successorId') })
  return { act: name, input }
}
