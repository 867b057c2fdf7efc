import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Schema } from './schema.ts'
import {
  addToSummary,
  numbered,
  type SummaryChange,
  type SummaryRow,
  summaryNumbers,
  zeros,
} from './status-summary.ts'

/** The rows of one inspection as they are stored: its own, and those of its units and recommendations. */
export async function listSummaryOf(db: Db, inspectionId: string): Promise<SummaryRow[]> {
  const rows = await db.selectFrom('status_summary').selectAll().where(ofInspection(inspectionId)).execute()
  return rows.map(numbered)
}

/** An inspection's own row, and those of its units and recommendations. */
function ofInspection(inspectionId: string): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'status_summary'>()
  return eb.or([
    eb.and([eb('level', '=', 'inspection'), eb('inspection_id', '=', ''), eb('key', '=', inspectionId)]),
    eb.and([eb('level', 'in', ['unit', 'recommendation']), eb('inspection_id', '=', inspectionId)]),
  ])
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
/** The SQL twin of `sumChanges` in domain/summary-change.ts. */
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
  await db.deleteFrom('status_summary').where(ofInspection(inspectionId)).execute()
  await addToSummary(db, rows)
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
