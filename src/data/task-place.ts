import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'
import { unitTree } from './scope.ts'
import { findUnitNameOn } from './unit-name.ts'

/** A post with who holds or held it, as pages name it; whoever it is today. */
export interface PostName {
  id: string
  person_name: string
  title: string
  unit_name: string
  /** Whom an acting holder stands in for ("A thay mặt B"). */
  acting_for: string | null
}

export interface TaskPlace {
  inspection: Pick<Row<'inspection'>, 'id' | 'number' | 'title' | 'body' | 'held_on'>
  recommendation: Pick<Row<'recommendation'>, 'id' | 'ordinal' | 'quote' | 'kind'>
  /** Recommendations of the inspection in all. */
  recommendations: number
  /** By appointment id: the officer, the assigner, the verifier. */
  posts: Map<string, PostName>
  successor: Pick<Row<'task'>, 'id' | 'code'> | undefined
  /** What the lead unit was called on the day of the issue; undefined for a draft. */
  lead_unit_then: string | undefined
}

/** Where the task comes from and who is named on it. */
export async function findTaskPlace(db: Db, task: Row<'task'>): Promise<TaskPlace> {
  const inspection = await db
    .selectFrom('inspection')
    .select(['id', 'number', 'title', 'body', 'held_on'])
    .where('id', '=', task.inspection_id)
    .executeTakeFirstOrThrow()
  const recommendation = await db
    .selectFrom('recommendation')
    .select(['id', 'ordinal', 'quote', 'kind'])
    .where('id', '=', task.recommendation_id)
    .executeTakeFirstOrThrow()
  const siblings = await db
    .selectFrom('recommendation')
    .select(eb => eb.fn.countAll().as('count'))
    .where('inspection_id', '=', task.inspection_id)
    .executeTakeFirstOrThrow()
  const named = [task.officer_id, task.assigner_id, task.verifier_id].filter(id => id !== null)
  const successor = task.successor_id
    ? await db
        .selectFrom('task')
        .select(['id', 'code'])
        .where('id', '=', task.successor_id)
        .executeTakeFirst()
    : undefined
  return {
    inspection,
    recommendation,
    recommendations: toNumber(siblings.count),
    posts: await findPosts(db, named),
    successor,
    lead_unit_then: task.issued_on
      ? (await findUnitNameOn(db, task.lead_unit_id, task.issued_on))?.name
      : undefined,
  }
}

/** Names of appointments by id, valid or past. */
export async function findPosts(db: Db, ids: string[]): Promise<Map<string, PostName>> {
  if (ids.length === 0) return new Map()
  const rows = await namedPosts(db)
    .where('appointment.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}

/** Posts with their names: what every list of posts begins with. */
export function namedPosts(db: Db) {
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .leftJoin('appointment as stood_for', 'stood_for.id', 'appointment.acting_for_id')
    .leftJoin('person as absent', 'absent.id', 'stood_for.person_id')
    .select(['appointment.id', 'person.name as person_name', 'appointment.title', 'unit.name as unit_name'])
    .select('absent.name as acting_for')
}

/** Who holds a post of the role on the day, in one unit or in it and below it, sorted by given name. */
export async function listPostOptions(
  db: Db,
  today: string,
  where: { role: Row<'appointment'>['role']; unitId?: string; unitPath?: string },
): Promise<PostName[]> {
  const { role, unitId, unitPath } = where
  return namedPosts(db)
    .where('appointment.role', '=', role)
    .where('appointment.from_on', '<=', today)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', today)]))
    .where('person.disabled_at', 'is', null)
    .$if(unitId !== undefined, query => query.where('unit.id', '=', unitId as string))
    .$if(unitPath !== undefined, query => query.where('unit.id', 'in', unitTree(unitPath as string)))
    .orderBy('person.sort_key')
    .orderBy('appointment.id')
    .execute()
}

export interface TaskOption {
  id: string
  code: string
  title: string
}

/** The other tasks of the same inspection, by code: what can take a withdrawn task's place. */
export async function listSiblingTasks(db: Db, task: Row<'task'>): Promise<TaskOption[]> {
  return db
    .selectFrom('task')
    .select(['id', 'code', 'title'])
    .where('inspection_id', '=', task.inspection_id)
    .where('id', '<>', task.id)
    .where('state', 'not in', ['withdrawn', 'not_implemented'])
    .orderBy('recommendation_id')
    .orderBy('ordinal')
    .limit(200)
    .execute()
}
