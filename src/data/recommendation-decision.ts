import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { inspectionScope } from './scope.ts'
import { updateVersioned } from './versioned.ts'

/** False when the row was changed since it was read. */
export async function updateRecommendation(
  db: Db,
  before: Pick<Row<'recommendation'>, 'id' | 'version'>,
  change: RowChange<'recommendation'>,
): Promise<boolean> {
  return updateVersioned(db, 'recommendation', before, change)
}

export async function insertRecommendationDecision(
  db: Db,
  row: NewRow<'recommendation_decision'>,
): Promise<void> {
  await db.insertInto('recommendation_decision').values(row).execute()
}

/** What the committee decided of the recommendation, the latest first, with who signed it in. */
export async function listRecommendationDecisions(db: Db, recommendationId: string) {
  return db
    .selectFrom('recommendation_decision')
    .innerJoin('appointment', 'appointment.id', 'recommendation_decision.decided_by')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .selectAll('recommendation_decision')
    .select(['person.name as person_name', 'appointment.title as post_title'])
    .where('recommendation_decision.recommendation_id', '=', recommendationId)
    .orderBy('recommendation_decision.id', 'desc')
    .execute()
}

/** Tasks that are given out and not closed, and obligations that are open; drafts are nothing yet. */
export async function countOpenUnder(
  db: Db,
  recommendationId: string,
): Promise<{ tasks: number; obligations: number }> {
  const tasks = await db
    .selectFrom('task')
    .select(eb => eb.fn.countAll().as('count'))
    .where('recommendation_id', '=', recommendationId)
    .where('closed_on', 'is', null)
    .where('state', '<>', 'draft')
    .executeTakeFirstOrThrow()
  const obligations = await db
    .selectFrom('obligation')
    .select(eb => eb.fn.countAll().as('count'))
    .where('recommendation_id', '=', recommendationId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return { tasks: toNumber(tasks.count), obligations: toNumber(obligations.count) }
}

/** What the recommendation was replaced by, and that by what, and so on. */
export async function findSuccessors(db: Db, id: string): Promise<string[]> {
  const chain: string[] = []
  for (let next: string | null | undefined = id; next; ) {
    const row: { successor_id: string | null } | undefined = await db
      .selectFrom('recommendation')
      .select('successor_id')
      .where('id', '=', next)
      .executeTakeFirst()
    next = row?.successor_id
    if (next) chain.push(next)
  }
  return chain
}

/** What may take the place of the recommendation: open ones of the organisation, not older, the latest first. */
export async function listSuccessorChoices(
  db: Db,
  actor: Actor,
  recommendation: { id: string; organisation_id: string; held_on: string },
) {
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.ordinal', 'recommendation.summary', 'recommendation.quote'])
    .select(['inspection.number', 'inspection.held_on'])
    .where(inspectionScope(actor))
    .where('inspection.organisation_id', '=', recommendation.organisation_id)
    .where('inspection.held_on', '>=', recommendation.held_on)
    .where('recommendation.id', '<>', recommendation.id)
    .where('recommendation.outcome', 'is', null)
    .orderBy('inspection.held_on', 'desc')
    .orderBy('inspection.id', 'desc')
    .orderBy('recommendation.ordinal')
    .limit(300)
    .execute()
}

export interface ClosedCounts {
  all: number
  closed: number
  implemented: number
}

/** Recommendations of each inspection, and how many of them the committee has closed; as implemented. */
export async function countClosedOf(
  db: Db,
  inspectionIds: readonly string[],
): Promise<Map<string, ClosedCounts>> {
  if (inspectionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('recommendation')
    .select('inspection_id as id')
    .select(eb => [
      eb.fn.countAll().as('all'),
      eb.fn.countAll().filterWhere('outcome', 'is not', null).as('closed'),
      eb.fn.countAll().filterWhere('outcome', '=', 'implemented').as('implemented'),
    ])
    .where('inspection_id', 'in', inspectionIds)
    .groupBy('inspection_id')
    .execute()
  return new Map(
    rows.map(row => [
      row.id,
      { all: toNumber(row.all), closed: toNumber(row.closed), implemented: toNumber(row.implemented) },
    ]),
  )
}
