import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Runs the statements; TEXT compares by bytes on both databases, so that one ORDER BY serves both. */
async function run(db: Kysely<any>, ddl: string): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = ddl
    .replaceAll(/\bTEXT\b/g, postgres ? 'text collate "C"' : 'text')
    .replaceAll(/\bSTRICT\b/g, postgres ? '' : 'strict')
  for (const statement of text.split(/;\s*\n/).filter(part => part.trim() !== '')) {
    await sql.raw(statement).execute(db)
  }
}

/** Figures by level, and the number that grows with every change of one. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table figure_version (id TEXT primary key, number integer not null) STRICT;
    insert into figure_version (id, number) values ('figures', 1);
  `,
  )
}
