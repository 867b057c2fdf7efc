import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor, Holding } from './actor.ts'
import type { Db, NewRow, Row, RowChange, Schema } from './schema.ts'
import { overseenOrganisations, unitTree } from './scope.ts'
import { updateVersioned } from './versioned.ts'

/**
 * What the person may see of obligations: as of tasks (`taskScope`), by the unit that has the duty; inspectors those of
 * their own inspection. Drafts are seen by those who prepare them.
 */
function obligationScope(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'obligation'>()
  const overseen = overseenOrganisations(actor)
  const conditions = actor.holdings.flatMap(held => conditionOf(actor, held))
  const issued =
    conditions.length > 0 ? [eb.and([eb('obligation.state', '<>', 'draft'), eb.or(conditions)])] : []
  const all = overseen.length > 0 ? [eb('obligation.organisation_id', 'in', overseen)] : []
  return [...issued, ...all].length > 0 ? eb.or([...issued, ...all]) : eb.lit(false)
}

function conditionOf(actor: Actor, held: Holding): Expression<SqlBool>[] {
  const eb = expressionBuilder<Schema, 'obligation'>()
  switch (held.role) {
    case 'unit_head':
      return [eb('obligation.lead_unit_id', 'in', unitTree(held.unit_path))]
    case 'officer':
      return [
        eb(
          'obligation.id',
          'in',
          eb
            .selectFrom('task')
            .select(task => task.ref('task.obligation_id').$notNull().as('id'))
            .where('task.officer_id', '=', held.id)
            .where('task.obligation_id', 'is not', null),
        ),
      ]
    case 'verifier':
      return [eb('obligation.organisation_id', 'in', held.organisation_ids)]
    case 'inspector':
      return [eb('obligation.inspection_id', '=', held.inspection_id ?? '')]
    case 'committee':
      return committeeReach(actor, held)
    default:
      return []
  }
}

function committeeReach(actor: Actor, held: Holding): Expression<SqlBool>[] {
  const eb = expressionBuilder<Schema, 'obligation'>()
  if (!held.committee_id) return []
  const inspections = eb
    .selectFrom('inspection')
    .select('inspection.id')
    .where('inspection.committee_id', '=', held.committee_id)
  const reporting = eb('obligation.inspection_id', 'in', inspections)
  const own = actor.own_committee_ids.includes(held.committee_id)
  return own ? [reporting, eb('obligation.organisation_id', 'in', held.organisation_ids)] : [reporting]
}

export type ObligationOfUnit = Row<'obligation'> & {
  lead_unit_name: string
  committee_id: string | null
  recommendation_ordinal: number
}

function withPlace(db: Db) {
  return db
    .selectFrom('obligation')
    .innerJoin('unit', 'unit.id', 'obligation.lead_unit_id')
    .innerJoin('inspection', 'inspection.id', 'obligation.inspection_id')
    .innerJoin('recommendation', 'recommendation.id', 'obligation.recommendation_id')
    .selectAll('obligation')
    .select(['unit.name as lead_unit_name', 'inspection.committee_id'])
    .select('recommendation.ordinal as recommendation_ordinal')
}

/** The obligation, if the person may see it. */
export async function findObligationFor(
  db: Db,
  actor: Actor,
  id: string,
): Promise<ObligationOfUnit | undefined> {
  return withPlace(db).where('obligation.id', '=', id).where(obligationScope(actor)).executeTakeFirst()
}

/** The obligation whoever asks: for the system's own acts. */
export async function findObligation(db: Db, id: string): Promise<Row<'obligation'> | undefined> {
  return db.selectFrom('obligation').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Obligations under the recommendations, as far as the person may see them, in the order they were made. */
export async function listObligationsUnder(
  db: Db,
  actor: Actor,
  recommendationIds: readonly string[],
): Promise<ObligationOfUnit[]> {
  if (recommendationIds.length === 0) return []
  return withPlace(db)
    .where('obligation.recommendation_id', 'in', recommendationIds)
    .where(obligationScope(actor))
    .orderBy('obligation.id')
    .execute()
}

/** Obligations the person may see, in the order they were made; at most `limit` after the one named. */
export async function listObligationPage(
  db: Db,
  actor: Actor,
  { recommendationId, after, limit }: { recommendationId?: string; after: string; limit: number },
): Promise<ObligationOfUnit[]> {
  return withPlace(db)
    .where('obligation.id', '>', after)
    .$if(recommendationId !== undefined, query =>
      query.where('obligation.recommendation_id', '=', recommendationId as string),
    )
    .where(obligationScope(actor))
    .orderBy('obligation.id')
    .limit(limit)
    .execute()
}

/** Which of the obligations the person may open. */
export async function listObligationsSeen(
  db: Db,
  actor: Actor,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('obligation')
    .select('id')
    .where('id', 'in', ['', ...ids])
    .where(obligationScope(actor))
    .execute()
  return new Set(rows.map(row => row.id))
}

export async function insertObligation(db: Db, row: NewRow<'obligation'>): Promise<void> {
  await db.insertInto('obligation').values(row).execute()
}

/** False when the row was changed since it was read. */
export async function updateObligation(
  db: Db,
  before: Pick<Row<'obligation'>, 'id' | 'version'>,
  change: RowChange<'obligation'>,
): Promise<boolean> {
  return updateVersioned(db, 'obligation', before, change)
}

/** False when someone has changed or issued it since. */
export async function deleteObligationDraft(
  db: Db,
  before: Pick<Row<'obligation'>, 'id' | 'version'>,
): Promise<boolean> {
  const result = await db
    .deleteFrom('obligation')
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

export async function insertObligationSchedule(db: Db, row: NewRow<'obligation_schedule'>): Promise<void> {
  await db.insertInto('obligation_schedule').values(row).execute()
}

/** The schedules that held, first to last, with who decided each. */
export async function listObligationSchedules(db: Db, obligationId: string) {
  return db
    .selectFrom('obligation_schedule')
    .innerJoin('appointment', 'appointment.id', 'obligation_schedule.decided_by')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .selectAll('obligation_schedule')
    .select(['person.name as person_name', 'appointment.title as post_title'])
    .where('obligation_schedule.obligation_id', '=', obligationId)
    .orderBy('obligation_schedule.id')
    .execute()
}
