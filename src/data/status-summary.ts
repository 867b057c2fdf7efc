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
export const zeros = Object.fromEntries(summaryNumbers.map(name => [name, 0])) as unknown as SummaryNumbers

export function placeKey(place: SummaryPlace): string {
  return [place.level, place.inspection_id, place.key, place.organisation_id, place.committee_id].join('\n')
}

export function numbered<R extends SummaryNumbers>(row: R): R {
  return { ...row, ...Object.fromEntries(summaryNumbers.map(name => [name, toNumber(row[name])])) }
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
