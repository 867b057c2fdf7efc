import { expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import { mostHits, type SearchQuery } from '../lib/search-words.ts'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { isSqlite } from './dialect/kind.ts'
import type { Db, Schema } from './schema.ts'
import type { SearchKind } from './schema-search.ts'
import { inspectionScope, inspectionsWithTasks, taskScope } from './scope.ts'
import { numberRange } from './search-entry.ts'
import { indexMatch, type Tier, wordsMatch } from './search-match.ts'

/** Who sees no more tasks than this has theirs read through; for others the index is walked. */
const fewTasks = 2_000

export interface Hit {
  number: number
  kind: SearchKind
  subject_id: string
  /** Whether it is as typed to the letter, marks and all. */
  exact: boolean
}

/**
 * Hits of one kind that the person may see, those typed to the letter first, then the latest; one more than `mostHits`
 * where there are more. What they may not see is neither given nor counted.
 */
export async function listHits(
  db: Db,
  actor: Actor,
  kind: SearchKind,
  query: SearchQuery,
  reach: SearchReach,
): Promise<Hit[]> {
  const marked = query.words.every((word, n) => word === query.exact[n])
  const tiers: Tier[] = marked ? ['all'] : ['exact', 'rest']
  const hits: Hit[] = []
  for (const tier of tiers) {
    const limit = mostHits + 1 - hits.length
    if (limit <= 0) break
    const asked = { actor, kind, query, tier, limit, reach }
    const rows = reach.tasks === 'few' ? await readThrough(db, asked) : await walkIndex(db, asked)
    hits.push(...rows.map(row => ({ ...row, exact: tier !== 'rest' })))
  }
  return hits
}

/** How far the person sees, worked out once for all kinds: it decides the way of looking, not what is found. */
export interface SearchReach {
  /** Few tasks are read through, for others the index is walked. */
  tasks: 'few' | 'many'
  /** The inspections the person may see; null where they are too many to name. */
  inspectionIds: string[] | null
}

const mostNamed = 500

export async function findSearchReach(db: Db, actor: Actor): Promise<SearchReach> {
  const seen = expressionBuilder<Schema, never>()
    .selectFrom('task')
    .select(sql`1`.as('one'))
    .where(taskScope(actor))
    .limit(fewTasks + 1)
  const row = await db
    .selectFrom(seen.as('seen'))
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  const tasks = toNumber(row.count) > fewTasks ? 'many' : 'few'
  const inspections = await db
    .selectFrom('inspection')
    .select('inspection.id')
    .where(tasks === 'many' ? inspectionScope(actor, inspectionsWithTasks) : inspectionScope(actor))
    .limit(mostNamed + 1)
    .execute()
  return {
    tasks,
    inspectionIds: inspections.length > mostNamed ? null : inspections.map(one => one.id),
  }
}

/** Whether everything that was there before the index is in it. */
export async function findSearchIsWhole(db: Db): Promise<boolean> {
  const open = await db.selectFrom('search_build').select('kind').where('is_done', '=', 0).executeTakeFirst()
  return open === undefined
}

interface Asked {
  actor: Actor
  kind: SearchKind
  query: SearchQuery
  tier: Tier
  limit: number
  reach: SearchReach
}

type HitRow = Omit<Hit, 'exact'>

/** From the latest number down, asking of each hit whether the person may see it: common words end soon. */
async function walkIndex(db: Db, { actor, kind, query, tier, limit, reach }: Asked): Promise<HitRow[]> {
  const { first, last } = numberRange(kind)
  const from = isSqlite(db)
    ? sql`search_word cross join search_entry as e on e.number = search_word.rowid`
    : sql`search_entry as e`
  const number = isSqlite(db) ? sql.ref('search_word.rowid') : sql.ref('e.number')
  const { rows } = await sql<HitRow>`select e.number, e.kind, e.subject_id from ${from}
    where ${indexMatch(db, query, tier)} and ${number} between ${sql.lit(first)} and ${sql.lit(last)}
      and ${visible(actor, reach)}
    order by ${number} desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

function visible(actor: Actor, reach: SearchReach) {
  const task = expressionBuilder<Schema, never>()
    .selectFrom('task')
    .select('task.id')
    .where(sql<SqlBool>`task.id = e.task_id`)
    .where(taskScope(actor))
  return sql`case when e.task_id is not null then exists ${task}
    else e.inspection_id in ${visibleInspections(actor, reach)} end`
}

function visibleInspections(actor: Actor, { inspectionIds }: SearchReach) {
  if (inspectionIds) return sql`(${sql.join(inspectionIds.length > 0 ? inspectionIds : [''])})`
  const eb = expressionBuilder<Schema, never>()
  return sql`${eb.selectFrom('inspection').select('inspection.id').where(inspectionScope(actor))}`
}

/** Everything said of the few tasks and inspections of the person, each asked whether it is a hit. */
async function readThrough(db: Db, { actor, kind, query, tier, limit, reach }: Asked): Promise<HitRow[]> {
  const eb = expressionBuilder<Schema, never>()
  const tasks = eb.selectFrom('task').select('task.id').where(taskScope(actor))
  const of = (column: 'task_id' | 'inspection_id', ids: RawBuilder<unknown>) => sql`
    select e.number, e.kind, e.subject_id from search_entry as e
    where e.${sql.raw(column)} in ${ids} and e.kind = ${kind}
      and ${wordsMatch(query, tier, sql<string>`e.words`)}`
  const { rows } = await sql<HitRow>`select * from (${of('task_id', sql`${tasks}`)}
    union all ${of('inspection_id', visibleInspections(actor, reach))}) as hit
    order by number desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
