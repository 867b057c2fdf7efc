import { sql } from 'kysely'
import { toNumber } from './database.ts'
import type { Db, NewRow, Row } from './schema.ts'

/** States in which a unit has something to say of a task. */
export const sheetStates = ['issued', 'in_progress', 'returned'] as const

export interface SheetUnit {
  id: string
  name: string
  /** Tasks that a sheet would list. */
  count: number
  /** The latest sheet of the unit. */
  last_made_on: string | null
}

/** The organisations' units that lead open tasks, by name, each with how many and when it last got a sheet. */
export async function listSheetUnits(db: Db, organisationIds: string[]): Promise<SheetUnit[]> {
  if (organisationIds.length === 0) return []
  const rows = await db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(eb => [
      'unit.id',
      'unit.name',
      eb.fn.countAll().as('count'),
      eb
        .selectFrom('unit_sheet')
        .select(sheet => sheet.fn.max('unit_sheet.made_on').as('made_on'))
        .whereRef('unit_sheet.unit_id', '=', 'unit.id')
        .as('last_made_on'),
    ])
    .where('task.organisation_id', 'in', organisationIds)
    .where('task.closed_on', 'is', null)
    .where('task.state', 'in', sheetStates)
    .groupBy(['unit.id', 'unit.name', 'unit.sort_key'])
    .orderBy('unit.sort_key')
    .orderBy('unit.id')
    .execute()
  return rows.map(row => ({ ...row, count: toNumber(row.count) }))
}

export type SheetTaskRow = Pick<
  Row<'task'>,
  | 'id'
  | 'code'
  | 'title'
  | 'criterion'
  | 'state'
  | 'due_on'
  | 'percent'
  | 'blocker'
  | 'version'
  | 'lead_unit_id'
> & { quote: string; inspection_number: string; held_on: string }

/** What a sheet lists of a unit's tasks, the first due first, at most `limit`. */
export async function listTasksForSheet(
  db: Db,
  { unitId, organisationIds }: { unitId: string; organisationIds: string[] },
  limit: number,
): Promise<SheetTaskRow[]> {
  return sheetTasks(db)
    .where('task.lead_unit_id', '=', unitId)
    .where('task.organisation_id', 'in', organisationIds)
    .where('task.state', 'in', sheetStates)
    .orderBy(sql`coalesce(task.due_on, '9999-12-31')`)
    .orderBy('task.id')
    .limit(limit)
    .execute()
}

/** The same tasks later, whatever became of them, in no order. */
export async function listTasksOfSheet(db: Db, ids: string[]): Promise<SheetTaskRow[]> {
  return ids.length === 0 ? [] : sheetTasks(db).where('task.id', 'in', ids).execute()
}

function sheetTasks(db: Db) {
  return db
    .selectFrom('task')
    .innerJoin('recommendation', 'recommendation.id', 'task.recommendation_id')
    .innerJoin('inspection', 'inspection.id', 'task.inspection_id')
    .select(['task.id', 'task.code', 'task.title', 'task.criterion', 'task.state', 'task.due_on'])
    .select(['task.percent', 'task.blocker', 'task.version', 'task.lead_unit_id', 'recommendation.quote'])
    .select(['inspection.number as inspection_number', 'inspection.held_on'])
}

export async function insertUnitSheet(db: Db, row: NewRow<'unit_sheet'>): Promise<void> {
  await db.insertInto('unit_sheet').values(row).execute()
}

/** The sheet, where its organisation is one of these. */
export async function findUnitSheet(
  db: Db,
  organisationIds: string[],
  id: string,
): Promise<(Row<'unit_sheet'> & { unit_name: string }) | undefined> {
  if (organisationIds.length === 0) return undefined
  return db
    .selectFrom('unit_sheet')
    .innerJoin('unit', 'unit.id', 'unit_sheet.unit_id')
    .selectAll('unit_sheet')
    .select('unit.name as unit_name')
    .where('unit_sheet.id', '=', id)
    .where('unit_sheet.organisation_id', 'in', organisationIds)
    .executeTakeFirst()
}

export type MadeSheet = Pick<Row<'unit_sheet'>, 'id' | 'made_on'> & {
  unit_name: string
  /** How often it came back and was taken over. */
  applied: number
}

/** Sheets made out lately, the latest first. */
export async function listMadeSheets(db: Db, organisationIds: string[], limit: number): Promise<MadeSheet[]> {
  if (organisationIds.length === 0) return []
  const rows = await db
    .selectFrom('unit_sheet')
    .innerJoin('unit', 'unit.id', 'unit_sheet.unit_id')
    .select(eb => [
      'unit_sheet.id',
      'unit_sheet.made_on',
      'unit.name as unit_name',
      eb
        .selectFrom('unit_sheet_return as back')
        .select(one => one.fn.countAll().as('count'))
        .whereRef('back.unit_sheet_id', '=', 'unit_sheet.id')
        .where('back.applied_on', 'is not', null)
        .as('applied'),
    ])
    .where('unit_sheet.organisation_id', 'in', organisationIds)
    .orderBy('unit_sheet.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => ({ ...row, applied: toNumber(row.applied ?? 0) }))
}
