import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db } from './schema.ts'

export interface TroubledMail {
  state: 'bounced' | 'failed'
  count: number
}

/** Mails since the day that bounced or could not be sent, by which of the two. */
export async function countTroubledMail(db: Db, actor: Actor, since: string): Promise<TroubledMail[]> {
  const organisations = organisationsOf(actor)
  if (organisations.length === 0) return []
  const rows = await db
    .selectFrom('message')
    .select(eb => ['state', eb.fn.countAll().as('count')])
    .where('state', 'in', ['bounced', 'failed'])
    .where('for_on', '>=', since)
    .where('organisation_id', 'in', organisations)
    .groupBy('state')
    .orderBy('state')
    .execute()
  return rows.map(row => ({ state: row.state as TroubledMail['state'], count: toNumber(row.count) }))
}

export interface InspectionWithoutTasks {
  id: string
  number: string
  title: string
  held_on: string
  count: number
}

/** Inspections with recommendations that no task was made of and that nobody closed, the latest first. */
export async function listInspectionsWithoutTasks(db: Db, actor: Actor): Promise<InspectionWithoutTasks[]> {
  const organisations = organisationsOf(actor)
  if (organisations.length === 0) return []
  const rows = await db
    .selectFrom('inspection')
    .innerJoin('recommendation', 'recommendation.inspection_id', 'inspection.id')
    .select(['inspection.id', 'inspection.number', 'inspection.title', 'inspection.held_on'])
    .select(eb => eb.fn.countAll().as('count'))
    .where('inspection.organisation_id', 'in', organisations)
    .where('recommendation.outcome', 'is', null)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('task')
            .select('task.id')
            .whereRef('task.recommendation_id', '=', 'recommendation.id'),
        ),
      ),
    )
    .groupBy(['inspection.id', 'inspection.number', 'inspection.title', 'inspection.held_on'])
    .orderBy('inspection.held_on', 'desc')
    .orderBy('inspection.id')
    .execute()
  return rows.map(row => ({ ...row, count: toNumber(row.count) }))
}

/** The organisations whose office the person keeps as a secretary. */
function organisationsOf(actor: Actor): string[] {
  return [
    ...new Set(actor.holdings.flatMap(held => (held.role === 'secretary' ? held.organisation_ids : []))),
  ]
}
