import { type Expression, type SqlBool, sql } from 'kysely'
import { toNumber } from './database.ts'
import type { FigureDay, FigureLimits } from './figure-condition.ts'
import type { Db } from './schema.ts'
import type { MarkNumbers, SummaryPlace } from './schema-figure.ts'
import type { SummaryPlan } from './summary-plan.ts'

/** What of a place depends on the date: how many tasks are late, due before the day on which nothing is soon, and so on. */
export interface Dated {
  late: number
  dueBeforeSoon: number
  lateOriginal: number
  stale: number
  notReceived: number
}

export const noneDated: Dated = { late: 0, dueBeforeSoon: 0, lateOriginal: 0, stale: 0, notReceived: 0 }

type Cell = Pick<SummaryPlace, 'organisation_id' | 'committee_id'>
type PlaceKey = Cell & { inspection_id: string; key: string }

/** By `datedKey`. */
export type DatedPlaces = ReadonlyMap<string, Dated>

export function datedKey({ organisation_id, committee_id, inspection_id, key }: PlaceKey): string {
  return `${organisation_id}\n${committee_id}\n${inspection_id}\n${key}`
}

export interface DatedQuery {
  /** The cells within reach, a condition on `organisation_id` and `committee_id`. */
  cell: Expression<SqlBool>
  plan: SummaryPlan
  day: FigureDay
}

/** From the marks counted ahead, a few rows a key; else, and within an inspection, from the tasks that wait. */
export async function listDated(db: Db, query: DatedQuery): Promise<DatedPlaces> {
  const { plan, day } = query
  if (plan.within === null && plan.level !== 'recommendation') {
    const days = [day.day, ...day.limits.flatMap(one => [one.soonBefore, one.staleBefore, one.receiptBefore])]
    const wanted = [...new Set(days)]
    const known = await db
      .selectFrom('status_mark_day')
      .select('before_on')
      .where('before_on', 'in', wanted)
      .execute()
    if (known.length === wanted.length) return listMarked(db, query, wanted)
  }
  return countWaiting(db, query)
}

async function listMarked(db: Db, { cell, plan, day }: DatedQuery, days: string[]): Promise<DatedPlaces> {
  const marks = await db
    .selectFrom('status_mark')
    .select(['organisation_id', 'committee_id', 'key', 'before_on', 'due', 'original', 'fresh', 'issued'])
    .where('level', '=', plan.level)
    .where('before_on', 'in', days)
    .where(cell)
    .$if(plan.only !== null, query => query.where(plan.only as Expression<SqlBool>))
    .execute()
  const places = new Map<string, Dated>()
  for (const mark of marks) {
    const id = datedKey({ ...mark, inspection_id: '' })
    const dated = places.get(id) ?? { ...noneDated }
    places.set(id, dated)
    addMark(dated, mark, day.day, limitsFor(day, mark.organisation_id))
  }
  return places
}

function addMark(
  dated: Dated,
  mark: MarkNumbers & { before_on: string },
  day: string,
  limits: FigureLimits | undefined,
): void {
  const { before_on } = mark
  if (before_on === day) {
    dated.late = toNumber(mark.due)
    dated.lateOriginal = toNumber(mark.original)
  }
  if (before_on === limits?.soonBefore) dated.dueBeforeSoon = toNumber(mark.due)
  if (before_on === limits?.staleBefore) dated.stale = toNumber(mark.fresh)
  if (before_on === limits?.receiptBefore) dated.notReceived = toNumber(mark.issued)
}

/** The first limits are those of every organisation that no other one names. */
function limitsFor({ limits }: FigureDay, organisationId: string): FigureLimits | undefined {
  return limits.slice(1).find(one => one.organisationIds.includes(organisationId)) ?? limits[0]
}

const columns = {
  all: null,
  unit: 'unit_id',
  inspection: 'inspection_id',
  theme: 'theme',
  recommendation: 'recommendation_id',
} as const

/** Each organisation is judged by its own policy. */
function limitOf({ limits }: FigureDay, name: Exclude<keyof FigureLimits, 'organisationIds'>) {
  const [common, ...others] = limits
  const general = common?.[name] ?? ''
  if (others.length === 0) return sql`${general}`
  const cases = others.map(
    one => sql`when organisation_id in (${sql.join(one.organisationIds)}) then ${one[name]}`,
  )
  return sql`case ${sql.join(cases, sql` `)} else ${general} end`
}

async function countWaiting(db: Db, { cell, plan, day }: DatedQuery): Promise<DatedPlaces> {
  const column = columns[plan.level]
  const key = column ? sql<string>`${sql.ref(`status_image.${column}`)}` : sql<string>`''`
  const within = plan.within === null ? sql<string>`''` : sql<string>`status_image.inspection_id`
  const before = (name: string, limit: ReturnType<typeof sql>) =>
    sql<number>`sum(case when ${sql.ref(name)} < ${limit} then 1 else 0 end)`
  const own = plan.within !== null && plan.within !== 'each' ? plan.within.inspectionId : null
  const rows = await db
    .selectFrom(images =>
      images
        .selectFrom('status_image')
        .select(['organisation_id', 'committee_id', 'due_on', 'original_due_on', 'fresh_on', 'issued_on'])
        .select([key.as('key'), within.as('inspection_id')])
        .where('marked', '=', 1)
        .$if(own !== null, query => query.where('inspection_id', '=', own ?? ''))
        .as('i'),
    )
    .select(['organisation_id', 'committee_id', 'key', 'inspection_id'])
    .select([
      before('due_on', sql`${day.day}`).as('late'),
      before('due_on', limitOf(day, 'soonBefore')).as('dueBeforeSoon'),
      before('original_due_on', sql`${day.day}`).as('lateOriginal'),
      before('fresh_on', limitOf(day, 'staleBefore')).as('stale'),
      before('issued_on', limitOf(day, 'receiptBefore')).as('notReceived'),
    ])
    .where(cell)
    .$if(plan.only !== null, query => query.where(plan.only as Expression<SqlBool>))
    .groupBy(['organisation_id', 'committee_id', 'key', 'inspection_id'])
    .execute()
  return new Map(rows.map(row => [datedKey(row), datedOf(row)]))
}

function datedOf(row: Record<keyof Dated, number | string>): Dated {
  return {
    late: toNumber(row.late),
    dueBeforeSoon: toNumber(row.dueBeforeSoon),
    lateOriginal: toNumber(row.lateOriginal),
    stale: toNumber(row.stale),
    notReceived: toNumber(row.notReceived),
  }
}
