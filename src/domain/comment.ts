import { type Actor, findActor, type Holding, listHoldings } from '../data/actor.ts'
import { findSeenTask, insertComment } from '../data/comment.ts'
import { answerMentions, insertMentions } from '../data/mention.ts'
import { findRecommendationFor } from '../data/recommendation.ts'
import type { Db } from '../data/schema.ts'
import type { Role } from '../data/schema-office.ts'
import { findTaskFor, type TaskFacts } from '../data/task.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { leadHeadOrOfficer } from './authority.ts'
import { Invalid, NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { answerRequest } from './update-request.ts'

/** Roles that write; auditors and administrators read (PRODUCT §1). In the order in which a person speaks. */
const rolesThatWrite: readonly Role[] = [
  'unit_head',
  'officer',
  'leader',
  'secretary',
  'verifier',
  'committee',
  'inspector',
]
/** People named in one comment at most: more would be a circular. */
const mostMentions = 20

export interface CommentInput {
  /** One of the two. */
  taskId?: string
  recommendationId?: string
  text: string
  /** Appointments of people to be told; of a task only. */
  mentions: string[]
}

/**
 * A comment or question on a task or a recommendation, by whoever sees it and whose role writes. It is neither edited
 * nor deleted. The word of the lead unit answers a leader's open question, and anyone's answers what named them.
 * @throws NotFound, NotAllowed, Invalid
 */
export async function comment(db: Db, act: Act & { personId: string }, input: CommentInput): Promise<Done> {
  return actOnce(db, act, trx =>
    input.taskId
      ? commentOnTask(trx, act, input.taskId, input)
      : commentOnRecommendation(trx, act, input.recommendationId ?? '', input),
  )
}

async function commentOnTask(
  db: Db,
  act: Act & { personId: string },
  taskId: string,
  input: CommentInput,
): Promise<string> {
  const { today, at } = act.occasion
  const actor = await findActor(db, act.personId, today)
  const facts = actor && (await findTaskFor(db, actor, taskId))
  if (!actor || !facts) throw new NotFound()
  const holding = await findWriter(db, actor, facts)
  if (!holding) throw new NotAllowed('refusal.role.comment')
  checkText(input)
  const named = await findNamed(db, act, taskId, input.mentions)
  const id = newId()
  await insertComment(db, { ...rowOf(act, holding, input, id), task_id: taskId, recommendation_id: null })
  await insertMentions(
    db,
    named.map(held => ({
      id: newId(),
      comment_id: id,
      task_id: taskId,
      appointment_id: held.id,
      person_id: held.person_id,
      state: 'open' as const,
      settled_at: null,
      created_at: at,
      version: 1,
    })),
  )
  await answerMentions(db, taskId, act.personId, at)
  const byUnit = leadHeadOrOfficer({ ...actor, holdings: [holding] }, facts) !== undefined
  const answered = byUnit ? await answerRequest({ db, facts, occasion: act.occasion, holding }, id) : null
  await recordEvent(db, act, {
    organisationId: facts.task.organisation_id,
    act: 'comment',
    subjectType: 'comment',
    subjectId: id,
    taskId,
    appointmentId: holding.id,
    payload: {
      record: {
        text_sha256: sha256(input.text),
        mentioned: named.map(held => held.id),
        ...(answered ? { update_request_id: answered } : {}),
      },
    },
  })
  return id
}

async function commentOnRecommendation(
  db: Db,
  act: Act & { personId: string },
  recommendationId: string,
  input: CommentInput,
): Promise<string> {
  const actor = await findActor(db, act.personId, act.occasion.today)
  const found = actor && (await findRecommendationFor(db, actor, recommendationId))
  if (!actor || !found) throw new NotFound()
  const holding = await firstThat(writersOf(actor), async held =>
    Boolean(await findRecommendationFor(db, { ...actor, holdings: [held] }, recommendationId)),
  )
  if (!holding) throw new NotAllowed('refusal.role.comment')
  checkText(input)
  if (input.mentions.length > 0) throw new Invalid({ mentions: 'error.mention_not_here' })
  const id = newId()
  await insertComment(db, {
    ...rowOf(act, holding, input, id),
    task_id: null,
    recommendation_id: recommendationId,
  })
  await recordEvent(db, act, {
    organisationId: found.organisation_id,
    act: 'comment',
    subjectType: 'comment',
    subjectId: id,
    appointmentId: holding.id,
    payload: { record: { recommendation_id: recommendationId, text_sha256: sha256(input.text) } },
  })
  return id
}

/** By which appointment the person writes on the task: the first of a writing role that lets them see it. */
export async function findWriter(db: Db, actor: Actor, { task }: TaskFacts): Promise<Holding | undefined> {
  const onTasks = writersOf(actor).filter(held => held.role !== 'inspector')
  return firstThat(onTasks, async held =>
    Boolean(await findSeenTask(db, { ...actor, holdings: [held] }, task.id)),
  )
}

function writersOf(actor: Actor): Holding[] {
  return rolesThatWrite.flatMap(role => actor.holdings.filter(held => held.role === role))
}

async function firstThat<T>(all: T[], holds: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await holds(one)) return one
  return undefined
}

function checkText({ text }: CommentInput): void {
  const check = fieldCheck()
  check.text('text', text, 'paragraph')
  check.done()
}

/** The posts that were named, each person once and never oneself. @throws Invalid for who may not see the task */
async function findNamed(
  db: Db,
  { personId, occasion }: Act,
  taskId: string,
  wanted: string[],
): Promise<Holding[]> {
  const ids = [...new Set(wanted)]
  if (ids.length > mostMentions) {
    throw new Invalid({ mentions: { key: 'error.too_many_mentions', values: { max: mostMentions } } })
  }
  const held = await listHoldings(db, occasion.today, { ids })
  const people = new Map<string, Holding>()
  for (const holding of held) {
    const actor = await findActor(db, holding.person_id, occasion.today)
    const alone = actor && { ...actor, holdings: [holding] }
    const may = rolesThatWrite.includes(holding.role) && alone && (await findSeenTask(db, alone, taskId))
    if (!may) throw new Invalid({ mentions: 'error.mention_cannot_see' })
    if (holding.person_id !== personId && !people.has(holding.person_id))
      people.set(holding.person_id, holding)
  }
  if (held.length < ids.length) throw new Invalid({ mentions: 'error.mention_cannot_see' })
  return [...people.values()]
}

function rowOf({ personId, occasion }: Act, holding: Holding, { text }: CommentInput, id: string) {
  return {
    id,
    person_id: personId ?? holding.person_id,
    appointment_id: holding.id,
    text,
    on_day: occasion.today,
    created_at: occasion.at,
  }
}
