import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Runs the statements; TEXT compares by bytes on both databases, so that one ORDER BY serves both. */
async function run(db: Kysely<any>, ddl: string): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = ddl.replaceAll(/\bTEXT\b/g, postgres ? 'text collate "C"' : 'text')
  for (const statement of text.split(/;\s*\n/).filter(part => part.trim() !== '')) {
    await sql.raw(statement).execute(db)
  }
}

/** A recommendation may repeat one of an earlier inspection; the earlier ones are found by the inspected unit. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    alter table recommendation add column repeats_id TEXT references recommendation (id);
    create index recommendation_repeats on recommendation (repeats_id) where repeats_id is not null;
    create index inspection_inspected_unit on inspection (inspected_unit_id, held_on, id);
  `,
  )
}
