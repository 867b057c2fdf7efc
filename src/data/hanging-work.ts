import { expressionBuilder } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, Row, Schema } from './schema.ts'
import { taskScope } from './scope.ts'
import { givenTo, idsOf, ledBy, postsOf } from './work-scope.ts'

/** At most so many rows of a kind. */
const limit = 50

interface OfTask {
  task_id: string
  code: string
  title: string
  version: number
  lead_unit_name: string
}

export type SubtaskWork = OfTask & { subtask: Pick<Row<'subtask'>, 'id' | 'title' | 'due_on' | 'percent'> }
export type MentionWork = OfTask & {
  mention: { id: string; person_name: string; text: string; created_at: string; on_day: string }
}
export type RequestWork = OfTask & {
  request: Pick<Row<'update_request'>, 'id' | 'question' | 'answer_by' | 'asked_on'> & { person_name: string }
}

/** Pieces of tasks given to the person as an officer, of tasks that are at work; the first due first. */
export async function listSubtaskWork(db: Db, actor: Actor): Promise<SubtaskWork[]> {
  const rows = await subtasks(db, actor)
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id as task_id', 'task.code', 'task.title', 'task.version', 'unit.name as lead_unit_name'])
    .select(['subtask.id', 'subtask.title as subtask_title', 'subtask.due_on', 'subtask.percent'])
    .orderBy('subtask.due_on')
    .orderBy('subtask.id')
    .limit(limit)
    .execute()
  return rows.map(({ id, subtask_title, due_on, percent, ...task }) => ({
    ...task,
    subtask: { id, title: subtask_title, due_on, percent },
  }))
}

/** Comments that name the person and that they have neither looked at nor answered, the oldest first. */
export async function listMentionWork(db: Db, actor: Actor): Promise<MentionWork[]> {
  const rows = await mentions(db, actor)
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .innerJoin('comment', 'comment.id', 'mention.comment_id')
    .innerJoin('person', 'person.id', 'comment.person_id')
    .select(['task.id as task_id', 'task.code', 'task.title', 'task.version', 'unit.name as lead_unit_name'])
    .select(['mention.id', 'person.name as person_name', 'comment.text', 'mention.created_at'])
    .select('comment.on_day')
    .orderBy('mention.id')
    .limit(limit)
    .execute()
  return rows.map(({ id, person_name, text, created_at, on_day, ...task }) => ({
    ...task,
    mention: { id, person_name, text, created_at, on_day },
  }))
}

/** `asked`: open questions to the person's units, or to them as officers; `awaited`: those they asked themselves. */
export async function listRequestWork(
  db: Db,
  actor: Actor,
  side: 'asked' | 'awaited',
): Promise<RequestWork[]> {
  const rows = await requests(db, actor, side)
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .innerJoin('appointment', 'appointment.id', 'update_request.asked_by')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select(['task.id as task_id', 'task.code', 'task.title', 'task.version', 'unit.name as lead_unit_name'])
    .select(['update_request.id', 'update_request.question', 'update_request.answer_by'])
    .select(['update_request.asked_on', 'person.name as person_name'])
    .orderBy('update_request.id')
    .limit(limit)
    .execute()
  return rows.map(({ id, question, answer_by, asked_on, person_name, ...task }) => ({
    ...task,
    request: { id, question, answer_by, asked_on, person_name },
  }))
}

/** How many of all these wait for the person. */
export async function countHangingWork(db: Db, actor: Actor): Promise<number> {
  const queries = [subtasks(db, actor), mentions(db, actor), requests(db, actor, 'asked')]
  let count = 0
  for (const query of queries) {
    const counted = (query as ReturnType<typeof subtasks>).select(eb => eb.fn.countAll().as('count'))
    count += toNumber((await counted.executeTakeFirst())?.count)
  }
  return count
}

function subtasks(db: Db, actor: Actor) {
  return db
    .selectFrom('subtask')
    .innerJoin('task', 'task.id', 'subtask.task_id')
    .where('subtask.officer_id', 'in', idsOf(actor, 'officer'))
    .where('subtask.state', '=', 'open')
    .where('task.state', 'in', ['in_progress', 'returned'])
}

function mentions(db: Db, actor: Actor) {
  return db
    .selectFrom('mention')
    .innerJoin('task', 'task.id', 'mention.task_id')
    .where('mention.person_id', '=', actor.person.id)
    .where('mention.state', '=', 'open')
    .where(taskScope(actor))
}

function requests(db: Db, actor: Actor, side: 'asked' | 'awaited') {
  const eb = expressionBuilder<Schema, 'task' | 'update_request'>()
  const mine =
    side === 'asked'
      ? eb.and([eb.or([ledBy(actor), givenTo(actor)]), eb('task.state', 'in', ['in_progress', 'returned'])])
      : eb.and([eb('update_request.asked_by', 'in', postsOf(actor)), taskScope(actor)])
  return db
    .selectFrom('update_request')
    .innerJoin('task', 'task.id', 'update_request.task_id')
    .where('update_request.state', '=', 'open')
    .where(mine)
}
