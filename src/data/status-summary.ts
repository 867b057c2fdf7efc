import { sql } from 'kysely'
import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'
import type { SummaryLevel, SummaryNumbers, SummaryPlace } from './schema-figure.ts'

export const summaryNumbers = [
  'tasks',
  'done_on_time',
  'done_late',
  'done_late_original',
  'reported_in_time',
  'reported_late',
  'reported_late_original',
  'waiting',
  'suspended',
  'not_implemented',
  'withdrawn',
  'received_in_time',
  'received_late',
  'cycles_met',
  'cycles_missed',
  'cycles_running',
  'recommendations',
  'implemented',
  'inspections',
] as const satisfies readonly (keyof SummaryNumbers)[]

export type SummaryRow = Row<'status_summary'>
export type SummaryChange = SummaryPlace & Partial<SummaryNumbers>

export const placeColumns = ['organisation_id', 'committee_id', 'level', 'inspection_id', 'key'] as const

/** Adds to the numbers of places, in one statement and in the order of their key, so that no two workers lock crosswise. */
export async function addToSummary(db: Db, changes: SummaryChange[]): Promise<void> {
  const rows = [...mergedOf(changes).values()]
    .filter(row => summaryNumbers.some(name => row[name] !== 0))
    .sort((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1))
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await db
      .insertInto('status_summary')
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflict(conflict =>
        conflict
          .columns([...placeColumns])
          .doUpdateSet(eb =>
            Object.fromEntries(
              summaryNumbers.map(name => [
                name,
                eb(eb.ref(`status_summary.${name}`), '+', eb.ref(`excluded.${name}`)),
              ]),
            ),
          ),
      )
      .execute()
  }
}

/** One statement may change a row only once. */
function mergedOf(changes: SummaryChange[]): Map<string, SummaryRow> {
  const merged = new Map<string, SummaryRow>()
  for (const change of changes) {
    const key = placeKey(change)
    const known = merged.get(key)
    if (!known) merged.set(key, { ...zeros, ...change })
    else for (const name of summaryNumbers) known[name] += change[name] ?? 0
  }
  return merged
}

const rowsAtOnce = 200
const zeros = Object.fromEntries(summaryNumbers.map(name => [name, 0])) as unknown as SummaryNumbers

export function placeKey(place: SummaryPlace): string {
  return [place.level, place.inspection_id, place.key, place.organisation_id, place.committee_id].join('\n')
}

/** The rows of one inspection as they are stored: its own, and those of its units and recommendations. */
export async function listSummaryOf(db: Db, inspectionId: string): Promise<SummaryRow[]> {
  const rows = await db
    .selectFrom('status_summary')
    .selectAll()
    .where(eb =>
      eb.or([
        eb.and([eb('level', '=', 'inspection'), eb('inspection_id', '=', ''), eb('key', '=', inspectionId)]),
        eb.and([eb('level', 'in', ['unit', 'recommendation']), eb('inspection_id', '=', inspectionId)]),
      ]),
    )
    .execute()
  return rows.map(numbered)
}

export function numbered<R extends SummaryNumbers>(row: R): R {
  return { ...row, ...Object.fromEntries(summaryNumbers.map(name => [name, toNumber(row[name])])) }
}

/** Sums of an inspection's images, by unit, by recommendation and over all: what its rows ought to say. */
export async function countImagesOf(db: Db, inspectionId: string): Promise<SummaryRow[]> {
  const rows: SummaryRow[] = []
  for (const level of ['inspection', 'unit', 'recommendation'] as const) {
    const column = `${level}_id` as const
    const found = await db
      .selectFrom('status_image')
      .select(['organisation_id', 'committee_id', sql<string>`${sql.ref(column)}`.as('key')])
      .select(imageSums)
      .where('inspection_id', '=', inspectionId)
      .groupBy(['organisation_id', 'committee_id', column])
      .execute()
    const within = level === 'inspection' ? '' : inspectionId
    rows.push(...found.map(row => numbered({ ...zeros, ...row, level, inspection_id: within })))
  }
  return rows
}

const inRates = sql`counted in ('done_on_time', 'done_late', 'reported_in_time', 'reported_late', 'waiting')`
const sumOf = (condition: ReturnType<typeof sql>) =>
  sql<number>`sum(case when ${condition} then 1 else 0 end)`
const countedNames = [
  'done_on_time',
  'done_late',
  'reported_in_time',
  'reported_late',
  'waiting',
  'suspended',
  'not_implemented',
  'withdrawn',
  'cycles_met',
  'cycles_missed',
  'cycles_running',
] as const
/** The SQL twin of `numbersOf` in domain/status-summary.ts. */
const imageSums = [
  sumOf(sql`counted not like 'cycles%'`).as('tasks'),
  sumOf(sql`late_original = 1 and counted like 'done%'`).as('done_late_original'),
  sumOf(sql`late_original = 1 and counted like 'reported%'`).as('reported_late_original'),
  sumOf(sql`receipt = 'in_time' and ${inRates}`).as('received_in_time'),
  sumOf(sql`receipt = 'late' and ${inRates}`).as('received_late'),
  ...countedNames.map(name => sumOf(sql`counted = ${sql.lit(name)}`).as(name)),
]

/** Puts the rows of one inspection in place of those stored. */
export async function writeSummaryOf(db: Db, inspectionId: string, rows: SummaryChange[]): Promise<void> {
  await db
    .deleteFrom('status_summary')
    .where(eb =>
      eb.or([
        eb.and([eb('level', '=', 'inspection'), eb('inspection_id', '=', ''), eb('key', '=', inspectionId)]),
        eb.and([eb('level', 'in', ['unit', 'recommendation']), eb('inspection_id', '=', inspectionId)]),
      ]),
    )
    .execute()
  await addToSummary(db, rows)
}

/** How many recommendations the inspection has, and how many of them the committee closed as implemented. */
export async function countRecommendationsIn(db: Db, inspectionId: string) {
  const row = await db
    .selectFrom('inspection')
    .leftJoin('recommendation', 'recommendation.inspection_id', 'inspection.id')
    .select(eb => [
      'inspection.organisation_id',
      eb.fn.coalesce('committee_id', eb.val('')).as('committee_id'),
    ])
    .select(eb => eb.fn.count('recommendation.id').as('recommendations'))
    .select(eb => eb.fn.count(eb.case().when('outcome', '=', 'implemented').then(1).end()).as('implemented'))
    .where('inspection.id', '=', inspectionId)
    .groupBy(['inspection.organisation_id', 'inspection.committee_id'])
    .executeTakeFirst()
  return (
    row && { ...row, recommendations: toNumber(row.recommendations), implemented: toNumber(row.implemented) }
  )
}

/**
 * Sums the levels that stand over all inspections anew from the rows within them: some ten thousand rows, however many
 * tasks there were.
 */
export async function rollUpSummary(db: Db): Promise<void> {
  await db
    .deleteFrom('status_summary')
    .where('level', 'in', ['all', 'unit', 'theme'])
    .where('inspection_id', '=', '')
    .execute()
  const numbers = sql.join(summaryNumbers.map(name => sql.ref(name)))
  const summed = (names: readonly string[]) => sql.join(names.map(name => sql`sum(${sql.ref(`s.${name}`)})`))
  const ofTasks = summaryNumbers.slice(0, -3)
  await sql`insert into status_summary (organisation_id, committee_id, level, inspection_id, key, ${numbers})
    select s.organisation_id, s.committee_id, 'all', '', '', ${summed(summaryNumbers.slice(0, -1))},
      sum(case when s.tasks > 0 then 1 else 0 end)
    from status_summary s where s.level = 'inspection' and s.inspection_id = ''
    group by s.organisation_id, s.committee_id`.execute(db)
  await sql`insert into status_summary (organisation_id, committee_id, level, inspection_id, key, ${numbers})
    select s.organisation_id, s.committee_id, 'unit', '', s.key, ${summed(ofTasks)}, 0, 0, 0
    from status_summary s where s.level = 'unit' and s.inspection_id <> ''
    group by s.organisation_id, s.committee_id, s.key`.execute(db)
  await sql`insert into status_summary (organisation_id, committee_id, level, inspection_id, key, ${numbers})
    select s.organisation_id, s.committee_id, 'theme', '', r.theme, ${summed(ofTasks)}, 0, 0, 0
    from status_summary s join recommendation r on r.id = s.key
    where s.level = 'recommendation' group by s.organisation_id, s.committee_id, r.theme`.execute(db)
}

type Cell = Pick<SummaryPlace, 'organisation_id' | 'committee_id'>

/** The inspection's own row in the cell. */
export async function findInspectionRow(
  db: Db,
  { organisation_id, committee_id }: Cell,
  id: string,
): Promise<SummaryRow | undefined> {
  const row = await db
    .selectFrom('status_summary')
    .selectAll()
    .where('level', '=', 'inspection')
    .where('inspection_id', '=', '')
    .where('key', '=', id)
    .where('organisation_id', '=', organisation_id)
    .where('committee_id', '=', committee_id)
    .executeTakeFirst()
  return row && numbered(row)
}

/** Rows of inspections that are not there any more. */
export async function deleteLostSummaries(db: Db): Promise<void> {
  const known = db.selectFrom('inspection').select('inspection.id')
  await db.deleteFrom('status_image').where('inspection_id', 'not in', known).execute()
  await db
    .deleteFrom('status_summary')
    .where('inspection_id', '<>', '')
    .where('inspection_id', 'not in', known)
    .execute()
  await db
    .deleteFrom('status_summary')
    .where('level', '=', 'inspection')
    .where('key', 'not in', known)
    .execute()
}

/** Tasks of the organisation that are given out and not closed, by the summary. */
export async function countOpenTasks(db: Db, organisationId: string): Promise<number> {
  const row = await db
    .selectFrom('status_summary')
    .select(eb => eb.fn.sum(sql<number>`reported_in_time + reported_late + waiting + suspended`).as('count'))
    .where('level', '=', 'all' satisfies SummaryLevel)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}
