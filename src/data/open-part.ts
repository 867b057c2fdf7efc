import type { Db, Row } from './schema.ts'

/** What tells who holds up a task: the parts that are not settled. */
export type OpenPart = Pick<Row<'co_unit'>, 'task_id' | 'state' | 'due_on'> & { unit_name: string }

/** The parts of these tasks that are neither accepted nor waived, by task. */
export async function listOpenParts(db: Db, taskIds: string[]): Promise<Map<string, OpenPart[]>> {
  if (taskIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('co_unit')
    .innerJoin('unit', 'unit.id', 'co_unit.unit_id')
    .select(['co_unit.task_id', 'co_unit.state', 'co_unit.due_on', 'unit.name as unit_name'])
    .where('co_unit.task_id', 'in', [...new Set(taskIds)])
    .where('co_unit.state', 'not in', ['accepted', 'waived'])
    .orderBy('co_unit.id')
    .execute()
  return Map.groupBy(rows, row => row.task_id)
}
