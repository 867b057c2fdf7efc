import type { Actor } from './actor.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db, Row } from './schema.ts'
import { inspectionScope, overseenOrganisations } from './scope.ts'

export type InspectionChoice = Pick<Row<'inspection'>, 'id' | 'number' | 'title' | 'held_on'>
export type RecommendationChoice = Pick<
  Row<'recommendation'>,
  'id' | 'inspection_id' | 'ordinal' | 'summary'
> & { inspection_number: string }

/** The inspections that a report can be narrowed to, the latest first; at most 200. */
export async function listReportInspectionChoices(db: Db, actor: Actor): Promise<InspectionChoice[]> {
  return db
    .selectFrom('inspection')
    .select(['inspection.id', 'inspection.number', 'inspection.title', 'inspection.held_on'])
    .where(inspectionScope(asReaderOfFigures(actor)))
    .orderBy('inspection.held_on', 'desc')
    .orderBy('inspection.id', 'desc')
    .limit(200)
    .execute()
}

/** Recommendations of the latest inspections, or of one; at most 150, so that the page stays small. */
export async function listReportRecommendationChoices(
  db: Db,
  actor: Actor,
  inspectionId: string | undefined,
): Promise<RecommendationChoice[]> {
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.inspection_id', 'recommendation.ordinal'])
    .select(['recommendation.summary', 'inspection.number as inspection_number'])
    .where(inspectionScope(asReaderOfFigures(actor)))
    .$if(inspectionId !== undefined, query => query.where('inspection.id', '=', inspectionId as string))
    .orderBy('inspection.held_on', 'desc')
    .orderBy('inspection.id', 'desc')
    .orderBy('recommendation.ordinal')
    .limit(150)
    .execute()
}

/** Themes under which recommendations within reach stand. */
export async function listReportThemes(db: Db, actor: Actor): Promise<string[]> {
  const rows = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select('recommendation.theme')
    .distinct()
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where('recommendation.theme', '<>', '')
    .limit(200)
    .execute()
  const order = new Intl.Collator('vi')
  return rows.map(row => row.theme).sort((a, b) => order.compare(a, b))
}

/** Leaders of the organisations that the person oversees, with their posts of today. */
export async function listReportLeaders(
  db: Db,
  actor: Actor,
): Promise<{ id: string; name: string; title: string }[]> {
  const organisations = overseenOrganisations(actor)
  if (organisations.length === 0) return []
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .select(['appointment.id', 'person.name', 'appointment.title'])
    .where('appointment.role', '=', 'leader')
    .where('appointment.unit_id', 'in', organisations)
    .where('appointment.from_on', '<=', actor.today)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', actor.today)]))
    .orderBy('person.sort_key')
    .orderBy('appointment.id')
    .limit(100)
    .execute()
}

/** Units whose tasks the person's figures hold: all of their organisations', in the order of the tree. */
export async function listReportUnits(db: Db, actor: Actor): Promise<Pick<Row<'unit'>, 'id' | 'name'>[]> {
  const roots = [...new Set(asReaderOfFigures(actor).holdings.flatMap(held => held.organisation_ids))]
  if (roots.length === 0) return []
  const paths = await db.selectFrom('unit').select('path').where('id', 'in', roots).execute()
  return db
    .selectFrom('unit')
    .select(['id', 'name'])
    .where(eb =>
      eb.or(
        paths.map(({ path }) => eb.and([eb('path', '>=', path), eb('path', '<', `${path.slice(0, -1)}0`)])),
      ),
    )
    .orderBy('sort_key')
    .orderBy('id')
    .limit(500)
    .execute()
}
