import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'
import { dueKey } from './task-status.ts'
import { type PartWork, partWork, type TaskWork, taskWork, type WorkDay } from './work-condition.ts'

/** At most so many rows of a kind: the task list holds the rest. */
const workLimit = 100

type TaskColumns = Pick<
  Row<'task'>,
  | 'id'
  | 'code'
  | 'title'
  | 'state'
  | 'version'
  | 'percent'
  | 'due_on'
  | 'original_due_on'
  | 'reported_on'
  | 'completed_on'
  | 'updated_on'
  | 'received_on'
  | 'issued_on'
  | 'supplement_due_on'
  | 'extension_count'
>

export type WorkTask = TaskColumns & {
  lead_unit_name: string
  recommendation_ordinal: number
  draft_at: string | null
  draft_by: string | null
  extension_asked_on: string | null
  asked_due_on: string | null
  asked_late: number | null
  suspension_asked_on: string | null
  suspension_ground: Row<'suspension_request'>['ground'] | null
  suspension_review_on: string | null
  refused_on: string | null
  proposed_unit_name: string | null
  proposed_on: string | null
}

/** The tasks of one kind of work, the most pressing first; of reports, the longest waiting. */
export async function listTaskWork(db: Db, actor: Actor, kind: TaskWork, day: WorkDay): Promise<WorkTask[]> {
  return db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .innerJoin('recommendation', 'recommendation.id', 'task.recommendation_id')
    .leftJoin('task_update as draft', join =>
      join.onRef('draft.task_id', '=', 'task.id').on('draft.kind', '=', 'draft'),
    )
    .leftJoin('person as drafter', 'drafter.id', 'draft.person_id')
    .leftJoin('extension as asked', join =>
      join.onRef('asked.task_id', '=', 'task.id').on('asked.state', '=', 'pending'),
    )
    .leftJoin('suspension_request as pause', join =>
      join.onRef('pause.task_id', '=', 'task.id').on('pause.state', '=', 'pending'),
    )
    .leftJoin('refusal', join =>
      join.onRef('refusal.task_id', '=', 'task.id').on('refusal.state', '=', 'pending'),
    )
    .leftJoin('unit as proposed', 'proposed.id', 'refusal.proposed_unit_id')
    .leftJoin('non_implementation as given_up', join =>
      join.onRef('given_up.task_id', '=', 'task.id').on('given_up.state', '=', 'pending'),
    )
    .select(taskColumns)
    .select(['unit.name as lead_unit_name', 'recommendation.ordinal as recommendation_ordinal'])
    .select(['draft.created_at as draft_at', 'drafter.name as draft_by'])
    .select(['asked.asked_on as extension_asked_on', 'asked.asked_due_on', 'asked.asked_late'])
    .select(['pause.asked_on as suspension_asked_on', 'pause.ground as suspension_ground'])
    .select('pause.review_on as suspension_review_on')
    .select(['refusal.refused_on', 'proposed.name as proposed_unit_name', 'given_up.proposed_on'])
    .where(taskWork[kind](actor, day))
    .$if(kind === 'reports', query => query.orderBy('task.reported_on'))
    .orderBy(dueKey)
    .orderBy('task.id')
    .limit(workLimit)
    .execute()
}

export type WorkPart = TaskColumns & {
  lead_unit_name: string
  recommendation_ordinal: number
  part_id: string
  part_state: Row<'co_unit'>['state']
  part_due_on: string | null
  part_submitted_on: string | null
  deliverable: string
  part_unit_name: string
}

/** The parts of co-units of one kind of work, by their own date or the task's. */
export async function listPartWork(db: Db, actor: Actor, kind: PartWork, day: WorkDay): Promise<WorkPart[]> {
  return db
    .selectFrom('task')
    .innerJoin('co_unit as part', 'part.task_id', 'task.id')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .innerJoin('unit as helper', 'helper.id', 'part.unit_id')
    .innerJoin('recommendation', 'recommendation.id', 'task.recommendation_id')
    .select(taskColumns)
    .select(['unit.name as lead_unit_name', 'recommendation.ordinal as recommendation_ordinal'])
    .select(['part.id as part_id', 'part.state as part_state', 'part.due_on as part_due_on'])
    .select(['part.submitted_on as part_submitted_on', 'part.deliverable', 'helper.name as part_unit_name'])
    .where(partWork[kind](actor, day))
    .orderBy(eb => eb.fn.coalesce('part.due_on', dueKey))
    .orderBy('part.id')
    .limit(workLimit)
    .execute()
}

/** How many tasks and parts of these kinds there are, without reading them. */
export async function countWork(
  db: Db,
  actor: Actor,
  kinds: { tasks: readonly TaskWork[]; parts: readonly PartWork[] },
  day: WorkDay,
): Promise<number> {
  let count = 0
  for (const kind of kinds.tasks) {
    const query = db.selectFrom('task').where(taskWork[kind](actor, day))
    count += toNumber((await query.select(eb => eb.fn.countAll().as('count')).executeTakeFirst())?.count)
  }
  for (const kind of kinds.parts) {
    const query = db.selectFrom('task').innerJoin('co_unit as part', 'part.task_id', 'task.id')
    const counted = query.where(partWork[kind](actor, day)).select(eb => eb.fn.countAll().as('count'))
    count += toNumber((await counted.executeTakeFirst())?.count)
  }
  return count
}

const taskColumns = [
  'task.id',
  'task.code',
  'task.title',
  'task.state',
  'task.version',
  'task.percent',
  'task.due_on',
  'task.original_due_on',
  'task.reported_on',
  'task.completed_on',
  'task.updated_on',
  'task.received_on',
  'task.issued_on',
  'task.supplement_due_on',
  'task.extension_count',
] as const
