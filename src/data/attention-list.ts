import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import { type AttentionPlace, type AttentionQuery, placesOf } from './attention.ts'
import { toNumber } from './database.ts'
import { missesInARow } from './obligation-count.ts'
import type { Db, Row } from './schema.ts'
import type { AttentionKind } from './schema-meeting.ts'

export type AttentionRow = Row<'attention'>

/** Puts these rows in place of what stood on the list about the task, obligation or recommendation. */
export async function replaceAttention(
  db: Db,
  of: { taskId: string } | { kind: AttentionKind; subjectId: string },
  rows: AttentionRow[],
): Promise<void> {
  const gone = db.deleteFrom('attention')
  await ('taskId' in of
    ? gone.where('task_id', '=', of.taskId)
    : gone.where('kind', '=', of.kind).where('subject_id', '=', of.subjectId)
  ).execute()
  if (rows.length > 0) await db.insertInto('attention').values(rows).execute()
}

/** Rows that name what is not there any more, or what is closed: what a rebuild would not meet. */
export async function deleteIdleAttention(db: Db): Promise<void> {
  const closed = db.selectFrom('task').select('id').where('closed_on', 'is not', null)
  await db.deleteFrom('attention').where('task_id', 'in', closed).execute()
}

/** The day of the last recorded event; the first of days where there is none. */
export async function findLastDay(db: Db): Promise<string> {
  const row = await db
    .selectFrom('event')
    .select('occurred_on')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.occurred_on ?? '0001-01-01'
}

/** Ids of unclosed tasks after `afterId`, drafts included: what may stand on the list. */
export async function listUnclosedTaskIds(db: Db, afterId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('closed_on', 'is', null)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}

/** Tasks whose place on the list was counted in working days. */
export async function listCountedTaskIds(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('attention')
    .select('task_id')
    .distinct()
    .where('kind', 'in', ['undecided', 'unverified'])
    .execute()
  return rows.flatMap(row => (row.task_id ? [row.task_id] : []))
}

export type RepeatingRecommendation = Pick<Row<'recommendation'>, 'id' | 'repeats_id' | 'outcome'> &
  Pick<Row<'inspection'>, 'organisation_id' | 'held_on'> & { inspection_id: string }

/** Of these recommendations (of all, where none is named) those that repeat an earlier one. */
export async function listRepeating(
  db: Db,
  of: { recommendationId?: string; inspectionId?: string },
): Promise<RepeatingRecommendation[]> {
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.repeats_id', 'recommendation.outcome'])
    .select(['recommendation.inspection_id', 'inspection.organisation_id', 'inspection.held_on'])
    .where('recommendation.repeats_id', 'is not', null)
    .$if(of.recommendationId !== undefined, query =>
      query.where('recommendation.id', '=', of.recommendationId ?? ''),
    )
    .$if(of.inspectionId !== undefined, query => query.where('inspection.id', '=', of.inspectionId ?? ''))
    .execute()
}

/** Open obligations, all or one, with how many of their last judged cycles in a row were missed. */
export async function listMissesInARow(db: Db, obligationId?: string) {
  const rows = await db
    .selectFrom('obligation')
    .select(['obligation.id', 'obligation.organisation_id', 'obligation.inspection_id'])
    .select(['obligation.lead_unit_id', missesInARow.as('in_a_row')])
    .select(eb =>
      eb
        .selectFrom('obligation_cycle as last')
        .select(last => last.fn.max('last.missed_on').as('on'))
        .whereRef('last.obligation_id', '=', 'obligation.id')
        .as('last_missed_on'),
    )
    .where('obligation.state', '=', 'open')
    .$if(obligationId !== undefined, query => query.where('obligation.id', '=', obligationId ?? ''))
    .execute()
  return rows.map(row => ({ ...row, in_a_row: toNumber(row.in_a_row) }))
}

export type RepeatedPlace = AttentionPlace & {
  ordinal: number
  summary: string
  quote: string
  held_on: string
  earlier_ordinal: number
  earlier_held_on: string
}

/** Recommendations that repeat an earlier inspection's, the latest inspection first. */
export async function listRepeatedRecommendations(
  db: Db,
  actor: Actor,
  query: AttentionQuery,
): Promise<RepeatedPlace[]> {
  return placesOf(db, actor, 'repeated', query)
    .innerJoin('recommendation', 'recommendation.id', 'attention.subject_id')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .innerJoin('recommendation as earlier', 'earlier.id', 'recommendation.repeats_id')
    .innerJoin('inspection as before', 'before.id', 'earlier.inspection_id')
    .select(['recommendation.ordinal', 'recommendation.summary', 'recommendation.quote'])
    .select(['inspection.held_on', 'earlier.ordinal as earlier_ordinal'])
    .select(['before.held_on as earlier_held_on'])
    .execute()
}

/** Titles of what stands on the list, by subject, for an agenda: of tasks, recommendations and obligations alike. */
export async function listAttentionSubjects(
  db: Db,
  actor: Actor,
  kind: AttentionKind,
  query: AttentionQuery,
) {
  return placesOf(db, actor, kind, query)
    .leftJoin('task', 'task.id', 'attention.task_id')
    .leftJoin('recommendation', 'recommendation.id', 'attention.subject_id')
    .leftJoin('obligation', 'obligation.id', 'attention.subject_id')
    .leftJoin('unit', 'unit.id', 'attention.unit_id')
    .select(['task.id as task_id', 'task.code', 'task.title', 'task.due_on', 'task.state as task_state'])
    .select(['recommendation.id as recommendation_id', 'recommendation.ordinal'])
    .select(sql<string>`coalesce(nullif(recommendation.summary, ''), recommendation.quote, '')`.as('summary'))
    .select(['obligation.id as obligation_id', 'obligation.title as obligation_title'])
    .select('unit.name as unit_name')
    .execute()
}
