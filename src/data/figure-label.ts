import type { Actor } from './actor.ts'
import { chunksOf } from './chunk.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db, Row } from './schema.ts'
import { inspectionScope } from './scope.ts'
import { findUnitNames } from './unit-name.ts'

export type FigureUnit = Pick<Row<'unit'>, 'id' | 'name' | 'sort_key'>

/** The units by what they were called on the day. */
export async function listFigureUnits(db: Db, ids: string[], day: string): Promise<FigureUnit[]> {
  if (ids.length === 0) return []
  const names = await findUnitNames(db, ids)
  const units: FigureUnit[] = []
  for (const chunk of chunksOf(ids)) {
    units.push(
      ...(await db.selectFrom('unit').select(['id', 'name', 'sort_key']).where('id', 'in', chunk).execute()),
    )
  }
  return units.map(unit => ({ ...unit, name: names(unit.id, day)?.name ?? unit.name }))
}

export interface FigureRecommendation {
  id: string
  inspection_id: string
  ordinal: number
  text: string
}

/** The recommendations in the order of their inspections and ordinals, by their summary or else their own words. */
export async function listFigureRecommendations(
  db: Db,
  actor: Actor,
  ids: string[],
): Promise<FigureRecommendation[]> {
  const rows: FigureRecommendation[] = []
  for (const chunk of chunksOf(ids)) {
    const found = await db
      .selectFrom('recommendation')
      .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
      .select(['recommendation.id', 'recommendation.inspection_id', 'recommendation.ordinal'])
      .select(['recommendation.summary', 'recommendation.quote'])
      .where('recommendation.id', 'in', chunk)
      .where(inspectionScope(asReaderOfFigures(actor)))
      .execute()
    rows.push(...found.map(({ summary, quote, ...row }) => ({ ...row, text: summary || quote })))
  }
  return rows.sort((a, b) =>
    a.inspection_id < b.inspection_id ? -1 : a.inspection_id > b.inspection_id ? 1 : a.ordinal - b.ordinal,
  )
}

/** Who holds or held the appointments, with the title. */
export async function listFigureLeaders(
  db: Db,
  ids: string[],
): Promise<{ id: string; name: string; sort_key: string }[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select(['appointment.id', 'person.name', 'person.sort_key'])
    .where('appointment.id', 'in', ids)
    .execute()
}

/** The day of the first recorded event of the organisations that the person belongs to or sees; null where none is. */
export async function findFirstEventDay(db: Db, actor: Actor): Promise<string | null> {
  const own = actor.holdings.flatMap(holding => holding.organisation_ids)
  const inspected = db
    .selectFrom('inspection')
    .select('inspection.organisation_id')
    .where(inspectionScope(asReaderOfFigures(actor)))
  const row = await db
    .selectFrom('event')
    .select(eb => eb.fn.min('event.occurred_on').as('day'))
    // The first of each chain: no organisation records a day before one it has recorded.
    .where('event.seq', '=', 1)
    .where(eb =>
      eb.or([
        eb('event.organisation_id', 'in', inspected),
        ...(own.length > 0 ? [eb('event.organisation_id', 'in', own)] : []),
      ]),
    )
    .executeTakeFirst()
  return row?.day ?? null
}

/** The theme of every recommendation; it is chosen with the recommendation and stays. */
export async function listThemes(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('recommendation').select(['id', 'theme']).execute()
  return new Map(rows.map(row => [row.id, row.theme]))
}
