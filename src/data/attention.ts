import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db, Row, Schema } from './schema.ts'
import type { AttentionKind } from './schema-meeting.ts'
import { taskScope } from './scope.ts'
import type { StatusDay } from './task-status.ts'

export type AttentionTask = Pick<
  Row<'task'>,
  | 'id'
  | 'code'
  | 'title'
  | 'state'
  | 'due_on'
  | 'original_due_on'
  | 'reported_on'
  | 'completed_on'
  | 'extension_count'
  | 'percent'
> & { lead_unit_name: string }

/** A task with its place on the list of its kind. */
export type ListedTask = AttentionTask & AttentionPlace
export type AttentionPlace = Pick<Row<'attention'>, 'subject_id' | 'sort_key' | 'from_on'>

export interface AttentionQuery {
  day: StatusDay
  inspectionId?: string | undefined
  limit: number
  /** The last row of the page before. */
  after?: Pick<AttentionPlace, 'subject_id' | 'sort_key'> | undefined
}

/** Tasks that are late against the deadline in force, the longest first. */
export async function listLateTasks(db: Db, actor: Actor, query: AttentionQuery): Promise<ListedTask[]> {
  return listedTasks(db, actor, 'late', query).execute()
}

/** Tasks in time only because their deadline was moved, the longest past their first one first. */
export async function listLateOriginalTasks(
  db: Db,
  actor: Actor,
  query: AttentionQuery,
): Promise<ListedTask[]> {
  return listedTasks(db, actor, 'late_original', query).execute()
}

/** Requests from the second on, which the committee decides (PRODUCT §3), the oldest first. */
export async function listSecondExtensions(db: Db, actor: Actor, query: AttentionQuery) {
  return listedTasks(db, actor, 'second_extension', query)
    .innerJoin('extension', 'extension.id', 'attention.subject_id')
    .select(['extension.asked_on', 'extension.asked_due_on', 'extension.asked_late'])
    .execute()
}

/** Proposals not to do a task, which the committee decides, the oldest first. */
export async function listProposedNonImplementations(db: Db, actor: Actor, query: AttentionQuery) {
  return listedTasks(db, actor, 'non_implementation', query)
    .innerJoin('non_implementation', 'non_implementation.id', 'attention.subject_id')
    .select('non_implementation.proposed_on')
    .execute()
}

/**
 * Tasks that a unit sent back as not theirs and that nobody has decided, or that were sent back twice, the oldest
 * first; those that are drafts again only to who sees drafts.
 */
export async function listDisputedTasks(db: Db, actor: Actor, query: AttentionQuery) {
  return listedTasks(db, actor, 'disputed', query)
    .innerJoin('refusal', 'refusal.task_id', 'task.id')
    .innerJoin('unit as refusing', 'refusing.id', 'refusal.unit_id')
    .innerJoin('unit as proposed', 'proposed.id', 'refusal.proposed_unit_id')
    .select(['refusal.refused_on', 'refusing.name as refusing_name', 'proposed.name as proposed_name'])
    .select('task.refused_count')
    .where(eb =>
      eb(
        'refusal.id',
        '=',
        eb
          .selectFrom('refusal as last')
          .select(({ fn }) => fn.max('last.id').as('id'))
          .whereRef('last.task_id', '=', 'task.id'),
      ),
    )
    .where(taskScope(asReaderOfFigures(actor)))
    .execute()
}

/** First extensions and suspensions that wait for a leader longer than the office allows, the oldest first. */
export async function listUndecidedRequests(db: Db, actor: Actor, query: AttentionQuery) {
  return listedTasks(db, actor, 'undecided', query)
    .leftJoin('extension', 'extension.id', 'attention.subject_id')
    .leftJoin('suspension_request', 'suspension_request.id', 'attention.subject_id')
    .select(['extension.asked_on as extension_on', 'suspension_request.asked_on as suspension_on'])
    .execute()
}

/** Tasks reported and not verified for longer than the office allows, the oldest report first. */
export async function listUnverifiedTasks(
  db: Db,
  actor: Actor,
  query: AttentionQuery,
): Promise<ListedTask[]> {
  return listedTasks(db, actor, 'unverified', query).execute()
}

/** How many stand on the list of the kind, counted up to `query.limit`. */
export async function countAttention(
  db: Db,
  actor: Actor,
  kind: AttentionKind,
  query: AttentionQuery,
): Promise<number> {
  const rows = placesOf(db, actor, kind, { ...query, after: undefined }).as('some')
  const row = await db
    .selectFrom(rows)
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** The rows of one kind within the person's reach as a reader of figures, in the order of the kind. */
export function placesOf(db: Db, actor: Actor, kind: AttentionKind, query: AttentionQuery) {
  const { inspectionId, after, day } = query
  return db
    .selectFrom('attention')
    .select(['attention.subject_id', 'attention.sort_key', 'attention.from_on'])
    .where('attention.kind', '=', kind)
    .where('attention.from_on', '<=', day.today)
    .where(eb => eb.or([eb('attention.until_on', 'is', null), eb('attention.until_on', '>', day.today)]))
    .where(attentionScope(actor))
    .$if(Boolean(inspectionId), rows => rows.where('attention.inspection_id', '=', inspectionId ?? ''))
    .$if(after !== undefined, rows =>
      rows.where(eb =>
        eb(
          eb.refTuple('attention.sort_key', 'attention.subject_id'),
          '>',
          eb.tuple(after?.sort_key ?? '', after?.subject_id ?? ''),
        ),
      ),
    )
    .orderBy('attention.sort_key')
    .orderBy('attention.subject_id')
    .limit(query.limit)
}

function listedTasks(db: Db, actor: Actor, kind: AttentionKind, query: AttentionQuery) {
  return placesOf(db, actor, kind, query)
    .innerJoin('task', 'task.id', 'attention.task_id')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id', 'task.code', 'task.title', 'task.state', 'task.due_on', 'task.original_due_on'])
    .select(['task.reported_on', 'task.completed_on', 'task.extension_count', 'task.percent'])
    .select(['unit.name as lead_unit_name'])
}

/** `taskScope` of a reader of figures, said of the list's own columns, so that its indexes serve. */
function attentionScope(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'attention'>()
  const organisations = new Set<string>()
  const committees = new Set<string>()
  for (const holding of asReaderOfFigures(actor).holdings) {
    const own = holding.role !== 'committee' || actor.own_committee_ids.includes(holding.committee_id ?? '')
    if (own) for (const id of holding.organisation_ids) organisations.add(id)
    if (holding.role === 'committee' && holding.committee_id) committees.add(holding.committee_id)
  }
  const reporting = expressionBuilder<Schema, 'inspection'>()
    .selectFrom('inspection')
    .select('inspection.id')
    .where('inspection.committee_id', 'in', [...committees])
  const conditions = [
    ...(organisations.size > 0 ? [eb('attention.organisation_id', 'in', [...organisations])] : []),
    ...(committees.size > 0 ? [eb('attention.inspection_id', 'in', reporting)] : []),
  ]
  return conditions.length > 0 ? eb.or(conditions) : eb.lit(false)
}
