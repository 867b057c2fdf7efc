import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, NewRow, Row } from './schema.ts'
import { inspectionScope, taskScope } from './scope.ts'
import { writeSearchTexts } from './search-entry.ts'
import { searchTexts } from './search-text.ts'
import { type StatusDay, taskClassCondition } from './task-status.ts'

export async function insertInspection(db: Db, row: NewRow<'inspection'>): Promise<void> {
  await db.insertInto('inspection').values(row).execute()
  await writeSearchTexts(db, await searchTexts.inspection(db, { ids: [row.id] }))
}

/** The inspection, if the person may see it. */
export async function findInspectionFor(
  db: Db,
  actor: Actor,
  id: string,
): Promise<Row<'inspection'> | undefined> {
  return db
    .selectFrom('inspection')
    .selectAll()
    .where('id', '=', id)
    .where(inspectionScope(actor))
    .executeTakeFirst()
}

export type InspectionTwin = Pick<Row<'inspection'>, 'id' | 'number' | 'title' | 'held_on'>

/** The latest inspection of the organisation whose conclusion is this text, or came in as this very file. */
export async function findInspectionTwin(
  db: Db,
  {
    organisationId,
    conclusionSha256,
    fileId,
  }: { organisationId: string; conclusionSha256: string; fileId: string | null },
): Promise<InspectionTwin | undefined> {
  const sameFile = db
    .selectFrom('file as own')
    .innerJoin('file as twin', 'twin.sha256', 'own.sha256')
    .select('twin.id')
    .where('own.id', '=', fileId ?? '')
  return db
    .selectFrom('inspection')
    .select(['id', 'number', 'title', 'held_on'])
    .where('organisation_id', '=', organisationId)
    .where(eb => eb.or([eb('conclusion_sha256', '=', conclusionSha256), eb('file_id', 'in', sameFile)]))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export type InspectionListRow = Pick<
  Row<'inspection'>,
  'id' | 'number' | 'title' | 'body' | 'held_on' | 'document_no'
> & { recommendations: number }

export interface InspectionPage {
  rows: InspectionListRow[]
  hasPrevious: boolean
  hasNext: boolean
}

/** One page of the inspections the person may see, the latest first; `cursor` is the one after (before) which it begins. */
export async function listInspections(
  db: Db,
  actor: Actor,
  { cursor, limit }: { cursor?: { id: string; backwards: boolean } | undefined; limit: number },
): Promise<InspectionPage> {
  const backwards = cursor?.backwards ?? false
  const at = cursor && (await findHeldOn(db, cursor.id))
  const direction = backwards ? 'asc' : 'desc'
  const past = backwards ? '>' : '<'
  const rows = await db
    .selectFrom('inspection')
    .select(['id', 'number', 'title', 'body', 'held_on', 'document_no'])
    .select(eb =>
      eb
        .selectFrom('recommendation')
        .select(count => count.fn.countAll().as('count'))
        .whereRef('recommendation.inspection_id', '=', 'inspection.id')
        .as('recommendations'),
    )
    .where(inspectionScope(actor))
    .$if(at !== undefined, query =>
      query.where(eb =>
        eb.or([
          eb('held_on', past, at?.held_on ?? ''),
          eb.and([eb('held_on', '=', at?.held_on ?? ''), eb('id', past, at?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('held_on', direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute()
  const more = rows.length > limit
  const shown = rows.slice(0, limit).map(row => ({ ...row, recommendations: toNumber(row.recommendations) }))
  if (backwards) shown.reverse()
  return { rows: shown, hasPrevious: backwards ? more : at !== undefined, hasNext: backwards || more }
}

async function findHeldOn(db: Db, id: string) {
  return db.selectFrom('inspection').select(['id', 'held_on']).where('id', '=', id).executeTakeFirst()
}

/** Inspections of the organisation held in the year, for the number of the next one. */
export async function countInspectionsOf(db: Db, organisationId: string, year: string): Promise<number> {
  const row = await db
    .selectFrom('inspection')
    .select(eb => eb.fn.countAll().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('held_on', '>=', `${year}-01-01`)
    .where('held_on', '<=', `${year}-12-31`)
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** Tasks by class, and what progress is counted of: `live` are all but drafts, withdrawn and not implemented ones. */
export interface TaskCounts {
  done_on_time: number
  done_late: number
  running_in_time: number
  running_late: number
  draft: number
  suspended: number
  verified: number
  live: number
}

/**
 * Numbers of the tasks the person may see, under each inspection (or recommendation) that has any. They are counted
 * from the tasks themselves: units see their own only, which no summary keeps. Cycles of obligations are counted apart.
 */
export async function countTasksUnder(
  db: Db,
  actor: Actor,
  column: 'inspection_id' | 'recommendation_id',
  ids: string[],
  day: StatusDay,
): Promise<Map<string, TaskCounts>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('task')
    .select(`task.${column} as id`)
    .select(eb => {
      const all = eb.fn.countAll()
      return [
        all.filterWhere(taskClassCondition('done_on_time', day)).as('done_on_time'),
        all.filterWhere(taskClassCondition('done_late', day)).as('done_late'),
        all.filterWhere(taskClassCondition('running_in_time', day)).as('running_in_time'),
        all.filterWhere(taskClassCondition('running_late', day)).as('running_late'),
        all.filterWhere('task.state', '=', 'draft').as('draft'),
        all.filterWhere('task.state', '=', 'suspended').as('suspended'),
        all.filterWhere('task.state', '=', 'verified').as('verified'),
        all.filterWhere('task.state', 'not in', ['draft', 'withdrawn', 'not_implemented']).as('live'),
      ]
    })
    .where(`task.${column}`, 'in', ids)
    .where('task.obligation_id', 'is', null)
    .where(taskScope(actor))
    .groupBy(`task.${column}`)
    .execute()
  return new Map(rows.map(({ id, ...counts }) => [id, numbersOf(counts)]))
}

function numbersOf(counts: Record<keyof TaskCounts, string | number | bigint>): TaskCounts {
  const numbers = Object.entries(counts).map(([name, value]) => [name, toNumber(value)])
  return Object.fromEntries(numbers) as unknown as TaskCounts
}

/** Inspections that the person may see, newest first, for a list to choose from. */
export async function listInspectionChoices(
  db: Db,
  actor: Actor,
): Promise<Pick<Row<'inspection'>, 'id' | 'held_on' | 'title'>[]> {
  return db
    .selectFrom('inspection')
    .select(['id', 'held_on', 'title'])
    .where(inspectionScope(actor))
    .orderBy('held_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** The inspection that a recommendation belongs to, or that the subject itself is; undefined for what is neither. */
export async function findInspectionOf(db: Db, subjectType: string, id: string): Promise<string | undefined> {
  if (subjectType === 'inspection') return id
  if (subjectType !== 'recommendation') return undefined
  const row = await db
    .selectFrom('recommendation')
    .select('inspection_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.inspection_id
}
