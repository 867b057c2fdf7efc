import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import { chunksOf } from './chunk.ts'
import { toNumber } from './database.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import type { ExportState } from './schema-export.ts'
import { inspectionScope } from './scope.ts'

export type ExportRow = Row<'export'>

export async function insertExport(db: Db, row: NewRow<'export'>): Promise<void> {
  await db.insertInto('export').values(row).execute()
}

export async function findExport(db: Db, id: string): Promise<ExportRow | undefined> {
  return db.selectFrom('export').selectAll().where('id', '=', id).executeTakeFirst()
}

/**
 * The person's own export, as long as they may still see every inspection it tells of: rights that were lost since it
 * was made close the file at once (RELIABILITY Z3, Z5).
 */
export async function findExportFor(db: Db, actor: Actor, id: string): Promise<ExportRow | undefined> {
  const row = await db
    .selectFrom('export')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', actor.person.id)
    .executeTakeFirst()
  return row && (await countUnseen(db, actor, [row])) === 0 ? row : undefined
}

/** The person's last exports, the latest first; those that tell of what they may no longer see are left out. */
export async function listExportsFor(db: Db, actor: Actor, limit: number): Promise<ExportRow[]> {
  const rows = await db
    .selectFrom('export')
    .selectAll()
    .where('person_id', '=', actor.person.id)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const seen: ExportRow[] = []
  for (const row of rows) if ((await countUnseen(db, actor, [row])) === 0) seen.push(row)
  return seen
}

/** How many of the inspections that the exports tell of lie beyond the reach of the person as a reader of figures. */
export async function countUnseen(
  db: Db,
  actor: Actor,
  rows: readonly Pick<ExportRow, 'covers'>[],
): Promise<number> {
  const ids = [...new Set(rows.flatMap(row => JSON.parse(row.covers) as string[]))]
  let seen = 0
  for (const some of chunksOf(ids)) {
    const row = await db
      .selectFrom('inspection')
      .select(eb => eb.fn.countAll().as('count'))
      .where('inspection.id', 'in', some)
      .where(inspectionScope(asReaderOfFigures(actor)))
      .executeTakeFirst()
    seen += toNumber(row?.count)
  }
  return ids.length - seen
}

/** How many exports of the person wait or are being made. */
export async function countOpenExports(db: Db, personId: string): Promise<number> {
  return countExports(db, personId, ['planned', 'running'])
}

export async function countRunningExports(db: Db, personId: string): Promise<number> {
  return countExports(db, personId, ['running'])
}

async function countExports(db: Db, personId: string, states: ExportState[]): Promise<number> {
  const row = await db
    .selectFrom('export')
    .select(eb => eb.fn.countAll().as('count'))
    .where('person_id', '=', personId)
    .where('state', 'in', states)
    .executeTakeFirst()
  return toNumber(row?.count)
}

/** How many waiting exports come before the person's: for the word on how long it takes. */
export async function countExportsAhead(db: Db, row: ExportRow): Promise<number> {
  const ahead = await db
    .selectFrom('export')
    .select(eb => eb.fn.countAll().as('count'))
    .where('state', 'in', ['planned', 'running'])
    .where('id', '<', row.id)
    .executeTakeFirst()
  return toNumber(ahead?.count)
}

/**
 * What is to be made next: of people who have none running, whoever was served longest ago comes first, so that ten
 * exports of one hold up nobody else for longer than one of them.
 */
export async function findNextExport(db: Db): Promise<string | null> {
  const served = sql<string>`coalesce((select max(s.started_at) from export s where s.person_id = e.person_id), '')`
  const row = await db
    .selectFrom('export as e')
    .select(['e.id', served.as('served')])
    .where('e.state', '=', 'planned')
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('export as r')
            .select('r.id')
            .whereRef('r.person_id', '=', 'e.person_id')
            .where('r.state', '=', 'running'),
        ),
      ),
    )
    .orderBy('served')
    .orderBy('e.created_at')
    .orderBy('e.id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/**
 * Changes the export if it is still in the state (and, where given, in that worker's hand); undefined when it is not.
 * This is the line that wins the race of two workers for one export, and of a worker against its cancelling.
 */
export async function moveExport(
  db: Db,
  id: string,
  from: { state: ExportState; claimedBy?: string | null },
  change: RowChange<'export'>,
): Promise<ExportRow | undefined> {
  const { claimedBy } = from
  return db
    .updateTable('export')
    .set(eb => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', from.state)
    .$if(Boolean(claimedBy), query => query.where('claimed_by', '=', claimedBy as string))
    .returningAll()
    .executeTakeFirst()
}

/** Exports in the hand of a worker. */
export async function listRunningExports(db: Db): Promise<ExportRow[]> {
  return db.selectFrom('export').selectAll().where('state', '=', 'running').orderBy('id').execute()
}

/** Exports whose file has outlived its time. */
export async function listExpiredExports(db: Db, now: string, limit: number): Promise<ExportRow[]> {
  return db
    .selectFrom('export')
    .selectAll()
    .where('file_id', 'is not', null)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute()
}
