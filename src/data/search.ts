import type { Actor } from './actor.ts'
import type { Db } from './schema.ts'
import { inspectionScope, taskScope } from './scope.ts'
import { taskSearch } from './task-search.ts'
import { dueKey } from './task-status.ts'

/** How many of each kind are shown; the list of tasks goes on from there. */
export interface SearchLimit {
  /** Folded words, each to be found; letters and digits only. */
  words: string[]
  limit: number
}

export interface FoundTask {
  id: string
  code: string
  title: string
  lead_unit_name: string
}

/** Tasks the person may see that hold every word, open ones and early deadlines first. */
export async function listFoundTasks(
  db: Db,
  actor: Actor,
  query: string,
  limit: number,
): Promise<FoundTask[]> {
  const matches = taskSearch(db, query)
  if (!matches) return []
  return db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id', 'task.code', 'task.title', 'unit.name as lead_unit_name'])
    .where(taskScope(actor))
    .where(matches)
    .orderBy(eb => eb.case().when('task.closed_on', 'is', null).then(0).else(1).end())
    .orderBy(dueKey)
    .orderBy('task.id')
    .limit(limit)
    .execute()
}

export interface FoundRecommendation {
  id: string
  ordinal: number
  quote: string
  summary: string
  held_on: string
}

/** Recommendations of inspections the person may see, the latest first. */
export async function listFoundRecommendations(
  db: Db,
  actor: Actor,
  { words, limit }: SearchLimit,
): Promise<FoundRecommendation[]> {
  if (words.length === 0) return []
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.ordinal', 'recommendation.quote', 'recommendation.summary'])
    .select('inspection.held_on')
    .where(inspectionScope(actor))
    .where(eb => eb.and(words.map(word => eb('recommendation.folded', 'like', `%${word}%`))))
    .orderBy('inspection.held_on', 'desc')
    .orderBy('recommendation.inspection_id')
    .orderBy('recommendation.ordinal')
    .limit(limit)
    .execute()
}

export interface FoundPerson {
  id: string
  name: string
  title: string
  unit_id: string
  unit_name: string
}

/** Who holds a post today in one of the units, by given name. */
export async function listFoundPeople(
  db: Db,
  actor: Actor,
  unitIds: string[],
  { words, limit }: SearchLimit,
): Promise<FoundPerson[]> {
  if (words.length === 0 || unitIds.length === 0) return []
  return db
    .selectFrom('person')
    .innerJoin('appointment', 'appointment.person_id', 'person.id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .select(['person.id', 'person.name', 'appointment.title', 'unit.id as unit_id', 'unit.name as unit_name'])
    .where('appointment.from_on', '<=', actor.today)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', actor.today)]))
    .where('person.disabled_at', 'is', null)
    .where('appointment.unit_id', 'in', unitIds)
    .where(eb => eb.and(words.map(word => eb('person.folded', 'like', `%${word}%`))))
    .orderBy('person.sort_key')
    .orderBy('appointment.id')
    .limit(limit)
    .execute()
}
